import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { DomainProblem } from '../domain/problem.ts';

/**
 * Figures dated after today would stand as the newest, and every real release after them as history, which calls nobody.
 *
 * @throws DomainProblem `invalid-input`
 */
export function refuseFuture(clock: Clock, source: string, days: Iterable<CalendarDate>): void {
  const { date: today } = wallClock(clock.now());
  const ahead = [...new Set(days)].filter((day) => day > today).sort();
  if (ahead.length === 0) return;
  throw new DomainProblem(
    'invalid-input',
    `${source} is dated ${ahead.join(', ')}, and today is ${today}: nothing was imported. Is the date right? (In the demo, step the clock to the day first.)`,
    ahead.map((day) => ({ place: source, message: `${day} is after today, ${today}` })),
  );
}
