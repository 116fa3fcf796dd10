import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { CalendarDate } from './calendarDate.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/**
 * The only file that knows time zones. It turns a date and a wall time into an instant and back, and never
 * does arithmetic on a zoned value (dayjs is wrong there near clock changes).
 */
const ZONE = 'Europe/Copenhagen';

/** The instant at which clocks in Denmark show `time` (`HH:MM`) on `date`. A time that is skipped moves on by an hour. */
export function instantAt({ date, time }: { date: CalendarDate; time: string }): Date {
  return dayjs.tz(`${date}T${time}:00`, ZONE).toDate();
}

/** The day and wall time that clocks in Denmark show at `instant`. */
export function wallClock(instant: Date): { date: CalendarDate; time: string } {
  const [date = '', time = ''] = dayjs(instant).tz(ZONE).format('YYYY-MM-DD HH:mm').split(' ');
  return { date: date as CalendarDate, time };
}
