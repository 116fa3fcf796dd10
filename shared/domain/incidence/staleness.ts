import { type CalendarDate, weekdayOf } from '../calendar/calendarDate.ts';
import { instantAt, wallClock } from '../calendar/copenhagen.ts';
import { isPublicHoliday } from '../calendar/holidays.ts';
import type { PolicyRules } from '../policy/policy.ts';

/** How old the figures are that colours are measured by. */
export interface FiguresAge {
  readonly releasedOn: CalendarDate;
  readonly hours: number;
  /** Older than the policy allows (A17): what is decided carries over, and people are told. */
  readonly stale: boolean;
  /** The day's release has not come by the hour at which it should have. */
  readonly late: boolean;
}

const HOUR_MS = 3_600_000;

/** The day of publishing: on weekdays that are no holidays. On others nobody is told that nothing came. */
function isPublishingDay(date: CalendarDate): boolean {
  return weekdayOf(date) < 5 && !isPublicHoliday(date);
}

/**
 * A17. A release counts from when it came, but never from later than the hour at which it was due: one that is imported
 * long afterwards is as old as its day.
 */
export function figuresAge(
  newest: { readonly releasedOn: CalendarDate; readonly fetchedAt: Date },
  now: Date,
  { staleAfterHours, newReleaseBy }: Pick<PolicyRules, 'staleAfterHours' | 'newReleaseBy'>,
): FiguresAge {
  const { releasedOn, fetchedAt } = newest;
  const due = instantAt({ date: releasedOn, time: newReleaseBy });
  const from = Math.min(fetchedAt.getTime(), due.getTime());
  const elapsed = (now.getTime() - from) / HOUR_MS;
  const today = wallClock(now);
  return {
    releasedOn,
    hours: Math.max(0, Math.floor(elapsed)),
    stale: elapsed > staleAfterHours,
    late: releasedOn < today.date && isPublishingDay(today.date) && today.time >= newReleaseBy,
  };
}
