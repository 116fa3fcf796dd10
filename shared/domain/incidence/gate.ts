import { addDays, type CalendarDate, daysBetween, earlier } from '../calendar/calendarDate.ts';
import { MUNICIPALITIES } from '../geography/municipalities.ts';
import {
  type Doubt,
  GATE_CHECKS,
  type GateCheck,
  type GateLimits,
  type KnownFigures,
  type KnownPopulations,
} from './doubt.ts';
import { dayJumps, jumps } from './jumps.ts';
import type { Release } from './release.ts';
import { fallsSince, type RevisedDays, risesSince } from './revisedDays.ts';
import { changedHistory } from './settledFigures.ts';
import { COUNTING_WINDOW_NAMES, windowSpan } from './windows.ts';

type Check = (
  release: Release,
  previous: KnownFigures | undefined,
  limits: GateLimits,
  populations: KnownPopulations,
) => Doubt[];

const CHECKS: Readonly<Record<GateCheck, Check>> = {
  'municipalities-missing': ({ totals }, _previous, limits) => {
    if (!totals) return [];
    const missing = MUNICIPALITIES.filter(({ code }) => !totals.municipalities.has(code));
    if (missing.length <= limits.municipalitiesMissing) return [];
    const names = missing.map(({ name }) => name);
    return [
      {
        check: 'municipalities-missing',
        message: `the table of totals has ${totals.municipalities.size} of ${MUNICIPALITIES.length} municipalities; missing: ${names.join(', ')}`,
        facts: { found: totals.municipalities.size, missing: names },
      },
    ];
  },

  'columns-missing': ({ withoutColumn }, _previous, { columnsMissing }) => {
    if (withoutColumn.length <= columnsMissing) return [];
    const found = MUNICIPALITIES.length - withoutColumn.length;
    return [
      {
        check: 'columns-missing',
        message: `the series has columns for ${found} of ${MUNICIPALITIES.length} municipalities; at most ${columnsMissing} are expected to have none`,
        facts: { found, missing: withoutColumn },
      },
    ];
  },

  'population-changed': ({ populations: stated, releasedOn }, _previous, limits, populations) =>
    [...stated].flatMap(([municipality, now]) => {
      const known = populations.get(municipality);
      if (!known) return [];
      const { inhabitants: before, since } = known;
      const percent = believablePercent(daysBetween({ from: since, to: releasedOn }), limits);
      if (Math.abs(now - before) * 100 <= percent * before) return [];
      return [
        {
          check: 'population-changed' as const,
          message: `${municipality}: ${now} inhabitants, and ${before} are known since ${since}; at most ${percent} % are expected to change`,
          facts: { municipality, now, before },
        },
      ];
    }),

  'unknown-name': ({ unknownNames }) =>
    unknownNames.map(({ place, name }) => ({
      check: 'unknown-name',
      message: `${place}: "${name}" is no municipality that we know`,
      facts: { place, name },
    })),

  'day-missing': ({ missing }, _previous, { knownGaps }) => {
    const days = missing.filter((date) => !knownGaps.includes(date));
    if (days.length === 0) return [];
    return [
      {
        check: 'day-missing',
        message: `no row for ${days.slice(0, 10).join(', ')}${days.length > 10 ? ' …' : ''} in the middle of the series`,
        facts: { days },
      },
    ];
  },

  'series-starts-late': ({ from, releasedOn }) => {
    const needed = earliestCounted(releasedOn);
    if (from <= needed) return [];
    return [
      {
        check: 'series-starts-late',
        message: `the first sample date is ${from}; to be measured, a release of ${releasedOn} reaches back to ${needed}`,
        facts: { from, releasedOn },
      },
    ];
  },

  'series-ends-early': ({ to, releasedOn }) => {
    if (to >= addDays(releasedOn, -1)) return [];
    return [
      {
        check: 'series-ends-early',
        message: `the last sample date is ${to}; a release of ${releasedOn} should reach ${addDays(releasedOn, -1)}`,
        facts: { to, releasedOn },
      },
    ];
  },

  'totals-disagree': (release, _previous, limits) => totalsThatDisagree(release, limits),

  'municipality-vanished': (release, previous, limits) =>
    previous ? [...vanished(release, previous), ...emptied(release, previous, limits)] : [],

  'history-changed': (release, previous, limits) =>
    previous && !isRedefined(release, previous, limits) ? changedHistory(release, previous, limits) : [],

  'recent-fall': (release, previous, limits) =>
    previous && !isRedefined(release, previous, limits)
      ? fallsSince(release, previous, limits).map((fall) => revised('recent-fall', fall, previous))
      : [],

  'recent-rise': (release, previous, limits) =>
    previous && !isRedefined(release, previous, limits)
      ? risesSince(release, previous, limits).map((rise) => revised('recent-rise', rise, previous))
      : [],

  jump: (release, _previous, limits) => [...jumps(release, limits), ...dayJumps(release, limits)],
};

function revised(
  check: 'recent-fall' | 'recent-rise',
  { municipality, from, to, now, before }: RevisedDays,
  previous: KnownFigures,
): Doubt {
  return {
    check,
    message: `${municipality ?? 'the country'}: ${now} cases from ${from} to ${to}, and ${before} in the release of ${previous.releasedOn}`,
    facts: { municipality: municipality ?? '', now, before, from, to, previous: previous.releasedOn },
  };
}

/**
 * The plausibility gate. Anything it returns holds the release back until an operator releases or rejects it with a
 * reason; an implausible file must never open follow-ups. `previous` is the newest accepted release before this one.
 */
export function doubtsAbout(
  release: Release,
  previous: KnownFigures | undefined,
  limits: GateLimits,
  populations: KnownPopulations = new Map(),
): readonly Doubt[] {
  return GATE_CHECKS.flatMap((check) => CHECKS[check](release, previous, limits, populations));
}

/** The first day that any counting window looks at. */
function earliestCounted(releasedOn: CalendarDate): CalendarDate {
  return COUNTING_WINDOW_NAMES.map((window) => windowSpan(window, releasedOn).from).reduce(earlier);
}

/** A series without a municipality's column is right only as long as the totals know of next to no cases there. */
function totalsThatDisagree({ totals, cases }: Release, limits: GateLimits): Doubt[] {
  const doubts: Doubt[] = [];
  for (const [code, stated] of totals?.confirmed ?? []) {
    if (stated === undefined) continue;
    const counted = (cases.get(code) ?? []).reduce((a, b) => a + b, 0);
    const tolerance = Math.max(limits.totalsToleranceCases, (stated * limits.totalsTolerancePercent) / 100);
    if (Math.abs(counted - stated) <= tolerance) continue;
    doubts.push({
      check: 'totals-disagree',
      message: `${code}: the series adds up to ${counted} cases, the table of totals says ${stated}`,
      facts: { municipality: code, counted, stated },
    });
  }
  return doubts;
}

/** True when a new definition came into force since the release before, which changes the whole series. */
function isRedefined(release: Release, previous: KnownFigures, { redefinedOn }: GateLimits): boolean {
  return redefinedOn.some((day) => previous.releasedOn < day && day <= release.releasedOn);
}

/** People move: what is known of a municipality for years tells less of it today. */
function believablePercent(
  days: number,
  { populationPercent, populationPercentPerYear }: GateLimits,
): number {
  return populationPercent + populationPercentPerYear * Math.max(0, Math.floor(days / 365));
}

function vanished({ cases }: Release, previous: KnownFigures): Doubt[] {
  const municipalities = [...previous.cases.keys()].filter((code) => !cases.has(code));
  if (municipalities.length === 0) return [];
  return [
    {
      check: 'municipality-vanished',
      message: `no figures for ${municipalities.join(', ')}, which the release of ${previous.releasedOn} had`,
      facts: { municipalities, previous: previous.releasedOn },
    },
  ];
}

/** A municipality without any case has no column; one that had cases cannot have lost them all. */
function emptied({ cases }: Release, previous: KnownFigures, { totalsToleranceCases }: GateLimits): Doubt[] {
  const sum = (series: readonly number[]) => series.reduce((a, b) => a + b, 0);
  return [...cases].flatMap(([municipality, series]) => {
    const before = sum(previous.cases.get(municipality) ?? []);
    if (before <= totalsToleranceCases || sum(series) > 0) return [];
    return [
      {
        check: 'municipality-emptied' as const,
        message: `${municipality}: no case at all, and ${before} in the release of ${previous.releasedOn}`,
        facts: { municipality, before, previous: previous.releasedOn },
      },
    ];
  });
}
