import { dayNumber } from '../../../calendar/calendarDate.ts';
import { minutesOf } from '../../../calendar/minutes.ts';
import type { RollRule } from '../facts.ts';

export const age: RollRule = {
  id: 'age',
  says: "From a session's start to arrival no more than maxSampleHours pass (R49).",
  *check({ sessions, problem }) {
    for (const { given, lab, slots, path, day, locked } of sessions) {
      if (!lab || slots.length === 0 || given.labDate === undefined) continue;
      const days = dayNumber(given.labDate) - day;
      const minutes = days * 1440 + minutesOf(lab.arrival) - minutesOf(given.start);
      if (minutes <= problem.maxSampleHours * 60) continue;
      const message = `${(minutes / 60).toFixed(1)} hours from ${given.date} ${given.start} to ${given.labDate} ${lab.arrival}, at most ${problem.maxSampleHours}`;
      yield { rule: 'age', path, message, warning: locked !== undefined };
    }
  },
};
