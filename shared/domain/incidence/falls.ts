import { addDays, type CalendarDate, earlier } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { type Figures, type Release, sumCases } from './release.ts';

interface FallLimits {
  readonly recentDays: number;
  readonly fallFromCases: number;
  readonly fallPercentNational: number;
  readonly fallPercentMunicipality: number;
}

interface Fall {
  /** Undefined: the country as a whole. */
  readonly municipality: MunicipalityCode | undefined;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly before: number;
  readonly now: number;
}

/** Recent days fill up: the same days that lose many of their cases from one release to the next are not believed. */
export function fallsSince(
  release: Pick<Release, 'to' | 'from' | 'cases'>,
  previous: Figures,
  limits: FallLimits,
): Fall[] {
  const to = earlier(previous.to, release.to);
  const span = { from: addDays(to, 1 - limits.recentDays), to };
  const sums = [...release.cases].map(([municipality, series]) => ({
    municipality,
    now: sumCases(release, series, span),
    before: sumCases(previous, previous.cases.get(municipality) ?? [], span),
  }));
  const country = sums.reduce(
    (sum, { now, before }) => ({ now: sum.now + now, before: sum.before + before }),
    {
      now: 0,
      before: 0,
    },
  );
  const isFall = ({ now, before }: { now: number; before: number }, percent: number) =>
    before - now >= limits.fallFromCases && (before - now) * 100 > percent * before;
  return [
    ...(isFall(country, limits.fallPercentNational) ? [{ municipality: undefined, ...country }] : []),
    ...sums.filter((sum) => isFall(sum, limits.fallPercentMunicipality)),
  ].map((fall) => ({ ...fall, ...span }));
}
