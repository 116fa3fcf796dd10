import type { CalendarDate } from '../calendar/calendarDate.ts';
import { instantAt } from '../calendar/copenhagen.ts';
import { previousWorkingDay } from '../planning/workingDays.ts';
import type { PolicyRules } from '../policy/policy.ts';

/** The instant from which a day's list is fixed: a set hour of the previous working day (R56). */
export function fixedFrom(date: CalendarDate, rules: Pick<PolicyRules, 'pickupListFixedAt'>): Date {
  return instantAt({ date: previousWorkingDay(date), time: rules.pickupListFixedAt });
}

/** Until then a site takes itself off the day's list (P7); later it telephones. */
export function noSamplesUntil(date: CalendarDate, rules: Pick<PolicyRules, 'noSamplesUntil'>): Date {
  return instantAt({ date, time: rules.noSamplesUntil });
}
