import {
  addDays,
  calendarDate,
  type CalendarDate,
  datesFrom,
  earlier,
  weekdayOf,
} from '../../domain/calendar/calendarDate.ts';
import { MUNICIPALITIES } from '../../domain/geography/municipalities.ts';
import { autumnFigures } from './autumn2020.ts';

/** One day's release of the demo. */
export interface DemoRelease {
  readonly released: CalendarDate;
  /** The real release of SSI whose figures it carries; the same day where there is one. */
  readonly figuresOf: CalendarDate;
  readonly fileName: string;
  /** `date,municipality_code,cases,population`, every municipality on every date. */
  readonly csv: string;
}

const FIRST_SAMPLE_DATE = calendarDate('2020-08-01');

/** SSI published nothing on this Wednesday: the decisions of the day rest on Tuesday's figures (A17). */
const WITHOUT_RELEASE: ReadonlySet<string> = new Set(['2020-09-16']);

/**
 * What the demo's authority publishes on a day, or undefined when it publishes nothing: at weekends, on 16 September
 * 2020, and outside 17 August – 15 December 2020.
 *
 * Where the project has SSI's real release of the day, it is that one. Otherwise it is the next real release cut at
 * the day before, so that most figures are those known a little later; the next real release then revises them, also
 * downwards (the newest sample dates of a real release are incomplete).
 */
export function demoRelease(released: CalendarDate): DemoRelease | undefined {
  const { releases, knownOn } = autumnFigures();
  const first = releases[0];
  const figuresOf = releases.find((release) => release >= released);
  if (first === undefined || figuresOf === undefined || released < first) return undefined;
  if (weekdayOf(released) >= 5 || WITHOUT_RELEASE.has(released)) return undefined;
  const known = knownOn(figuresOf);
  const newest = [...known.keys()].reduce((a, b) => (a > b ? a : b), FIRST_SAMPLE_DATE);
  const last = figuresOf === released ? newest : earlier(newest, addDays(released, -1));
  const lines = ['date,municipality_code,cases,population'];
  for (const date of datesFrom({ from: FIRST_SAMPLE_DATE, to: last })) {
    const row = known.get(date);
    for (const { code, population2020 } of MUNICIPALITIES) {
      lines.push(`${date},${code},${row?.get(code) ?? 0},${population2020}`);
    }
  }
  const csv = `${lines.join('\n')}\n`;
  return { released, figuresOf, fileName: `demo-${released}.csv`, csv };
}

/** The days on which the demo's authority publishes. */
export function demoReleaseDates(): CalendarDate[] {
  const { releases } = autumnFigures();
  const [from, to] = [releases[0], releases.at(-1)];
  if (from === undefined || to === undefined) return [];
  return datesFrom({ from, to }).filter((date) => weekdayOf(date) < 5 && !WITHOUT_RELEASE.has(date));
}
