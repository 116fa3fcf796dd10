/**
 * Re-tabulates SSI's releases (facts) into the demo's own small file. A tool for developers, run once for the
 * file that is committed:
 *
 *   node tests/support/tabulateFigures.ts > shared/demo/figures/autumn2020.csv
 *
 * It needs the real releases in `../shared/data/ssi`; `tests/demo/figures.test.ts` holds the file against them.
 */
import { pathToFileURL } from 'node:url';
import { calendarDate, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import { rawReleaseDates, readRawRelease } from './ssiFolder.ts';

const FIRST_DATE = calendarDate('2020-08-01');
const LAST_RELEASE = calendarDate('2020-12-15');

const HEADER = `# Confirmed cases of COVID-19 by municipality of residence and sample date, autumn of 2020.
# Source of the facts: Statens Serum Institut (SSI), daily releases of 2020; re-tabulated for Podeplan's demo.
# A row tells what a release knew that the releases above it did not: the cases of the listed municipalities
# (official code:cases) on a sample date. A municipality never listed for a date has zero cases on it.
# The first date is ${FIRST_DATE}. Written by tests/support/tabulateFigures.ts; not to be edited by hand.
released,date,cases`;

export function tabulateFigures(): string {
  const known = new Map<string, number>();
  const lines = [HEADER];
  for (const released of rawReleaseDates().filter((date) => date <= LAST_RELEASE)) {
    const { cases } = readRawRelease(released);
    for (const [date, row] of cases) {
      if (date >= FIRST_DATE) lines.push(...newsOf({ released, date, row, known }));
    }
  }
  return `${lines.join('\n')}\n`;
}

function newsOf({
  released,
  date,
  row,
  known,
}: {
  released: CalendarDate;
  date: CalendarDate;
  row: ReadonlyMap<string, number>;
  known: Map<string, number>;
}): string[] {
  const news = MUNICIPALITIES.flatMap(({ code }) => {
    const cases = row.get(code) ?? 0;
    const key = `${date} ${code}`;
    if (cases === (known.get(key) ?? 0)) return [];
    known.set(key, cases);
    return [`${code}:${cases}`];
  });
  return news.length === 0 ? [] : [`${released},${date},${news.join(' ')}`];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(tabulateFigures());
