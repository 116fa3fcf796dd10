import { describe, expect, test } from '@jest/globals';
import {
  isLeftBehind,
  isSettled,
  nextStopState,
  STOP_EVENTS,
  STOP_STATES,
  type StopEvent,
  type StopState,
} from '../../../shared/domain/lists/stopLife.ts';

/** All that may happen; every pair of state and event that is not here must be refused. */
const ALLOWED: readonly (readonly [StopState, StopEvent, StopState])[] = [
  ['planned', 'freeze', 'frozen'],
  ['planned', 'cancel', 'cancelled'],
  ['frozen', 'pick-up', 'picked-up'],
  ['frozen', 'miss', 'missed'],
  ['frozen', 'refuse', 'refused'],
  ['frozen', 'cancel', 'cancelled'],
  ['picked-up', 'deliver', 'delivered'],
  ['picked-up', 'undo', 'frozen'],
  ['missed', 'pick-up', 'picked-up'],
  ['missed', 'refuse', 'refused'],
  ['missed', 'undo', 'frozen'],
  ['refused', 'pick-up', 'picked-up'],
  ['refused', 'miss', 'missed'],
  ['refused', 'undo', 'frozen'],
];

describe('the life of a stop (R56)', () => {
  const cells = STOP_STATES.flatMap((state) => STOP_EVENTS.map((event) => [state, event] as const));

  test.each(cells)('%s, %s', (state, event) => {
    const allowed = ALLOWED.find(([from, by]) => from === state && by === event);
    expect(nextStopState(state, event)).toBe(allowed?.[2] ?? null);
  });

  test('what is delivered or cancelled has ended: nothing happens to it any more', () => {
    for (const state of ['delivered', 'cancelled'] as const)
      expect(STOP_EVENTS.map((event) => nextStopState(state, event))).toEqual(STOP_EVENTS.map(() => null));
  });

  test('a re-plan leaves alone what is settled; the next run takes what was left behind', () => {
    expect(STOP_STATES.filter((state) => !isSettled(state))).toEqual(['planned', 'frozen']);
    expect(STOP_STATES.filter(isLeftBehind)).toEqual(['missed', 'refused']);
  });
});
