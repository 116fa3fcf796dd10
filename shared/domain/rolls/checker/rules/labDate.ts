import { addDays, type CalendarDate } from '../../../calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../../calendar/minutes.ts';
import { type Facts, labOpen, type RollRule, type SessionFacts } from '../facts.ts';

/** A laboratory that is closed for longer gets nothing from a session today. */
const FARTHEST_DAYS = 366;

export const labDate: RollRule = {
  id: 'lab-date',
  says: 'Samples ready by lastPickup reach the laboratory that date if it is open, else on its next open date (R45).',
  *check(facts) {
    for (const session of facts.sessions) {
      const { path, given, site, lab, slots, to, locked } = session;
      if (!site || !lab || slots.length === 0) continue;
      const expected = expectedLabDate(facts, session);
      if (given.labDate === expected) continue;
      const ready = `ready ${timeOf(to)}, last pickup ${site.lastPickup}`;
      const message = `${given.labDate ?? 'no date'} should be ${expected ?? 'some open date'} (${ready})`;
      const warning = locked !== undefined && slots.every((slot) => slot.locked);
      yield { rule: 'lab-date', path: `${path}.labDate`, message, warning };
    }
  },
};

function expectedLabDate(facts: Facts, { given, site, lab, to }: SessionFacts): CalendarDate | undefined {
  const first = to <= minutesOf(site!.lastPickup) ? 0 : 1;
  for (let days = first; days <= FARTHEST_DAYS; days++) {
    const date = addDays(given.date, days);
    if (labOpen(facts, lab!, date)) return date;
  }
  return undefined;
}
