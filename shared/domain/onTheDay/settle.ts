import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import type { PlanningFacts, PlanningSite } from '../planning/facts.ts';
import { capacityOn } from '../planning/room.ts';
import type { DaySession, DaySlot } from './daySession.ts';

/** A laboratory that is closed for longer gets nothing from a session today. */
const FARTHEST_DAYS = 14;

/** When each slot is served: with blocks (P13) one after the other from the block's start. */
export function servedAt(
  slots: readonly DaySlot[],
  { minutesPerSwab }: Pick<PlanningSite, 'minutesPerSwab'>,
): Map<string, { from: number; to: number }> {
  const before = new Map<string, number>();
  return new Map(
    slots.map(({ id, lane, start, people }) => {
      const key = `${lane} ${start}`;
      const from = start + (before.get(key) ?? 0);
      const minutes = people * minutesPerSwab;
      before.set(key, from - start + minutes);
      return [id, { from, to: from + minutes }];
    }),
  );
}

/** R45: samples ready by the last pickup reach the laboratory that day if it is open, else on its next open day. */
function labDateOf(
  facts: Pick<PlanningFacts, 'laboratories' | 'closedDates'>,
  site: Pick<PlanningSite, 'laboratory' | 'lastPickupMinute'>,
  { date, end }: { date: CalendarDate; end: number },
): CalendarDate | undefined {
  const laboratory = facts.laboratories.find(({ id }) => id === site.laboratory);
  if (!laboratory) return undefined;
  const closed = new Set(facts.closedDates);
  for (let days = end <= site.lastPickupMinute ? 0 : 1; days <= FARTHEST_DAYS; days += 1) {
    const day = addDays(date, days);
    if (capacityOn(laboratory, day) > 0 && !closed.has(day)) return day;
  }
  return undefined;
}

/** A session after its slots have changed: its span and the day on which its samples arrive follow them. */
export function settled(session: DaySession, facts: PlanningFacts): DaySession {
  const site = facts.sites.find(({ id }) => id === session.site);
  if (!site || session.slots.length === 0) return session;
  const slots = session.slots.toSorted((a, b) => a.start - b.start || a.lane - b.lane);
  const start = Math.min(...slots.map((slot) => slot.start));
  const end = Math.max(...[...servedAt(slots, site).values()].map(({ to }) => to));
  const labDate = labDateOf(facts, site, { date: session.date, end }) ?? session.labDate;
  return { ...session, slots, start, end, labDate };
}
