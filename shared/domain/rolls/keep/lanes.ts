import { peopleOf, type Told } from './told.ts';

/** How a site seats people: single times, or blocks that hold so many per lane. */
export interface Seating {
  readonly minutesPerSwab: number;
  readonly blockMinutes: number;
  readonly perLane: number;
}

/**
 * As many of those who were told a time as so many lanes hold, each at their own minute. Nobody has been told a lane,
 * so a room that loses one keeps everybody whom another lane can take at that minute.
 */
export function fitLanes(slots: readonly Told[], lanes: number, seating: Seating): Told[] {
  return seating.blockMinutes > 0 ? inBlocks(slots, lanes, seating) : atMinutes(slots, lanes, seating);
}

function byStart(slots: readonly Told[]): Told[] {
  return [...slots].sort((a, b) => a.start - b.start || a.lane - b.lane || a.offer - b.offer);
}

function atMinutes(slots: readonly Told[], lanes: number, { minutesPerSwab }: Seating): Told[] {
  const busyTo = new Float64Array(lanes).fill(-Infinity);
  return byStart(slots).flatMap((slot) => {
    const own = slot.lane < lanes && busyTo[slot.lane]! <= slot.start ? slot.lane : -1;
    const lane = own >= 0 ? own : busyTo.findIndex((end) => end <= slot.start);
    if (lane < 0) return [];
    busyTo[lane] = slot.start + slot.count * minutesPerSwab;
    return [{ ...slot, lane }];
  });
}

function inBlocks(slots: readonly Told[], lanes: number, { perLane }: Seating): Told[] {
  return [...Map.groupBy(byStart(slots), ({ start }) => start).values()].flatMap((block) => {
    const taken = new Int32Array(lanes);
    return block.flatMap((slot) => {
      const parts: Told[] = [];
      let left = slot.count;
      const order = [slot.lane, ...taken.keys()].filter((lane) => lane < lanes);
      for (const lane of order) {
        const count = Math.min(left, perLane - taken[lane]!);
        if (count <= 0) continue;
        taken[lane]! += count;
        left -= count;
        parts.push({ ...slot, lane, count });
      }
      return parts;
    });
  });
}

/** Without the last ones, until so many places are free at the end of the window (`dropIn`). */
export function leaveDropIn(
  slots: readonly Told[],
  {
    lanes,
    from,
    to,
    dropIn,
    seating,
  }: {
    lanes: number;
    from: number;
    to: number;
    dropIn: number;
    seating: Seating;
  },
): Told[] {
  const { minutesPerSwab, blockMinutes, perLane } = seating;
  const step = blockMinutes > 0 ? blockMinutes : minutesPerSwab;
  const endOf = ({ start, count }: Told) =>
    start + (blockMinutes > 0 ? blockMinutes : count * minutesPerSwab);
  let kept = byStart(slots);
  while (dropIn > 0 && kept.length > 0) {
    let free = 0;
    for (let lane = 0; lane < lanes; lane++) {
      const end = Math.max(from, ...kept.filter((slot) => slot.lane === lane).map(endOf));
      free += Math.max(0, Math.floor((to - end) / step)) * perLane;
    }
    if (free >= dropIn) break;
    kept = withoutLast(kept, 1);
  }
  return kept;
}

/** Without the `people` who come last. */
export function withoutLast(slots: readonly Told[], people: number): Told[] {
  const kept = byStart(slots);
  let surplus = Math.min(people, peopleOf(kept));
  while (surplus > 0) {
    const last = kept.pop()!;
    if (last.count > surplus) kept.push({ ...last, count: last.count - surplus });
    surplus -= last.count;
  }
  return kept;
}
