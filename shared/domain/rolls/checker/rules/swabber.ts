import { timeOf } from '../../../calendar/minutes.ts';
import { type Facts, type RollRule, type RuleFault, type SessionFacts, withinDuty } from '../facts.ts';

export const swabber: RollRule = {
  id: 'swabber',
  says: 'Every lane has its own trained swabber of the site, on duty throughout, in one place at a time (R41).',
  *check(facts) {
    for (const session of facts.sessions) yield* ownFaults(facts, session);
    yield* doubleBookings(facts);
  },
};

function* ownFaults(facts: Facts, session: SessionFacts): Iterable<RuleFault> {
  const { given, path, locked, day } = session;
  const fault = (i: number, message: string, warning = locked !== undefined) => ({
    rule: 'swabber',
    path: `${path}.swabbers[${i}]`,
    message,
    warning,
  });
  if (given.swabbers.length !== given.lanes)
    yield {
      ...fault(0, `${given.swabbers.length} swabbers for ${given.lanes} lanes`),
      path: `${path}.swabbers`,
    };
  for (const [i, id] of given.swabbers.entries()) {
    const person = facts.swabbers.get(id);
    if (given.swabbers.indexOf(id) < i) yield fault(i, `"${id}" serves two lanes`);
    if (!person) {
      yield fault(i, `there is no swabber "${id}"`);
      continue;
    }
    if (!person.sites.includes(given.site)) yield fault(i, `"${id}" does not serve "${given.site}"`);
    if (person.trainedFrom !== undefined && given.date < person.trainedFrom)
      yield fault(i, `"${id}" is trained from ${person.trainedFrom}, the session is on ${given.date}`);
    const onDuty = ({ from, to }: { from: number; to: number }) =>
      withinDuty(facts, person, person.hours, { day, from, to, margin: facts.problem.swabberMarginMinutes });
    if (onDuty(session)) continue;
    const standing = session.lockedSpan !== undefined && !onDuty(session.lockedSpan);
    yield fault(
      i,
      `"${id}" is not on duty on ${given.date} ${timeOf(session.from)}–${timeOf(session.to)}`,
      standing,
    );
  }
}

function* doubleBookings({ sessions, problem }: Facts): Iterable<RuleFault> {
  const serving = new Map<string, SessionFacts[]>();
  for (const session of sessions) {
    for (const id of new Set(session.given.swabbers)) {
      const key = `${session.given.date}|${id}`;
      serving.set(key, [...(serving.get(key) ?? []), session]);
    }
  }
  for (const [key, own] of serving) {
    for (const [i, a] of own.entries()) {
      for (const b of own.slice(i + 1)) {
        const gap = a.given.site === b.given.site ? 0 : problem.travelMinutes;
        if (a.to + gap <= b.from || b.to + gap <= a.from) continue;
        const [, id] = key.split('|', 2);
        const message = `"${id}" is at ${b.path} ${timeOf(b.from)}–${timeOf(b.to)} too, ${gap} min away`;
        yield {
          rule: 'swabber',
          path: a.path,
          message,
          warning: a.locked !== undefined && b.locked !== undefined,
        };
      }
    }
  }
}
