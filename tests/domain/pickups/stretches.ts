const { max, min } = Math;

/**
 * A part of a day as a function of the minute it starts at: it ends at max(start, earliest) + minutes, for every start
 * up to `latest`.
 */
export interface Stretch {
  readonly earliest: number;
  readonly latest: number;
  readonly minutes: number;
  readonly km: number;
}

/** Something done at one place, begun between two moments. */
export function point({ from = -Infinity, to = Infinity, lasts = 0 }): Stretch {
  return { earliest: from, latest: to, minutes: lasts, km: 0 };
}

/** When a stretch that starts then ends. */
export function endOf({ earliest, minutes }: Stretch, start: number): number {
  return max(start, earliest) + minutes;
}

/** One stretch after another; undefined: the second cannot begin in time. */
export function after(first: Stretch | undefined, second: Stretch | undefined): Stretch | undefined {
  if (!first || !second || !Number.isFinite(first.minutes + second.minutes)) return undefined;
  if (first.earliest + first.minutes > second.latest) return undefined;
  return {
    earliest: max(first.earliest, second.earliest - first.minutes),
    latest: min(first.latest, second.latest - first.minutes),
    minutes: first.minutes + second.minutes,
    km: first.km + second.km,
  };
}

/** Adds a stretch to those for a key, unless one of them is as short, as early, as late and as near. */
export function keepBest(byKey: Map<number, Stretch[]>, key: number, added: Stretch | undefined): void {
  if (!added) return;
  const list = byKey.get(key) ?? [];
  if (list.some((other) => isNoWorse(other, added))) return;
  byKey.set(key, [...list.filter((other) => !isNoWorse(added, other)), added]);
}

function isNoWorse(a: Stretch, b: Stretch): boolean {
  return (
    a.minutes <= b.minutes &&
    a.earliest + a.minutes <= b.earliest + b.minutes &&
    a.latest >= b.latest &&
    a.km <= b.km
  );
}
