/** People who may come in some of the weeks: bit w of `weeks` is week w. */
export interface Choice {
  readonly weeks: number;
  readonly count: number;
  /** Who should come together if possible: people of one site. */
  readonly together: string;
}

/** More weeks than this are never open to people at once; every set of them is looked at. */
export const MOST_WEEKS = 14;

/**
 * Spreads people over weeks so that the fullest week is as empty as it can be, and the others as even as that allows.
 *
 * By Hall's theorem people fit under given room exactly if, for every set of weeks, those who can come in no other week
 * are no more than its room; so the least peak is the largest over all sets of people ÷ weeks, rounded up. People of a
 * site come in the same week as far as there is room, because a test day is dear (P4).
 * @returns for every choice the people of each week
 */
export function levelWeeks(choices: readonly Choice[], weeks: number): number[][] {
  const sets = 1 << weeks;
  const bound = new Float64Array(sets);
  for (const { weeks: open, count } of choices)
    for (let set = 0; set < sets; set++) if ((open & ~set) === 0) bound[set]! += count;
  const room = roomOf(bound, weeks);
  const left = new Float64Array(sets);
  for (let set = 0; set < sets; set++) left[set] = sumOver(room, set) - bound[set]!;
  const result = choices.map(() => Array<number>(weeks).fill(0));
  const used = new Map<string, number[]>();
  const order = choices.map((_, i) => i).sort((a, b) => compare(choices[a]!.together, choices[b]!.together));
  for (const index of order) {
    const { weeks: open, count, together } = choices[index]!;
    const mine = used.get(together) ?? [];
    used.set(together, mine);
    for (let person = 0; person < count; person++) {
      const wanted = [
        ...mine,
        ...Array.from({ length: weeks }, (_, week) => week).sort((a, b) => room[b]! - room[a]! || a - b),
      ];
      const week = wanted.find((one) => ((open >> one) & 1) === 1 && room[one]! > 0 && fits(left, open, one));
      if (week === undefined) break;
      take(left, open, week);
      room[week]!--;
      result[index]![week]!++;
      if (!mine.includes(week)) mine.unshift(week);
    }
  }
  return result;
}

/** Room per week: the least peak, and then as little as still holds everybody, the last weeks first. */
function roomOf(bound: Float64Array, weeks: number): number[] {
  let peak = 0;
  for (let set = 1; set < bound.length; set++) peak = Math.max(peak, Math.ceil(bound[set]! / bits(set)));
  const room = Array<number>(weeks).fill(peak);
  const holds = () => bound.every((people, set) => people <= sumOver(room, set));
  const fixed = Array<boolean>(weeks).fill(false);
  while (fixed.includes(false)) {
    const open = room.map((_, week) => week).filter((week) => !fixed[week]);
    const fullest = open.reduce((a, b) => (room[b]! >= room[a]! ? b : a));
    room[fullest]!--;
    if (room[fullest]! >= 0 && holds()) continue;
    room[fullest]!++;
    fixed[fullest] = true;
  }
  return room;
}

/** Whether the others still fit when somebody with these weeks takes one of them. */
function fits(left: Float64Array, open: number, week: number): boolean {
  for (let set = 0; set < left.length; set++)
    if (((set >> week) & 1) === 1 && (open & ~set) !== 0 && left[set]! <= 0) return false;
  return true;
}

function take(left: Float64Array, open: number, week: number): void {
  for (let set = 0; set < left.length; set++) {
    if (((set >> week) & 1) === 1) left[set]!--;
    if ((open & ~set) === 0) left[set]!++;
  }
}

function sumOver(room: readonly number[], set: number): number {
  return room.reduce((sum, people, week) => sum + (((set >> week) & 1) === 1 ? people : 0), 0);
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
