import { describe, expect, test } from '@jest/globals';
import { atPace } from '../../../shared/domain/search/stop.ts';

/** A search of `perMillisecond` iterations under a clock that a test turns, with its progress after each step. */
function searched({ limit, perMillisecond, held }: { limit: number; perMillisecond: number; held?: number }) {
  let time = 1000;
  const stop = atPace({ limit, now: () => time });
  const steps: { readonly time: number; readonly progress: number }[] = [];
  for (let iterations = 0; ; iterations++) {
    const state = { iterations, sinceImprovement: 0 };
    if (stop.done(state)) break;
    steps.push({ time: time - 1000, progress: stop.progress(state) });
    time += 1 / perMillisecond;
    if (held !== undefined && iterations === 5000) time += held;
  }
  const leaps = steps.slice(1).map(({ progress }, i) => progress - steps[i]!.progress);
  return { steps, ended: time - 1000, leaps };
}

describe('atPace', () => {
  test('runs evenly from 0 to 1 and ends on the clock', () => {
    const { steps, ended, leaps } = searched({ limit: 1000, perMillisecond: 10 });
    expect(ended).toBeGreaterThanOrEqual(1000);
    expect(ended).toBeLessThan(1005);
    for (const { time, progress } of steps.slice(100))
      expect(Math.abs(progress - time / 1000)).toBeLessThan(0.02);
    expect(Math.min(...leaps)).toBeGreaterThanOrEqual(0);
  });

  test('a search that is held up goes on where it was, a little faster, and still ends on the clock', () => {
    const { ended, leaps, steps } = searched({ limit: 1000, perMillisecond: 10, held: 300 });
    expect(ended).toBeLessThan(1010);
    const early = leaps.filter((_, i) => steps[i]!.time < 900);
    expect(Math.max(...early)).toBeLessThan(0.02);
    expect(steps.at(-1)!.progress).toBeGreaterThan(0.9);
  });

  test('no time: over at once', () => {
    expect(searched({ limit: 0, perMillisecond: 10 }).steps).toEqual([]);
  });
});
