import { minutesOf } from '../../calendar/minutes.ts';
import { type Random, seededRandom } from '../../search/random.ts';
import type { RollSession } from '../plan.ts';
import type { RollProblem, RollSite } from '../schema.ts';

/** How a day differs from its plan. */
export interface Noise {
  /** A swab takes `minutesPerSwab` × (1 ± this), evenly spread. */
  readonly service: number;
  /** Share of people who do not come; testing is voluntary (R35). */
  readonly noShows: number;
  readonly seed: number;
}

export interface Waiting {
  /** People who came. */
  readonly people: number;
  /** Minutes from the time a person was told to the beginning of the swab. */
  readonly mean: number;
  readonly p95: number;
  readonly most: number;
}

/**
 * How long people wait (R29, A10) if everybody is on time and swabs take longer or shorter than planned. One queue per
 * lane, in the order of the plan; nobody is swabbed before their time. Without noise a single time waits 0 minutes, and
 * whoever is called with a block (P13) waits for those before them in it. Pure: the same seed gives the same day.
 */
export function simulateWaiting(
  problem: RollProblem,
  sessions: readonly Pick<RollSession, 'site' | 'slots'>[],
  noise: Noise,
): Waiting {
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  const random = seededRandom(noise.seed);
  const waits = sessions.flatMap(({ site, slots }) => {
    const lanes = Map.groupBy(slots, ({ lane }) => lane);
    return [...lanes.values()].flatMap((own) => laneWaits(sites.get(site)!, own, { noise, random }));
  });
  waits.sort((a, b) => a - b);
  const sum = waits.reduce((total, wait) => total + wait, 0);
  const last = waits.length - 1;
  return {
    people: waits.length,
    mean: waits.length === 0 ? 0 : sum / waits.length,
    p95: waits[Math.ceil(0.95 * waits.length) - 1] ?? 0,
    most: waits[last] ?? 0,
  };
}

function laneWaits(
  { minutesPerSwab, blockMinutes }: RollSite,
  slots: RollSession['slots'],
  { noise, random }: { noise: Noise; random: Random },
): number[] {
  const told = slots
    .flatMap(({ start, count }) =>
      Array.from({ length: count }, (_, i) => minutesOf(start) + (blockMinutes > 0 ? 0 : i * minutesPerSwab)),
    )
    .sort((a, b) => a - b);
  let free = -Infinity;
  return told.flatMap((time) => {
    if (random() < noise.noShows) return [];
    const begins = Math.max(time, free);
    free = begins + minutesPerSwab * (1 + noise.service * (2 * random() - 1));
    return [begins - time];
  });
}
