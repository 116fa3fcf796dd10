import type { CalendarDate } from '../../../calendar/calendarDate.ts';
import { capacityOn, type RollRule } from '../facts.ts';

const EPS = 1e-6;

export const labCapacity: RollRule = {
  id: 'lab-capacity',
  says: "On every date, also after the horizon, samples and others' load stay within the capacity (R33, R50, A11).",
  *check({ sessions }) {
    const loads = new Map<
      string,
      { samples: number; locked: number; path: string; date: CalendarDate; at: number }
    >();
    for (const [at, { given, lab, site, slots, path }] of sessions.entries()) {
      if (!lab || !site || given.labDate === undefined) continue;
      const key = `${given.labDate}|${lab.id}`;
      const load = loads.get(key) ?? { samples: 0, locked: 0, path, date: given.labDate, at };
      for (const { count, locked } of slots) {
        load.samples += count * site.turnout;
        if (locked) load.locked += count * site.turnout;
      }
      loads.set(key, load);
    }
    for (const { samples, locked, path, date, at } of loads.values()) {
      const lab = sessions[at]!.lab!;
      const others = lab.dateLoad[date] ?? 0;
      const capacity = capacityOn(lab, date);
      if (samples <= 0 || samples + others <= capacity + EPS) continue;
      const message = `"${lab.id}" gets ${samples.toFixed(2)} + ${others} samples on ${date}, it takes ${capacity}`;
      yield { rule: 'lab-capacity', path, message, warning: samples - locked <= EPS };
    }
  },
};
