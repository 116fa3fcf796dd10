import type { GivenSession, RollProblem } from '../schema.ts';
import { type Shift, shiftsBetween } from './people.ts';
import { type SessionChange, sessionChanges } from './sessions.ts';
import { testDays, type ToTell, toTell } from './tell.ts';
import { explainer, type Why } from './why.ts';

export interface PersonChange extends Shift {
  readonly kind: 'moved' | 'placed' | 'lost';
  readonly why: Why;
}

/** What a re-plan changes: before, after, why, and who is to be told (R34). */
export interface RollDiff {
  readonly people: readonly PersonChange[];
  readonly sessions: readonly SessionChange[];
  readonly tell: readonly ToTell[];
  readonly totals: {
    readonly stayed: number;
    readonly moved: number;
    readonly placed: number;
    readonly lost: number;
    readonly testDays: { readonly before: number; readonly after: number };
    readonly sessions: { readonly before: number; readonly after: number };
  };
}

/**
 * @param problem today's facts: they say why an old time cannot stand
 * @param before the sessions that were published
 * @param after the sessions of the new plan
 */
export function diffRolls(
  problem: RollProblem,
  before: readonly GivenSession[],
  after: readonly GivenSession[],
): RollDiff {
  const { shifts, stayed } = shiftsBetween(before, after);
  const why = explainer(problem, before, after);
  const people = shifts.map((shift): PersonChange => {
    const kind = shift.before ? (shift.after ? 'moved' : 'lost') : 'placed';
    return { kind, ...shift, why: why(shift) };
  });
  const sessions = sessionChanges(before, after);
  const count = (kind: PersonChange['kind']) =>
    people.reduce((sum, change) => sum + (change.kind === kind ? change.count : 0), 0);
  return {
    people,
    sessions,
    tell: toTell(problem, { before, after }, { shifts, sessions }),
    totals: {
      stayed,
      moved: count('moved'),
      placed: count('placed'),
      lost: count('lost'),
      testDays: { before: testDays(before).size, after: testDays(after).size },
      sessions: { before: before.length, after: after.length },
    },
  };
}
