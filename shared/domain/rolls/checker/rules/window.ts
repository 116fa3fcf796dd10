import { weekdayOf } from '../../../calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../../calendar/minutes.ts';
import { keyOf, type RollRule } from '../facts.ts';

export const window: RollRule = {
  id: 'window',
  says: 'One session at most per site, date and window; its slots lie in the window, which has that weekday.',
  *check({ sessions }) {
    const taken = new Map<string, string>();
    for (const { path, given, site, window: own, slots, from, locked } of sessions) {
      const fault = (message: string, warning = locked !== undefined) => ({
        rule: 'window',
        path,
        message,
        warning,
      });
      if (!site) {
        yield fault(`there is no site "${given.site}"`, false);
        continue;
      }
      const key = keyOf(given);
      const other = taken.get(key);
      if (other !== undefined) yield fault(`is a second session of ${key}, beside ${other}`, false);
      taken.set(key, path);
      if (!own) {
        yield fault(`site "${site.id}" has no window "${given.window}"`);
        continue;
      }
      const weekday = weekdayOf(given.date);
      if (!own.weekdays.includes(weekday))
        yield fault(`window "${own.id}" has no weekday ${weekday} (${given.date})`);
      if (given.lanes > own.lanes) yield fault(`${given.lanes} lanes, the window has ${own.lanes}`);
      if (slots.length === 0 && !locked) yield fault('has no slot');
      const first = locked ? minutesOf(locked.start) : from;
      if (slots.length > 0 && minutesOf(given.start) !== first)
        yield fault(`starts at ${given.start}, its first slot at ${timeOf(first)}`, false);
      const [open, close] = [minutesOf(own.from), minutesOf(own.to)];
      for (const slot of slots) {
        if (slot.start >= open && slot.end <= close) continue;
        const message = `${timeOf(slot.start)} + ${slot.end - slot.start} min lies outside ${own.from}–${own.to}`;
        yield { rule: 'window', path: slot.path, message, warning: slot.locked };
      }
      if (!locked) continue;
      for (const slot of slots) {
        if (slot.locked || slot.start >= first) continue;
        yield {
          rule: 'window',
          path: slot.path,
          message: `is before the locked start ${locked.start}`,
          warning: false,
        };
      }
    }
  },
};
