import { DomainProblem } from '../../shared/domain/problem.ts';
import { fetchDueRelease, type FetchPlan } from '../../shared/usecases/fetchIncidence.ts';
import type { ImportDeps } from '../../shared/usecases/importIncidence.ts';
import { watchFigures } from '../../shared/usecases/watchFigures.ts';
import type { Log } from '../../shared/log.ts';

/** What the two jobs about figures stand on. */
export interface IncidenceDeps extends ImportDeps {
  readonly log: Log;
  /** Absent where people import by hand. */
  readonly plan: FetchPlan | undefined;
}

/**
 * R3, R4: asks for the day's release, measures it and opens follow-ups the same day. A failure is logged and shown, and
 * the schedule asks again.
 */
export async function fetchDayRelease({ log, plan, ...deps }: IncidenceDeps): Promise<void> {
  if (!plan) return;
  try {
    const result = await fetchDueRelease(deps, plan);
    const stated = (result?.published ?? []).flatMap(({ days }) => days);
    for (const { outcome, releasedOn, sequence, doubts } of [...(result?.imported ?? []), ...stated]) {
      const facts = { outcome, releasedOn, sequence, doubts: doubts.map(({ message }) => message) };
      if (outcome === 'quarantined') log.error(facts, 'a release is held back until somebody judges it');
      else log.info(facts, 'a release came in');
    }
    for (const { releasedOn, red, crossed, opened, disagreeing } of result?.measured ?? []) {
      log.info({ releasedOn, red, crossed, opened, disagreeing }, 'a release was measured');
    }
  } catch (error) {
    if (!(error instanceof DomainProblem)) throw error;
    log.warn({ reason: error.message, faults: error.faults }, 'the day’s release could not be fetched');
  }
}

/** A17: says in the log, once an hour, that figures are missing or held back. */
export async function watchFiguresAge({ log, ...deps }: IncidenceDeps): Promise<void> {
  const { age, quarantined } = await watchFigures(deps);
  if (age?.stale) log.warn(age, 'the figures are stale');
  if (age?.late) log.warn(age, 'no release has come today');
  if (quarantined > 0) log.warn({ quarantined }, 'releases are held back until somebody judges them');
}
