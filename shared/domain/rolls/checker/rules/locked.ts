import { keyOf, type RollRule } from '../facts.ts';

export const locked: RollRule = {
  id: 'locked',
  says: 'Locked sessions stand with their start, lanes, swabbers and slots.',
  *check({ problem, sessions }) {
    const byKey = new Map(sessions.map((session) => [keyOf(session.given), session]));
    for (const [i, standing] of problem.locked.entries()) {
      const found = byKey.get(keyOf(standing));
      const fault = (message: string) => ({
        rule: 'locked',
        path: found?.path ?? '$.sessions',
        message: `$.locked[${i}]: ${message}`,
        warning: false,
      });
      if (!found) {
        yield fault(`${keyOf(standing)} is missing`);
        continue;
      }
      const { given } = found;
      if (given.start !== standing.start) yield fault(`started ${standing.start}, now ${given.start}`);
      if (given.lanes !== standing.lanes) yield fault(`had ${standing.lanes} lanes, now ${given.lanes}`);
      if (JSON.stringify(given.swabbers) !== JSON.stringify(standing.swabbers))
        yield fault(`was served by ${standing.swabbers.join(', ')}, now by ${given.swabbers.join(', ')}`);
      if (standing.labDate !== undefined && given.labDate !== standing.labDate)
        yield fault(`reached the laboratory on ${standing.labDate}, now on ${given.labDate ?? 'no date'}`);
      for (const slot of standing.slots) {
        const stands = given.slots.some(
          ({ offer, lane, start, count }) =>
            offer === slot.offer && lane === slot.lane && start === slot.start && count === slot.count,
        );
        if (!stands) yield fault(`the slot of "${slot.offer}" at ${slot.start} is gone`);
      }
    }
  },
};
