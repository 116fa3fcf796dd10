import { addDays, type CalendarDate, earlier } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import type { GateLimits, KnownFigures } from './doubt.ts';
import { type Release, sumCases } from './release.ts';

/** The same days in a release and in the one before it. */
export interface RevisedDays {
  /** Undefined: the country as a whole. */
  readonly municipality: MunicipalityCode | undefined;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly before: number;
  readonly now: number;
}

/** Recent days fill up: the same days that lose many of their cases from one release to the next are not believed. */
export function fallsSince(release: Release, previous: KnownFigures, limits: GateLimits): RevisedDays[] {
  const to = earlier(previous.to, release.to);
  const { country, municipalities } = bothOf(release, previous, { to, days: limits.recentDays });
  const isFall = ({ now, before }: RevisedDays, percent: number) =>
    before - now >= limits.fallFromCases && (before - now) * 100 > percent * before;
  return [
    ...[country].filter((all) => isFall(all, limits.fallPercentNational)),
    ...municipalities.filter((one) => isFall(one, limits.fallPercentMunicipality)),
  ];
}

/** Most answers of a day are there after so many days: the country's grew by 0.2 % at most from then on, however long. */
const FILLED_AFTER_DAYS = 4;

/**
 * Days that were nearly full already, and gain many cases at once, are not believed either. The limits are far from what was
 * seen, so that a laboratory's backlog is taken in.
 */
export function risesSince(release: Release, previous: KnownFigures, limits: GateLimits): RevisedDays[] {
  const to = earlier(addDays(previous.releasedOn, -FILLED_AFTER_DAYS), release.to);
  const { country, municipalities } = bothOf(release, previous, { to, days: limits.recentDays });
  const isRise = ({ now, before }: RevisedDays, percent: number) =>
    now - before >= limits.fallFromCases && (now - before) * 100 > percent * before;
  return [
    ...[country].filter((all) => isRise(all, limits.risePercentNational)),
    ...municipalities.filter((one) => isRise(one, limits.risePercentMunicipality)),
  ];
}

function bothOf(
  release: Release,
  previous: KnownFigures,
  { to, days }: { to: CalendarDate; days: number },
): { country: RevisedDays; municipalities: RevisedDays[] } {
  const span = { from: addDays(to, 1 - days), to };
  const municipalities = [...release.cases].map(([municipality, series]) => ({
    municipality,
    ...span,
    now: sumCases(release, series, span),
    before: sumCases(previous, previous.cases.get(municipality) ?? [], span),
  }));
  const sum = (of: 'now' | 'before') => municipalities.reduce((all, one) => all + one[of], 0);
  return {
    country: { municipality: undefined, ...span, now: sum('now'), before: sum('before') },
    municipalities,
  };
}
