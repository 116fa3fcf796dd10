import type { RollRule } from '../facts.ts';

export const date: RollRule = {
  id: 'date',
  says: 'Within the horizon, not before notBefore, not closed; locked sessions excepted.',
  *check({ sessions, problem, closed }) {
    const { from, to } = problem.horizon;
    for (const { path, given, site, locked } of sessions) {
      if (locked) continue;
      const fault = (message: string) => ({ rule: 'date', path: `${path}.date`, message, warning: false });
      if (given.date < from || given.date > to) yield fault(`${given.date} lies outside ${from}–${to}`);
      if (given.date < problem.notBefore) yield fault(`${given.date} is before ${problem.notBefore}`);
      if (closed.has(given.date)) yield fault(`${given.date} is closed`);
      if (site?.closedDates.includes(given.date)) yield fault(`${given.date} is closed at "${site.id}"`);
    }
  },
};
