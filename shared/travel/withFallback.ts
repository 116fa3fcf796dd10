import { DomainProblem } from '../domain/problem.ts';
import { embeddedTravel } from '../domain/travel/embedded.ts';
import type { TravelMatrix, TravelPoint } from '../domain/travel/matrix.ts';
import type { TravelSource } from '../domain/travel/source.ts';

/** Travel times with where they are from, for the list that is planned by them. */
export interface TravelAnswer {
  readonly matrix: TravelMatrix;
  readonly source: string;
  /** Why it is not the source that was asked for. */
  readonly fallback: string | null;
}

const EMBEDDED = 'embedded';

/**
 * Asks the source, and estimates by itself where that is down: a list with estimated times is better than none, and says
 * what it is. Fares of ferries and bridges come from the embedded table, since road services know none; a pair that only
 * the service calls unreachable stays so.
 */
export async function travelTimes(
  source: TravelSource | undefined,
  points: readonly TravelPoint[],
): Promise<TravelAnswer> {
  const estimate = embeddedTravel(points);
  if (!source) return { matrix: estimate, source: EMBEDDED, fallback: null };
  try {
    const matrix = await source.matrix(points);
    return {
      matrix: { ...matrix, fares: estimate.fares.map((fare) => (Number.isFinite(fare) ? fare : 0)) },
      source: source.name,
      fallback: null,
    };
  } catch (error) {
    if (!(error instanceof DomainProblem) || error.kind !== 'unavailable') throw error;
    return { matrix: estimate, source: EMBEDDED, fallback: error.message };
  }
}
