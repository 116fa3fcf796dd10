import { timeOf } from '../../../calendar/minutes.ts';
import type { RollRule, SessionFacts } from '../facts.ts';

export const ownSample: RollRule = {
  id: 'own-sample',
  says: 'Nobody swabs themselves, nor is swabbed while their own lane has a slot (R41).',
  *check({ problem, sessions }) {
    const swabberOf = new Map(
      problem.swabbers.flatMap((row) => (row.offer === undefined ? [] : [[row.offer, row.id]])),
    );
    if (swabberOf.size === 0) return;
    const serving = new Map<string, SessionFacts[]>();
    for (const session of sessions) {
      for (const id of session.given.swabbers) {
        const key = `${session.given.date}|${id}`;
        serving.set(key, [...(serving.get(key) ?? []), session]);
      }
    }
    for (const session of sessions) {
      for (const own of session.slots) {
        const id = swabberOf.get(own.offerId);
        if (id === undefined) continue;
        const fault = (message: string, warning: boolean) => ({
          rule: 'own-sample',
          path: own.path,
          message,
          warning,
        });
        if (session.given.swabbers[own.lane] === id) {
          yield fault(`"${id}" would swab themselves in lane ${own.lane}`, own.locked);
          continue;
        }
        for (const other of serving.get(`${session.given.date}|${id}`) ?? []) {
          const lane = other.given.swabbers.indexOf(id);
          const busy = other.slots.find(
            (slot) => slot.lane === lane && slot.start < own.end && own.start < slot.end,
          );
          if (!busy) continue;
          yield fault(`"${id}" serves ${busy.path} at ${timeOf(own.start)}`, own.locked && busy.locked);
        }
      }
    }
  },
};
