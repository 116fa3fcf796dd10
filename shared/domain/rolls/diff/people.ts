import type { GivenSession } from '../schema.ts';

/** A time that people have, or had. */
export interface Time {
  readonly site: string;
  readonly date: string;
  readonly window: string;
  readonly start: string;
  /** Index of the session in its plan, and the lane. */
  readonly session: number;
  readonly lane: number;
}

/** So many people of an offer had one time and have another; one of the two is missing for those placed or lost. */
export interface Shift {
  readonly offer: string;
  readonly count: number;
  readonly before: Time | undefined;
  readonly after: Time | undefined;
}

interface Share {
  readonly time: Time;
  count: number;
}

/** Whose place, date or start has changed (the lane is nobody's business), offer by offer and in order of time. */
export function shiftsBetween(
  before: readonly GivenSession[],
  after: readonly GivenSession[],
): { shifts: Shift[]; stayed: number } {
  const [had, have] = [timesOf(before), timesOf(after)];
  const shifts: Shift[] = [];
  let stayed = 0;
  for (const offer of [...new Set([...had.keys(), ...have.keys()])].sort()) {
    const [old, fresh] = [had.get(offer) ?? [], have.get(offer) ?? []];
    for (const one of old) {
      for (const other of fresh) {
        const same = keyOf(one.time) === keyOf(other.time) ? Math.min(one.count, other.count) : 0;
        one.count -= same;
        other.count -= same;
        stayed += same;
      }
    }
    const [gone, come] = [old, fresh].map((list) => list.filter(({ count }) => count > 0)) as [
      Share[],
      Share[],
    ];
    while (gone.length > 0 || come.length > 0) {
      const [from, to] = [gone[0], come[0]];
      const count = Math.min(from?.count ?? Infinity, to?.count ?? Infinity);
      shifts.push({ offer, count, before: from?.time, after: to?.time });
      for (const list of [gone, come]) {
        const first = list[0];
        if (!first) continue;
        first.count -= count;
        if (first.count === 0) list.shift();
      }
    }
  }
  return { shifts, stayed };
}

function keyOf({ site, date, start }: Time): string {
  return `${date} ${start} ${site}`;
}

function timesOf(sessions: readonly GivenSession[]): Map<string, Share[]> {
  const times = new Map<string, Share[]>();
  sessions.forEach(({ site, date, window, slots }, session) => {
    for (const { offer, start, count, lane } of slots) {
      const row = { time: { site, date, window, start, session, lane }, count };
      const own = times.get(offer);
      if (own) own.push(row);
      else times.set(offer, [row]);
    }
  });
  for (const own of times.values()) own.sort((a, b) => (keyOf(a.time) < keyOf(b.time) ? -1 : 1));
  return times;
}
