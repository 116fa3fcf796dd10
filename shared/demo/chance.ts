import { hash } from 'node:crypto';
import { randomInt, seededRandom, type Random } from '../domain/search/random.ts';

/** What the invented world draws from: every place in it has a stream and ids of its own, so that one change moves nothing else. */
export interface Chance {
  readonly stream: (name: string) => Random;
  /** The same name gives the same id, whatever was made before it: a UUID of version 5. */
  readonly id: (name: string) => string;
}

export function chanceOf(seed: number): Chance {
  return {
    stream: (name) => seededRandom(fnv1a(`${seed}/${name}`)),
    id: (name) => uuid5(`podeplan-demo/${seed}/${name}`),
  };
}

function fnv1a(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}

function uuid5(name: string): string {
  const hex = hash('sha1', name);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[randomInt(random, from.length)]!;
}

export function pickWeighted<T>(random: Random, from: readonly T[], weight: (item: T) => number): T {
  let left = random() * from.reduce((sum, item) => sum + weight(item), 0);
  for (const item of from) {
    left -= weight(item);
    if (left < 0) return item;
  }
  return from.at(-1)!;
}

/** A new array in random order (Fisher–Yates). */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = randomInt(random, i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** A standard normal number (Box–Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Whole numbers in proportion to the weights that add up to `total`, each at least `least` (largest remainders). */
export function apportion({
  total,
  weights,
  least,
}: {
  total: number;
  weights: readonly number[];
  least: number;
}): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const spare = Math.max(0, total - least * weights.length);
  const exact = weights.map((weight) => (spare * weight) / sum);
  const shares = exact.map((share) => least + Math.floor(share));
  const left = least * weights.length + spare - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((share, i) => ({ i, rest: share % 1 }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) shares[i]! += 1;
  return shares;
}
