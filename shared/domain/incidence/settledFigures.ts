import { addDays, daysBetween, later } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import type { Doubt, GateLimits, KnownFigures } from './doubt.ts';
import type { Release } from './release.ts';

interface Differences {
  readonly municipality: MunicipalityCode;
  /** Days whose figure differs, of how many. */
  readonly changed: number;
  readonly compared: number;
  /** By how many cases the days differ, and how many there were or are. */
  readonly cases: number;
  readonly of: number;
}

/**
 * Recent days fill up with every release; older ones hardly move (0.3 % in ten weeks of winter 2020–21, at most 6 of a
 * municipality's 370 cases). Two columns that have changed places are few figures of all, but all of two municipalities.
 */
export function changedHistory(release: Release, previous: KnownFigures, limits: GateLimits): Doubt[] {
  const from = later(release.from, previous.from);
  const to = addDays(previous.releasedOn, -limits.settledAfterDays);
  const days = daysBetween({ from, to }) + 1;
  if (days <= 0) return [];
  const shift = daysBetween({ from: release.from, to: from });
  const shiftBefore = daysBetween({ from: previous.from, to: from });
  const differences = [...release.cases].flatMap(([municipality, series]) => {
    const before = previous.cases.get(municipality);
    if (!before) return [];
    const own = {
      now: series.slice(shift, shift + days),
      before: before.slice(shiftBefore, shiftBefore + days),
    };
    return [{ municipality, compared: days, ...compare(own, days) }];
  });
  const at = { to, previous: previous.releasedOn };
  return [...inAll(differences, limits, at), ...differences.flatMap((one) => inOne(one, limits, at))];
}

function compare({ now, before }: { now: readonly number[]; before: readonly number[] }, days: number) {
  let changed = 0;
  let cases = 0;
  let sum = 0;
  let sumBefore = 0;
  for (let day = 0; day < days; day += 1) {
    const [a, b] = [now[day] ?? 0, before[day] ?? 0];
    sum += a;
    sumBefore += b;
    if (a === b) continue;
    changed += 1;
    cases += a > b ? a - b : b - a;
  }
  return { changed, cases, of: sum > sumBefore ? sum : sumBefore };
}

interface At {
  readonly to: string;
  readonly previous: string;
}

function inAll(differences: readonly Differences[], { changedHistoryPercent }: GateLimits, at: At): Doubt[] {
  const compared = differences.reduce((sum, one) => sum + one.compared, 0);
  const changed = differences.reduce((sum, one) => sum + one.changed, 0);
  if (changed * 100 <= changedHistoryPercent * compared) return [];
  return [
    {
      check: 'history-changed',
      message: `${changed} of ${compared} figures up to ${at.to} differ from the release of ${at.previous}; at most ${changedHistoryPercent} % are expected to`,
      facts: { changed, compared, ...at },
    },
  ];
}

function inOne({ municipality, cases, of }: Differences, limits: GateLimits, at: At): Doubt[] {
  if (cases < limits.fallFromCases || cases * 100 <= limits.fallPercentMunicipality * of) return [];
  return [
    {
      check: 'municipality-history-changed',
      message: `${municipality}: the days up to ${at.to} differ by ${cases} cases from the release of ${at.previous}, which has ${of}`,
      facts: { municipality, cases, of, ...at },
    },
  ];
}
