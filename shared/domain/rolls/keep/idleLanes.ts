import type { RollSession } from '../plan.ts';
import type { RollProblem } from '../schema.ts';
import { sessionName } from './told.ts';

/** A published session that was given a lane which nobody needed in the end gives its swabber back. */
export function withoutIdleLanes(problem: RollProblem, sessions: readonly RollSession[]): RollSession[] {
  if (problem.previous.length === 0) return [...sessions];
  const locked = new Set(problem.locked.map(sessionName));
  return sessions.map((session) => {
    const used = [...new Set(session.slots.map(({ lane }) => lane))].sort((a, b) => a - b);
    if (used.length === session.lanes || locked.has(sessionName(session))) return session;
    return {
      ...session,
      lanes: used.length,
      swabbers: used.map((lane) => session.swabbers[lane]!),
      slots: session.slots.map((slot) => ({ ...slot, lane: used.indexOf(slot.lane) })),
    };
  });
}
