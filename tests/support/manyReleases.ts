import {
  addDays,
  calendarDate,
  type CalendarDate,
  datesFrom,
  daysBetween,
  weekdayOf,
} from '../../shared/domain/calendar/calendarDate.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';

/** The files of one release, as SSI wrote them. */
export interface MadeRelease {
  readonly releasedOn: CalendarDate;
  readonly files: Readonly<
    Record<'Municipality_cases_time_series.csv' | 'Municipality_test_pos.csv', string>
  >;
}

const FIRST_SAMPLE_DATE = calendarDate('2020-02-26');
const KNOWN_GAP = '2020-02-29';
const WITHOUT_RELEASE: ReadonlySet<string> = new Set([
  '2020-09-16',
  '2020-12-25',
  '2021-01-01',
  '2021-01-14',
]);
/** From here on the last two weeks of a release have not filled up yet. */
const FILLING_DAYS = 10;

/** Days on which the authority publishes: weekdays, but for the ones that it really left out. */
function releaseDays(from: CalendarDate, count: number): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = from; days.length < count; day = addDays(day, 1)) {
    if (weekdayOf(day) < 5 && !WITHOUT_RELEASE.has(day)) days.push(day);
  }
  return days;
}

/** Cases of a municipality on a day once all are known: two waves, higher where more people live. */
function settled(day: number, municipality: number, population: number): number {
  const wave = 1 + Math.sin(day / 31) + 0.6 * Math.sin(day / 9 + municipality);
  const noise = ((day * 7_919 + municipality * 104_729) % 97) / 97;
  return Math.max(0, Math.round((wave + noise) * (population / 55_000)));
}

/**
 * Releases of many days, invented, in the files' real shape and size: series from 26 February 2020 that grow by a day, revise
 * their last ten days, and lack 29 February. For timing and for looking at many of them at once.
 */
export function* manyReleases({
  from = calendarDate('2020-08-17'),
  count,
}: {
  from?: CalendarDate;
  count: number;
}): Generator<MadeRelease> {
  for (const releasedOn of releaseDays(from, count)) yield madeRelease(releasedOn);
}

function madeRelease(releasedOn: CalendarDate): MadeRelease {
  const last = addDays(releasedOn, -1);
  const dates = datesFrom({ from: FIRST_SAMPLE_DATE, to: last }).filter((date) => date !== KNOWN_GAP);
  const names = MUNICIPALITIES.map(({ name }) => (name === 'København' ? 'Copenhagen' : name));
  const totals = MUNICIPALITIES.map(() => 0);
  const rows = dates.map((date) => {
    const day = daysBetween({ from: FIRST_SAMPLE_DATE, to: date });
    const age = daysBetween({ from: date, to: releasedOn });
    const cells = MUNICIPALITIES.map(({ population2020 }, i) => {
      const all = settled(day, i, population2020);
      const known = age >= FILLING_DAYS ? all : Math.floor((all * (age + 4)) / (FILLING_DAYS + 4));
      totals[i]! += known;
      return ` ${known}`;
    });
    return `${date};${cells.join(';')}`;
  });
  const testPos = MUNICIPALITIES.map(({ code, name, population2020 }, i) => {
    const confirmed = totals[i]! < 10 ? '<10' : dotted(totals[i]!);
    return `${Number(code)};${name};  10.000;${confirmed.padStart(8)};${dotted(population2020).padStart(8)};     100`;
  });
  return {
    releasedOn,
    files: {
      'Municipality_cases_time_series.csv': `${[`SampleDate;${names.join(';')}`, ...rows].join('\n')}\n`,
      'Municipality_test_pos.csv': `\uFEFF${['Kommune_(id);Kommune_(navn);Antal_testede;Antal_bekræftede_COVID-19;Befolkningstal;Kumulativ_incidens_(per_100000)', ...testPos].join('\n')}\n`,
    },
  };
}

function dotted(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, '.');
}
