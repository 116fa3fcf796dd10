import { type CalendarDate, dayNumber, weekdayOfDayNumber } from '../calendar/calendarDate.ts';
import type { Shift } from '../calendar/shift.ts';
import { onDuty } from '../offers/rota.ts';
import type { TestableOn } from '../offers/subject.ts';
import { type PlanningFacts, type PlanningSite, type PlanningWindow, shiftHours } from './facts.ts';

const DAY = 1440;

/** Duties that a window may serve, as days from the window's date to the day on which the duty begins. */
const DUTY_OFFSETS = [-1, 0, 1] as const;

/** Whether a swab fits into the window and the duty that begins `offset` days later, widened by the margin. */
function fits(
  site: PlanningSite,
  window: PlanningWindow,
  shift: Shift,
  offset: number,
  margin: number,
): boolean {
  const [from, to] = shiftHours(site, shift);
  const begin = offset * DAY + from - margin;
  const end = offset * DAY + (to <= from ? to + DAY : to) + margin;
  return Math.min(window.to, end) - Math.max(window.from, begin) >= site.minutesPerSwab;
}

interface Chance {
  readonly weekdays: ReadonlySet<number>;
  readonly offset: number;
}

/** When somebody of a shift can be tested at a site, apart from dates. */
function chances(site: PlanningSite, shift: Shift, margin: number): Chance[] {
  return site.windows.flatMap((window) =>
    DUTY_OFFSETS.filter((offset) => fits(site, window, shift, offset, margin)).map((offset) => ({
      weekdays: new Set(window.weekdays),
      offset,
    })),
  );
}

/** The days on which a person can be tested at all: a window of an open site meets a duty of theirs. */
export function testableOn(
  { sites, closedDates }: Pick<PlanningFacts, 'sites' | 'closedDates'>,
  { rotaAnchor, marginMinutes }: { rotaAnchor: CalendarDate; marginMinutes: number },
): TestableOn {
  const byId = new Map(
    sites.map((site) => [
      site.id,
      {
        from: dayNumber(site.openFrom),
        to: site.openTo === null ? Infinity : dayNumber(site.openTo),
        closed: new Set([...closedDates, ...site.closedDates].map(dayNumber)),
        shifts: {
          day: chances(site, 'day', marginMinutes),
          evening: chances(site, 'evening', marginMinutes),
          night: chances(site, 'night', marginMinutes),
        },
      },
    ]),
  );
  return (subject, day) => {
    const weekday = weekdayOfDayNumber(day);
    return subject.sites.some((id) => {
      const site = byId.get(id);
      if (!site || day < site.from || day > site.to || site.closed.has(day)) return false;
      return site.shifts[subject.shift].some(
        ({ weekdays, offset }) => weekdays.has(weekday) && onDuty(subject, rotaAnchor, day + offset),
      );
    });
  };
}
