import { z } from 'zod';
import { isCalendarDate } from '../calendar/calendarDate.ts';

/**
 * The roll problem as a file (the product's own format: `podeplan solve rolls --schema` prints it). Strict objects:
 * an unknown field is a typing error somebody wants to hear about. What zod cannot say stands in `validation.ts`.
 */
const id = z.string().min(1);
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is written YYYY-MM-DD')
  .refine(isCalendarDate, 'no such day');
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day is written HH:MM');
const whole = z.number().int().min(0);
const positive = z.number().int().min(1);
const weekday = z.number().int().min(0).max(6);
const hours = z.tuple([time, time]);
const byDate = z.record(
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is written YYYY-MM-DD')
    .refine(isCalendarDate, 'no such day'),
  z.number().min(0),
);

const lab = z.strictObject({
  id,
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  arrival: time.describe('when the last samples of a date arrive'),
  weekdayCapacity: z.array(z.number().min(0)).length(7).describe('samples arriving, Monday first'),
  dateCapacity: byDate.default({}),
  dateLoad: byDate.default({}).describe("others' samples: they count for level and capacity"),
});

const window = z.strictObject({
  id,
  from: time,
  to: time,
  lanes: positive,
  weekdays: z.array(weekday).default([0, 1, 2, 3, 4, 5, 6]),
});

const site = z.strictObject({
  id,
  municipality: z.string().default(''),
  lab: id,
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  minutesPerSwab: positive,
  blockMinutes: whole.default(0).describe('0: single times; else people come in blocks (P13)'),
  lastPickup: time,
  turnout: z.number().min(0).max(1).default(1),
  dropIn: whole.default(0).describe('places per session that stay free at the end (P8)'),
  closedDates: z.array(date).default([]),
  shifts: z.record(z.string(), hours),
  windows: z.array(window),
});

const offer = z.strictObject({
  id,
  sites: z.array(id).min(1),
  shift: id,
  rotaWeeks: positive.default(1),
  rotaDays: z.array(whole).optional(),
  earliest: date,
  due: date,
  count: positive.default(1),
  provisional: z.boolean().default(false),
  priority: z.number().default(0).describe('placed first when capacity is short (R11, R13)'),
});

const swabber = z.strictObject({
  id,
  sites: z.array(id).min(1),
  hours,
  rotaWeeks: positive.default(1),
  rotaDays: z.array(whole).optional(),
  trainedFrom: date.optional(),
  offer: id.optional().describe("the swabber's own offer: nobody swabs themselves (R41)"),
});

const pool = z.strictObject({ id, workstations: whole, sites: z.array(id) });

const slot = z.strictObject({ offer: id, lane: whole, start: time, count: positive.default(1) });

export const sessionSchema = z.strictObject({
  site: id,
  date,
  window: id,
  start: time,
  lanes: positive,
  swabbers: z.array(id),
  labDate: date.optional(),
  provisional: z.boolean().default(false),
  slots: z.array(slot),
});

const weights = z.strictObject({
  siteDay: z.number().min(0).default(1),
  session: z.number().min(0).default(0.3),
  km: z.number().min(0).default(0.02),
  moved: z.number().min(0).default(0.5),
  peakTolerance: z.number().min(1).default(1.02),
});

export const rollProblemSchema = z.strictObject({
  horizon: z.strictObject({ from: date, to: date }),
  notBefore: date,
  rotaAnchor: date.describe('a Monday: day 0 of every rota'),
  closedDates: z.array(date).default([]),
  marginMinutes: whole.default(30),
  swabberMarginMinutes: whole.default(60),
  travelMinutes: whole.default(60),
  maxSampleHours: z.number().min(0).default(48),
  labs: z.array(lab),
  sites: z.array(site),
  offers: z.array(offer),
  swabbers: z.array(swabber).default([]),
  pools: z.array(pool).default([]),
  locked: z.array(sessionSchema).default([]),
  previous: z.array(sessionSchema).default([]),
  weights: weights.prefault({}),
});

/** A problem that has passed `rollProblem`: every default filled in. */
export type RollProblem = z.output<typeof rollProblemSchema>;
/** A problem as a file or a use case writes it. */
export type RollProblemInput = z.input<typeof rollProblemSchema>;
export type RollLab = RollProblem['labs'][number];
export type RollSite = RollProblem['sites'][number];
export type RollWindow = RollSite['windows'][number];
export type RollOffer = RollProblem['offers'][number];
export type RollSwabber = RollProblem['swabbers'][number];
export type RollWeights = RollProblem['weights'];
/** A session as a problem gives it (locked, previous). */
export type GivenSession = z.output<typeof sessionSchema>;

/** JSON Schema (2020-12) of the problem file. */
export function rollProblemJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(rollProblemSchema, { io: 'input', unrepresentable: 'any' });
}
