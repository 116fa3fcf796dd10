import {
  addDays,
  type CalendarDate,
  calendarDate,
  dayNumber,
  fromDayNumber,
  weekdayOf,
} from './calendarDate.ts';

/** An ISO 8601 week as `2020-W37`. It begins on Monday and belongs to the year that holds its Thursday. */
export type IsoWeek = string & { readonly __brand: 'IsoWeek' };

export function isoWeekOf(date: CalendarDate): IsoWeek {
  const thursday = addDays(mondayOf(date), 3);
  const year = thursday.slice(0, 4);
  const ordinal = dayNumber(thursday) - dayNumber(calendarDate(`${year}-01-01`));
  return `${year}-W${String(Math.floor(ordinal / 7) + 1).padStart(2, '0')}` as IsoWeek;
}

export function mondayOf(date: CalendarDate): CalendarDate {
  return addDays(date, -weekdayOf(date));
}

/** Whether the text is an ISO week that its year has. */
export function isIsoWeek(text: string): text is IsoWeek {
  return /^\d{4}-W\d{2}$/.test(text) && isoWeekOf(firstDayOfWeek(text as IsoWeek)) === text;
}

/** @throws RangeError when the text is no ISO week, or the year has no such week. */
export function isoWeek(text: string): IsoWeek {
  if (!isIsoWeek(text)) throw new RangeError(`not an ISO week: "${text}"`);
  return text;
}

/** The Monday of the week. */
export function firstDayOfWeek(week: IsoWeek): CalendarDate {
  const [year = '', number = ''] = week.split('-W');
  // 4 January always lies in week 1.
  const monday1 = mondayOf(calendarDate(`${year}-01-04`));
  return fromDayNumber(dayNumber(monday1) + (Number(number) - 1) * 7);
}

export function addWeeks(week: IsoWeek, weeks: number): IsoWeek {
  return isoWeekOf(addDays(firstDayOfWeek(week), weeks * 7));
}

/** `to − from` in whole calendar weeks, across years of 52 and 53 weeks. */
export function weeksBetween({ from, to }: { from: IsoWeek; to: IsoWeek }): number {
  return (dayNumber(firstDayOfWeek(to)) - dayNumber(firstDayOfWeek(from))) / 7;
}
