import { addDays, type CalendarDate, daysBetween, earlier } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { MUNICIPALITIES } from '../geography/municipalities.ts';
import { fallsSince } from './falls.ts';
import { covers, type Figures, type Release, sumCases } from './release.ts';
import { COUNTING_WINDOW_NAMES, windowSpan } from './windows.ts';

/** When a release is held back. Dated policy; the defaults let every real release handed out pass. */
export interface GateLimits {
  /** Largest believable share of settled figures (older than `settledAfterDays`) that a release may change. */
  readonly changedHistoryPercent: number;
  readonly settledAfterDays: number;
  /** A municipality's last seven days may not exceed `jumpFactor` × the week before … */
  readonly jumpFactor: number;
  /** … as soon as they hold this many cases. */
  readonly jumpFromCases: number;
  /** How far the series may be from the totals stated beside it: this many cases, or this share. */
  readonly totalsToleranceCases: number;
  readonly totalsTolerancePercent: number;
  /** So many municipalities may be missing from the table of totals. */
  readonly municipalitiesMissing: number;
  /** So many may have no column in the series: a municipality without any case has none. */
  readonly columnsMissing: number;
  /** A municipality's population may differ by this share from the one known on the day. */
  readonly populationPercent: number;
  /** Over this many recent days, no release may take this many cases and more than this share of the one before. */
  readonly recentDays: number;
  readonly fallFromCases: number;
  readonly fallPercentNational: number;
  readonly fallPercentMunicipality: number;
  /** Days whose release counts by a new definition: history as a whole is then expected to change. */
  readonly redefinedOn: readonly CalendarDate[];
  /** Days without a row that a series is known to lack. */
  readonly knownGaps: readonly CalendarDate[];
}

const GATE_CHECKS = [
  'municipalities-missing',
  'columns-missing',
  'population-changed',
  'unknown-name',
  'day-missing',
  'series-starts-late',
  'series-ends-early',
  'totals-disagree',
  'municipality-vanished',
  'history-changed',
  'recent-fall',
  'jump',
] as const;
type GateCheck = (typeof GATE_CHECKS)[number];

/** What is looked at in an authority's own figures, which are no series (`publishedGate.ts`). */
type PublishedCheck =
  | 'unknown-name'
  | 'statement-incomplete'
  | 'rate-impossible'
  | 'rate-not-of-cases'
  | 'rate-jump'
  | 'rates-fall'
  | 'rates-not-our-count';

/** Why a release is held back: what, where, and the numbers. */
export interface Doubt {
  readonly check: GateCheck | PublishedCheck;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

export type KnownFigures = Figures & { readonly releasedOn: CalendarDate };

/** Inhabitants in force on the release's day. */
type Populations = ReadonlyMap<MunicipalityCode, number>;

type Check = (
  release: Release,
  previous: KnownFigures | undefined,
  limits: GateLimits,
  populations: Populations,
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

  'population-changed': ({ populations: stated }, _previous, { populationPercent }, populations) =>
    [...stated].flatMap(([municipality, now]) => {
      const before = populations.get(municipality);
      if (before === undefined || Math.abs(now - before) * 100 <= populationPercent * before) return [];
      return [
        {
          check: 'population-changed' as const,
          message: `${municipality}: ${now} inhabitants, and ${before} are known; at most ${populationPercent} % are expected to change`,
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

  'municipality-vanished': ({ cases }, previous) => {
    const vanished = [...(previous?.cases.keys() ?? [])].filter((code) => !cases.has(code));
    if (vanished.length === 0) return [];
    return [
      {
        check: 'municipality-vanished',
        message: `no figures for ${vanished.join(', ')}, which the release of ${previous!.releasedOn} had`,
        facts: { municipalities: vanished, previous: previous!.releasedOn },
      },
    ];
  },

  'history-changed': (release, previous, limits) =>
    previous && !isRedefined(release, previous, limits) ? changedHistory(release, previous, limits) : [],

  'recent-fall': (release, previous, limits) =>
    previous && !isRedefined(release, previous, limits)
      ? fallsSince(release, previous, limits).map(({ municipality, from, to, now, before }) => ({
          check: 'recent-fall',
          message: `${municipality ?? 'the country'}: ${now} cases from ${from} to ${to}, and ${before} in the release of ${previous.releasedOn}`,
          facts: { municipality: municipality ?? '', now, before, from, to, previous: previous.releasedOn },
        }))
      : [],

  jump: (release, _previous, limits) => jumps(release, limits),
};

/**
 * The plausibility gate. Anything it returns holds the release back until an operator releases or rejects it with a
 * reason; an implausible file must never open follow-ups. `previous` is the newest accepted release before this one.
 */
export function doubtsAbout(
  release: Release,
  previous: KnownFigures | undefined,
  limits: GateLimits,
  populations: Populations = new Map(),
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

/** Recent days fill up with every release; older ones hardly move (0.3 % in ten weeks of winter 2020–21). */
function changedHistory(release: Release, previous: KnownFigures, limits: GateLimits): Doubt[] {
  const from = release.from < previous.from ? previous.from : release.from;
  const to = addDays(previous.releasedOn, -limits.settledAfterDays);
  const days = daysBetween({ from, to }) + 1;
  if (days <= 0) return [];
  let compared = 0;
  let changed = 0;
  for (const [code, series] of release.cases) {
    const before = previous.cases.get(code);
    if (!before) continue;
    const shift = daysBetween({ from: release.from, to: from });
    const shiftBefore = daysBetween({ from: previous.from, to: from });
    for (let day = 0; day < days; day += 1) {
      compared += 1;
      if ((series[day + shift] ?? 0) !== (before[day + shiftBefore] ?? 0)) changed += 1;
    }
  }
  if (changed * 100 <= limits.changedHistoryPercent * compared) return [];
  return [
    {
      check: 'history-changed',
      message: `${changed} of ${compared} figures up to ${to} differ from the release of ${previous.releasedOn}; at most ${limits.changedHistoryPercent} % are expected to`,
      facts: { changed, compared, to, previous: previous.releasedOn },
    },
  ];
}

function jumps(release: Release, limits: GateLimits): Doubt[] {
  const thisWeek = { from: addDays(release.to, -6), to: release.to };
  const weekBefore = { from: addDays(release.to, -13), to: addDays(release.to, -7) };
  if (!covers(release, weekBefore)) return [];
  const doubts: Doubt[] = [];
  for (const [code, series] of release.cases) {
    const now = sumCases(release, series, thisWeek);
    const before = sumCases(release, series, weekBefore);
    // One case is added so that a municipality without any can still be compared.
    if (now < limits.jumpFromCases || now <= limits.jumpFactor * (before + 1)) continue;
    doubts.push({
      check: 'jump',
      message: `${code}: ${now} cases in the seven days to ${release.to}, ${before} in the seven before`,
      facts: { municipality: code, cases: now, before },
    });
  }
  return doubts;
}
