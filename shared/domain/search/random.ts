/** A seeded stream of uniform numbers in [0, 1). The same seed gives the same stream on every machine. */
export type Random = () => number;

/** Mulberry32: 32 bits of state, integer operations only, and good enough for choosing neighbours. */
export function seededRandom(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 up to, not including, `below`. */
export function randomInt(random: Random, below: number): number {
  return Math.floor(random() * below);
}
