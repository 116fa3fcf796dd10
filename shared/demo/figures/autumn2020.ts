import { readFileSync } from 'node:fs';
import { calendarDate, type CalendarDate } from '../../domain/calendar/calendarDate.ts';

/** What a real release knew anew: cases by municipality code on one sample date. */
interface News {
  readonly date: CalendarDate;
  readonly cases: readonly (readonly [code: string, cases: number])[];
}

type FiguresByDate = ReadonlyMap<CalendarDate, ReadonlyMap<string, number>>;

/** The real releases that the demo has (by date of release), and what each knew. */
export interface AutumnFigures {
  readonly releases: readonly CalendarDate[];
  /** Cases by sample date and municipality code, as known on a real release; a municipality left out has none. */
  readonly knownOn: (release: CalendarDate) => FiguresByDate;
}

let figures: AutumnFigures | undefined;

/** Reads the re-tabulated facts (SSI) of `autumn2020.csv`, once. */
export function autumnFigures(): AutumnFigures {
  figures ??= parseFigures(readFileSync(new URL('./autumn2020.csv', import.meta.url), 'utf8'));
  return figures;
}

function parseFigures(text: string): AutumnFigures {
  const news = new Map<CalendarDate, News[]>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#') || line.startsWith('released,')) continue;
    const [released = '', date = '', list = ''] = line.split(',');
    const release = calendarDate(released);
    const known = news.get(release) ?? [];
    known.push({ date: calendarDate(date), cases: list.split(' ').map(parsePair) });
    news.set(release, known);
  }
  const releases = [...news.keys()].sort();
  return { releases, knownOn: accumulator(releases, news) };
}

function parsePair(pair: string): [string, number] {
  const [code = '', cases = ''] = pair.split(':');
  return [code, Number(cases)];
}

/** A release knows what all before it knew, with its own news on top (revisions, also downwards). */
function accumulator(
  releases: readonly CalendarDate[],
  news: ReadonlyMap<CalendarDate, readonly News[]>,
): (release: CalendarDate) => FiguresByDate {
  const cache = new Map<CalendarDate, FiguresByDate>();
  return (release) => {
    const cached = cache.get(release);
    if (cached) return cached;
    if (!news.has(release)) throw new RangeError(`no real release of ${release} in the demo's figures`);
    const known = new Map<CalendarDate, Map<string, number>>();
    for (const earlier of releases.filter((date) => date <= release)) {
      for (const { date, cases } of news.get(earlier) ?? []) {
        const row = known.get(date) ?? new Map<string, number>();
        for (const [code, count] of cases) row.set(code, count);
        known.set(date, row);
      }
    }
    cache.set(release, known);
    return known;
  };
}
