import { z } from 'zod';
import { DomainProblem } from '../domain/problem.ts';
import type { TravelPoint } from '../domain/travel/matrix.ts';
import type { TravelSource } from '../domain/travel/source.ts';
import { type AskBlock, byBlocks } from './chunks.ts';
import { ask, type HttpOptions, serviceAt } from './http.ts';

export interface OsrmOptions extends HttpOptions {
  /** The service's own name for it: `car`, `driving`. */
  readonly profile: string;
  /** `--max-table-size` of the service counts all coordinates of a request; its default is 100. */
  readonly maxPoints: number;
}

const cells = z.array(z.array(z.number().min(0).nullable()));
const answer = z.object({ code: z.literal('Ok'), durations: cells, distances: cells });

const DECIMALS = 6;
const place = ({ lat, lon }: TravelPoint) => `${lon.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)}`;

/** OSRM's table service (`/table/v1`): seconds and metres between many points. A null is no way. */
export function osrm(options: OsrmOptions): TravelSource {
  const askBlock: AskBlock = async (from, to) => {
    const coordinates = [...from, ...to].map(place).join(';');
    const indices = (start: number, count: number) =>
      Array.from({ length: count }, (_, i) => start + i).join(';');
    const query = `annotations=duration,distance&sources=${indices(0, from.length)}&destinations=${indices(from.length, to.length)}`;
    const profile = encodeURIComponent(options.profile);
    const { durations, distances } = await ask(options, {
      path: `/table/v1/${profile}/${coordinates}?${query}`,
      schema: answer,
    });
    expectShape(options, { durations, distances }, from.length, to.length);
    return {
      minutes: durations.map((row) => row.map((seconds) => (seconds === null ? null : seconds / 60))),
      km: distances.map((row) => row.map((metres) => (metres === null ? null : metres / 1000))),
    };
  };
  return {
    name: `osrm ${options.profile}`,
    matrix: (points) => byBlocks(points, { most: Math.max(1, Math.floor(options.maxPoints / 2)), askBlock }),
  };
}

function expectShape(
  { url }: OsrmOptions,
  { durations, distances }: Pick<z.output<typeof answer>, 'durations' | 'distances'>,
  rows: number,
  columns: number,
): void {
  for (const table of [durations, distances]) {
    if (table.length === rows && table.every((row) => row.length === columns)) continue;
    throw new DomainProblem(
      'unavailable',
      `The routing service ${serviceAt(url)} answered for other points than asked`,
    );
  }
}
