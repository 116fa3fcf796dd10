import { timeOf } from '../../../calendar/minutes.ts';
import type { RollRule, SessionFacts } from '../facts.ts';

export const pool: RollRule = {
  id: 'pool',
  says: "At no moment do sessions of a pool's sites have more lanes than its workstations (R47).",
  *check({ problem, sessions }) {
    for (const [i, { id, workstations, sites }] of problem.pools.entries()) {
      const days = new Map<number, SessionFacts[]>();
      for (const session of sessions) {
        if (!sites.includes(session.given.site)) continue;
        days.set(session.day, [...(days.get(session.day) ?? []), session]);
      }
      for (const own of days.values()) {
        for (const { from, path } of own) {
          const now = own.filter((other) => other.from <= from && from < other.to);
          const lanes = now.reduce((sum, { given }) => sum + given.lanes, 0);
          if (lanes <= workstations) continue;
          const message = `pool "${id}" ($.pools[${i}]) has ${workstations} workstations, ${lanes} lanes are open at ${timeOf(from)}`;
          yield { rule: 'pool', path, message, warning: now.every(({ locked }) => locked !== undefined) };
        }
      }
    }
  },
};
