import { z } from 'zod';
import { DomainProblem, type Fault } from '../problem.ts';
import { crossFaults } from './problemFaults.ts';

/*
 * One region's pickups on one day (R44–R49, R55), as plain data that can be cloned, stored and posted to a thread.
 * Times are wall-clock minutes of that day; nothing runs past 24:00. Money is in kroner, samples and kits in pieces.
 */

const time = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time of day such as "07:30"')
  .meta({ description: 'Wall-clock time of day, HH:MM' });
const span = z.tuple([time, time]);
const id = z.string().min(1).max(200);
const count = z.int().min(0).max(1_000_000);
const minutes = z.int().min(0).max(1440);
const money = z.number().min(0).max(1_000_000);
const place = {
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  municipality: z
    .string()
    .regex(/^\d{4}$/, 'expected an official four-digit code such as "0101"')
    .optional()
    .meta({
      description: 'Decides the land mass where the municipality lies on one; else the coordinates do',
    }),
  place: id.optional().meta({ description: 'The name of its row in travel.places; default: its own id' }),
};

const depot = z.strictObject({
  id,
  kind: z.enum(['laboratory', 'garage']),
  ...place,
  latestArrival: time
    .optional()
    .meta({ description: 'Laboratories: no vehicle unloads later. Default: 24:00' }),
  capacity: count.optional().meta({ description: 'Laboratories: samples on this day. Default: no limit' }),
});

const vehicle = z.strictObject({
  id,
  start: id.meta({ description: 'Depot where the day starts' }),
  end: id.meta({ description: 'Depot where the day ends, after the last unloading' }),
  unloadAt: id.meta({ description: 'Laboratory where every trip ends' }),
  capacity: count.meta({
    description: 'Kits still to deliver and samples on board, together, at any moment',
  }),
  speedClass: id.optional().meta({ description: 'A key of speedClasses. Default: minutes as they are' }),
  hourlyRate: money
    .default(309.56)
    .meta({ description: 'Kroner per hour from start to end, waiting included' }),
  kmRate: money.default(0).meta({ description: 'Kroner per kilometre' }),
  fixedCost: money.default(0).meta({ description: 'Kroner on a day on which it is used' }),
  shift: span,
  maxMinutes: z.int().min(1).max(1440).optional().meta({ description: 'Longest day from start to end' }),
  break: z
    .strictObject({ minutes: z.int().min(1).max(480), from: time, to: time })
    .optional()
    .meta({
      description:
        'A day that runs past `to` holds a pause that begins between `from` and `to`, at a stop or depot',
    }),
  maxTrips: z.int().min(1).max(50).default(4),
  loadMinutes: minutes.default(0).meta({ description: 'Before every trip leaves' }),
  unloadMinutes: minutes.default(0).meta({ description: 'After every arrival at the laboratory' }),
});

const stop = z.strictObject({
  id,
  ...place,
  window: span.default(['00:00', '24:00']).meta({ description: 'The service starts within it' }),
  ready: time.optional().meta({ description: "The session's end: the service starts no earlier" }),
  serviceMinutes: minutes.default(5),
  samples: count.default(0),
  kits: count.default(0).meta({ description: 'Delivered at the same stop; a stop may be for kits only' }),
  kitsReady: time.optional().meta({ description: 'The trip that brings them leaves no earlier' }),
  firstSwab: time.optional().meta({ description: 'Start of the oldest sample age' }),
  firstSwabDaysBefore: z.int().min(0).max(14).default(0),
  maxSampleHours: z
    .number()
    .positive()
    .max(1000)
    .optional()
    .meta({ description: "Default: the problem's own" }),
  lab: id.optional().meta({ description: 'Only vehicles that unload there' }),
  vehicles: z.array(id).min(1).optional().meta({ description: 'Only these vehicles' }),
  lock: z
    .strictObject({
      vehicle: id.optional(),
      at: time.optional().meta({ description: 'The service starts exactly then' }),
      position: z
        .int()
        .min(1)
        .max(1000)
        .optional()
        .meta({ description: "Its number among that vehicle's stops of the day" }),
    })
    .optional(),
});

/** Far beyond any way; what is larger is a slip, and would not fit the planner's whole numbers. */
const LONGEST = 100_000;
const cell = z.number().min(0).max(LONGEST).nullable();
const matrix = z.array(z.array(cell));
const travel = z.strictObject({
  places: z.array(id).min(1),
  minutes: matrix.meta({ description: 'minutes[from][to]; null: no way' }),
  km: matrix,
  fares: matrix.optional().meta({ description: 'Kroner for ferries and bridges' }),
});

const shape = z.strictObject({
  date: z.iso.date().optional(),
  maxSampleHours: z.number().positive().max(1000).default(48),
  speedClasses: z
    .record(id, z.number().positive().max(20))
    .default({})
    .meta({ description: 'Factor on the minutes of the matrix' }),
  depots: z.array(depot).min(1),
  vehicles: z.array(vehicle),
  stops: z.array(stop).max(5000),
  closedLinks: z
    .array(id)
    .default([])
    .meta({ description: 'Links over water that are closed today; not with a matrix' }),
  travel: travel.optional().meta({ description: 'Default: the embedded estimate from coordinates' }),
});

/** The file's schema. `PickupProblem` is what it gives back, defaults filled in. */
const pickupProblemSchema = shape.superRefine((problem, context) => {
  for (const { path, message } of crossFaults(problem)) context.addIssue({ code: 'custom', path, message });
});

export type PickupProblem = z.infer<typeof pickupProblemSchema>;
export type PickupProblemInput = z.input<typeof pickupProblemSchema>;
export type PickupDepot = PickupProblem['depots'][number];
export type PickupVehicle = PickupProblem['vehicles'][number];
export type PickupStop = PickupProblem['stops'][number];

/** `$.stops[3].window[0]`, as people write JSON paths. */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return /^[A-Za-z_]\w*$/.test(String(part))
      ? `${text}.${String(part)}`
      : `${text}[${JSON.stringify(part)}]`;
  }, '$');
}

/** @throws DomainProblem `bad-file` with one fault per JSON path. */
export function parsePickupProblem(data: unknown): PickupProblem {
  const parsed = pickupProblemSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const faults: Fault[] = parsed.error.issues.map((issue) => ({
    place: jsonPath(issue.path),
    message: issue.message,
  }));
  throw new DomainProblem('bad-file', 'This is not a usable pickup problem', faults);
}

/** JSON Schema (2020-12) of the file. */
export function pickupProblemJsonSchema(): object {
  return z.toJSONSchema(pickupProblemSchema, { io: 'input' });
}
