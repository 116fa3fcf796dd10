import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import type { Doubt, GateLimits } from './doubt.ts';
import { covers, type Release, sumCases } from './release.ts';

/** The longest window counts eight days, and their week before is looked at as well. */
const WEEKS_ENDING_BACK = 8;

/**
 * Seven days that no outbreak explains, in the weeks that end on one of the last days: the highest of each municipality.
 * In the releases of 2020–21 no week with 200 cases was more than seven times the one before (Aarhus, August 2020).
 */
export function jumps(release: Release, limits: GateLimits): Doubt[] {
  return [...release.cases].flatMap(([municipality, series]) => {
    const worst = weeksEndingLately(release)
      .map((to) => weekEnding(release, series, to))
      // One case is added so that a municipality without any can still be compared.
      .filter(({ now, before }) => now >= limits.jumpFromCases && now > limits.jumpFactor * (before + 1))
      .sort((a, b) => b.now / (b.before + 1) - a.now / (a.before + 1))[0];
    return worst ? [weekDoubt(municipality, worst)] : [];
  });
}

function weeksEndingLately(release: Release): CalendarDate[] {
  return Array.from({ length: WEEKS_ENDING_BACK }, (_, back) => addDays(release.to, -back)).filter((to) =>
    covers(release, { from: addDays(to, -13), to }),
  );
}

function weekEnding(release: Release, series: readonly number[], to: CalendarDate) {
  return {
    to,
    now: sumCases(release, series, { from: addDays(to, -6), to }),
    before: sumCases(release, series, { from: addDays(to, -13), to: addDays(to, -7) }),
  };
}

function weekDoubt(
  municipality: MunicipalityCode,
  { to, now, before }: ReturnType<typeof weekEnding>,
): Doubt {
  return {
    check: 'jump',
    message: `${municipality}: ${now} cases in the seven days to ${to}, ${before} in the seven before`,
    facts: { municipality, cases: now, before, to },
  };
}

/** A slip in one cell of a large municipality does not move its week tenfold. */
const AROUND = 7;

/** In the releases of 2020–21 no day with 40 cases was more than 2.6 times the highest of the week before and after it. */
export function dayJumps(release: Release, { recentDays, jumpFromCases, dayFactor }: GateLimits): Doubt[] {
  return [...release.cases].flatMap(([municipality, series]) => {
    const doubts: Doubt[] = [];
    const first = series.length > recentDays ? series.length - recentDays : 0;
    for (let day = first; day < series.length; day += 1) {
      const cases = series[day]!;
      if (cases < jumpFromCases || series.length < 2) continue;
      const start = day > AROUND ? day - AROUND : 0;
      const around = [...series.slice(start, day), ...series.slice(day + 1, day + 1 + AROUND)];
      const highest = Math.max(...around);
      if (cases <= dayFactor * (highest + 1)) continue;
      const date = addDays(release.from, day);
      const message = `${municipality}: ${cases} cases on ${date}, at most ${highest} on the days around it`;
      doubts.push({ check: 'day-jump', message, facts: { municipality, date, cases, highest } });
    }
    return doubts;
  });
}
