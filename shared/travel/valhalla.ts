import { z } from 'zod';
import { DomainProblem } from '../domain/problem.ts';
import type { TravelPoint } from '../domain/travel/matrix.ts';
import type { TravelSource } from '../domain/travel/source.ts';
import { type AskBlock, byBlocks } from './chunks.ts';
import { ask, type HttpOptions, serviceAt } from './http.ts';

export interface ValhallaOptions extends HttpOptions {
  /** Its costing model: `auto`, `truck`. */
  readonly profile: string;
  /** `max_matrix_location_pairs` of the service; its default for `auto` is 2,500. */
  readonly maxPairs: number;
}

const way = z.object({
  from_index: z.int(),
  to_index: z.int(),
  /** Seconds and kilometres; null: no way. */
  time: z.number().min(0).nullable(),
  distance: z.number().min(0).nullable(),
});
const answer = z.object({ sources_to_targets: z.array(z.array(way)) });

const place = ({ lat, lon }: TravelPoint) => ({ lat, lon });

/** Valhalla's matrix service (`/sources_to_targets`). */
export function valhalla(options: ValhallaOptions): TravelSource {
  const askBlock: AskBlock = async (from, to) => {
    const { sources_to_targets: rows } = await ask(options, {
      path: '/sources_to_targets',
      body: {
        sources: from.map(place),
        targets: to.map(place),
        costing: options.profile,
        units: 'kilometers',
        verbose: true,
      },
      schema: answer,
    });
    const table = (of: (cell: z.output<typeof way>) => number | null) => {
      const made: (number | null)[][] = from.map(() => to.map(() => null));
      for (const cell of rows.flat()) {
        const row = made[cell.from_index];
        if (row === undefined || cell.to_index < 0 || cell.to_index >= to.length) throw otherPoints(options);
        row[cell.to_index] = of(cell);
      }
      return made;
    };
    if (rows.flat().length !== from.length * to.length) throw otherPoints(options);
    return {
      minutes: table(({ time }) => (time === null ? null : time / 60)),
      km: table(({ distance }) => distance),
    };
  };
  return {
    name: `valhalla ${options.profile}`,
    matrix: (points) =>
      byBlocks(points, { most: Math.max(1, Math.floor(Math.sqrt(options.maxPairs))), askBlock }),
  };
}

const otherPoints = ({ url }: ValhallaOptions) =>
  new DomainProblem(
    'unavailable',
    `The routing service ${serviceAt(url)} answered for other points than asked`,
  );
