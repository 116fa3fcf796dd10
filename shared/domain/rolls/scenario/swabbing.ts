import { minutesOf } from '../../calendar/minutes.ts';
import type { RollSession } from '../plan.ts';
import type { RollProblem, RollSite } from '../schema.ts';

/** Hours of one shift of one site that swabbing takes from care (P14). */
export interface SwabbingHours {
  readonly site: string;
  readonly shift: string;
  readonly hours: number;
}

/** What of a session counts: of a plan or of a file. */
type Held = Pick<RollSession, 'site' | 'start' | 'lanes' | 'slots'>;

const DAY = 1440;

/**
 * Swabbing hours per site and shift (P14): from the first slot to the last, in every lane, whoever swabs. A minute
 * belongs to the shift whose hours it lies in; one outside all of them to none (`''`).
 */
export function swabbingHours(problem: RollProblem, sessions: readonly Held[]): SwabbingHours[] {
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  const minutes = new Map<string, number>();
  for (const { site: id, lanes, start, slots } of sessions) {
    const site = sites.get(id);
    if (!site || slots.length === 0) continue;
    const from = minutesOf(start);
    const to = Math.max(...slots.map((slot) => minutesOf(slot.start) + slot.count * site.minutesPerSwab));
    for (const [shift, part] of shares(site, { from, to })) {
      const key = JSON.stringify([id, shift]);
      minutes.set(key, (minutes.get(key) ?? 0) + part * lanes);
    }
  }
  return [...minutes]
    .map(([key, sum]): SwabbingHours => {
      const [site, shift] = JSON.parse(key) as [string, string];
      return { site, shift, hours: Math.round((sum / 60) * 100) / 100 };
    })
    .sort((a, b) => (a.site === b.site ? (a.shift < b.shift ? -1 : 1) : a.site < b.site ? -1 : 1));
}

/** Minutes of a span by shift; the first shift that covers a minute has it. */
function shares({ shifts }: RollSite, { from, to }: { from: number; to: number }): Map<string, number> {
  const spans = Object.entries(shifts).flatMap(([shift, hours]) => {
    const [a, b] = hours.map(minutesOf) as [number, number];
    return b > a
      ? [{ shift, a, b }]
      : [
          { shift, a, b: DAY },
          { shift, a: 0, b },
        ];
  });
  const parts = new Map<string, number>();
  for (let minute = from; minute < to; minute++) {
    const shift = spans.find(({ a, b }) => a <= minute % DAY && minute % DAY < b)?.shift ?? '';
    parts.set(shift, (parts.get(shift) ?? 0) + 1);
  }
  return parts;
}
