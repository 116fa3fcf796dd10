import { z } from 'zod';
import { calendarDate, type CalendarDate, isCalendarDate } from '../calendar/calendarDate.ts';
import { COUNTING_WINDOW_NAMES, type CountingWindow } from '../incidence/windows.ts';

const date = z.string().refine(isCalendarDate, 'a date, YYYY-MM-DD');
const weeks = z.number().int().min(1).max(52);
const days = z.number().int().min(0).max(366);
const minutes = z
  .number()
  .int()
  .min(0)
  .max(24 * 60);
const percent = z.number().min(0).max(100);

/**
 * Everything that the regime has changed, or may change: figures with names, so that no rule holds a literal. A
 * plan and a measured colour record the version they used.
 */
export const policyRulesSchema = z.strictObject({
  /** A2. */
  countingWindow: z.enum(COUNTING_WINDOW_NAMES as [CountingWindow, ...CountingWindow[]]),
  /** R2, A1: new cases per 100,000 inhabitants from which a municipality is measured red. */
  redFromPer100000: z.number().int().min(1).max(100_000),
  /** R22, A6: an offer at the latest in the week of the last offer + this many. */
  greenIntervalWeeks: weeks,
  /** R23, A4: one test week in every cycle of this many weeks while red. */
  redCycleWeeks: weeks,
  /** A4: weeks between the week of the decision and the first test week. */
  planningWeeks: z.number().int().min(0).max(8),
  /** A6: 7 × the interval in days is a hard limit too. */
  strictIntervals: z.boolean(),
  /** P5. */
  greenMinimumGapDays: days,
  redMinimumGapDays: days,
  /** A15: a person back from a pause is due this many days later at the earliest. */
  daysAfterPause: days,
  /** No new session is published for a day nearer than this. */
  noticeDays: days,
  /** A9: how far a test time may lie outside a shift. */
  shiftMarginMinutes: minutes,
  swabberMarginMinutes: minutes,
  /** Between two sessions of a swabber at different sites. */
  travelMinutes: minutes,
  /** R49: from the swab to the arrival at the laboratory. */
  maxSampleHours: z.number().int().min(1).max(240),
  /** R12: a red municipality is assessed at least this often. */
  reviewEveryDays: z.number().int().min(1).max(60),
  /** R6: the normal day of decisions; 0 is Monday. */
  decisionWeekday: z.number().int().min(0).max(6),
  /** R56: a pickup list is fixed at this hour of the previous working day. */
  pickupListFixedAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** P7: until this hour of the day a site says that it has no samples; after it by telephone. */
  noSamplesUntil: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('10:00'),
  /** A release older than this is stale (A17). */
  staleAfterHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 14),
  /** By this hour of a weekday its release should have come; if not, people are told. */
  newReleaseBy: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('16:00'),
  /** R1, plausibility of a release. */
  gate: z.strictObject({
    changedHistoryPercent: percent,
    settledAfterDays: days,
    jumpFactor: z.number().min(1).max(1000),
    /** One day against the highest of the days around it. */
    dayFactor: z.number().min(1).max(1000).default(5),
    jumpFromCases: z.number().int().min(1),
    totalsToleranceCases: z.number().int().min(0),
    totalsTolerancePercent: percent,
    /** A municipality may be missing from the table of totals, up to so many. */
    municipalitiesMissing: z.number().int().min(0).max(98).default(0),
    /** A municipality without any case has no column in the series; so many are believed. */
    columnsMissing: z.number().int().min(0).max(98).default(5),
    /** R1: a population may differ by this share from the one known on the day. */
    populationPercent: percent.default(5),
    /** … and by so much more for every year since that one was known. */
    populationPercentPerYear: percent.default(2),
    /** A release may not take or add so many cases, and more than such a share, of these days of the one before. */
    recentDays: days.min(1).default(21),
    fallFromCases: z.number().int().min(1).default(250),
    fallPercentNational: percent.default(10),
    fallPercentMunicipality: percent.default(50),
    risePercentNational: percent.default(50),
    risePercentMunicipality: percent.default(100),
    /** Days whose release counts by a new definition: history as a whole is then expected to change. */
    redefinedOn: z.array(date.transform(calendarDate)).default(['2022-03-23' as CalendarDate]),
    /** Days without a row that a series is known to lack. */
    knownGaps: z.array(date.transform(calendarDate)).default(['2020-02-29' as CalendarDate]),
  }),
});

export type PolicyRules = Readonly<z.infer<typeof policyRulesSchema>>;

export const policySchema = z.strictObject({
  name: z.string().min(1),
  validFrom: date,
  rules: policyRulesSchema,
});

/** A regime, in force from a date until the next one begins. */
export interface Policy {
  readonly name: string;
  readonly validFrom: CalendarDate;
  readonly rules: PolicyRules;
}

/** The national model of 3 September 2020; measured with the same rules before that day. */
const NATIONAL_MODEL: PolicyRules = {
  countingWindow: 'ssi-dashboard-2020',
  redFromPer100000: 20,
  greenIntervalWeeks: 6,
  redCycleWeeks: 2,
  planningWeeks: 1,
  strictIntervals: false,
  greenMinimumGapDays: 14,
  redMinimumGapDays: 7,
  daysAfterPause: 14,
  noticeDays: 5,
  shiftMarginMinutes: 30,
  swabberMarginMinutes: 60,
  travelMinutes: 60,
  maxSampleHours: 48,
  reviewEveryDays: 7,
  decisionWeekday: 2,
  pickupListFixedAt: '14:00',
  noSamplesUntil: '10:00',
  staleAfterHours: 36,
  newReleaseBy: '16:00',
  gate: {
    changedHistoryPercent: 2,
    settledAfterDays: 14,
    jumpFactor: 10,
    dayFactor: 5,
    // More than the 198 old cases that the release of 28 January 2021 had too many.
    jumpFromCases: 250,
    totalsToleranceCases: 10,
    totalsTolerancePercent: 5,
    municipalitiesMissing: 0,
    columnsMissing: 5,
    populationPercent: 5,
    populationPercentPerYear: 2,
    recentDays: 21,
    fallFromCases: 250,
    fallPercentNational: 10,
    fallPercentMunicipality: 50,
    risePercentNational: 50,
    risePercentMunicipality: 100,
    // Reinfections are counted from this release on.
    redefinedOn: [calendarDate('2022-03-23')],
    knownGaps: [calendarDate('2020-02-29')],
  },
};

/**
 * The policies that a new installation starts with. The dashboard counted eight sample dates up to and including 7
 * December 2021 (SSI announced the exact week for Wednesday the 8th).
 */
export const DEFAULT_POLICIES: readonly Policy[] = [
  { name: 'national-model-2020', validFrom: calendarDate('2020-01-01'), rules: NATIONAL_MODEL },
  {
    name: 'national-model-2020-exact-week',
    validFrom: calendarDate('2021-12-08'),
    rules: { ...NATIONAL_MODEL, countingWindow: 'exact-7-days' },
  },
];

/**
 * The policy in force on a day: the one that began last.
 *
 * @throws RangeError before the first one.
 */
export function policyOn<P extends Pick<Policy, 'validFrom'>>(policies: readonly P[], on: CalendarDate): P {
  const inForce = policies
    .filter(({ validFrom }) => validFrom <= on)
    .reduce<P | undefined>((a, b) => (a && a.validFrom >= b.validFrom ? a : b), undefined);
  if (!inForce) throw new RangeError(`no policy is in force on ${on}`);
  return inForce;
}
