import { type CalendarDate, dayNumber } from '../calendar/calendarDate.ts';
import type { Subject, TestableOn } from './subject.ts';

type Rota = Pick<Subject, 'rotaWeeks' | 'rotaDays'>;

/** Whether a duty begins on the day. `anchor`, a Monday, is day 0 of every rota; days before it repeat as well. */
export function onDuty(rota: Rota, anchor: CalendarDate, day: number): boolean {
  if (rota.rotaDays === null) return true;
  const length = 7 * rota.rotaWeeks;
  const offset = (((day - dayNumber(anchor)) % length) + length) % length;
  return rota.rotaDays.includes(offset);
}

/** Days from `from` to `to` (day numbers, both included) on which the subject can be tested. */
export function testableDays(subject: Subject, on: TestableOn, span: { from: number; to: number }): number {
  let found = 0;
  for (let day = span.from; day <= span.to; day += 1) if (on(subject, day)) found += 1;
  return found;
}
