import { z } from 'zod';
import { DomainProblem } from '../problem.ts';
import { jsonPath } from './problem.ts';

const time = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'expected a time of day such as "07:30"');
const number = z.number();

/** Which limit keeps a stop off the list. */
export const UNSERVED_LIMITS = [
  'unreachable',
  'window',
  'age',
  'laboratory',
  'lab-capacity',
  'capacity',
  'shift',
  'vehicle',
  'lock',
] as const;
export type UnservedLimit = (typeof UNSERVED_LIMITS)[number];

const visit = z.strictObject({
  stop: z.string(),
  arrival: time,
  start: time,
  departure: time,
  load: number.meta({ description: 'Kits and samples on board on departure' }),
});

const trip = z.strictObject({
  leave: time,
  kits: number.meta({ description: 'On board when the trip leaves' }),
  stops: z.array(visit),
  arrival: time.meta({ description: 'At the laboratory' }),
  samples: number,
});

const route = z.strictObject({
  vehicle: z.string(),
  start: time,
  end: time,
  minutes: number,
  waitMinutes: number,
  km: number,
  fares: number,
  cost: number,
  break: z
    .strictObject({ start: time, end: time, trip: z.int().min(0), afterStop: z.string().nullable() })
    .optional()
    .meta({
      description: 'After a stop of the trip (counted from 0), or, null, at the depot before the trip leaves',
    }),
  trips: z.array(trip),
});

const change = z.strictObject({
  path: z.array(z.union([z.string(), number])),
  value: z.json(),
});

const unserved = z.strictObject({
  stop: z.string(),
  limit: z.enum(UNSERVED_LIMITS),
  message: z.string(),
  fix: z.string(),
  changes: z
    .array(change)
    .optional()
    .meta({ description: 'The fix as edits of the problem file; an index one past the end adds an element' }),
});

const pickupPlanSchema = z.strictObject({
  date: z.string().optional(),
  routes: z.array(route),
  unserved: z.array(unserved),
  score: z.strictObject({
    served: number,
    unserved: number,
    cost: number,
    minutes: number,
    waitMinutes: number,
    km: number,
    fares: number,
    vehicles: number,
    trips: number,
    unevenMinutes: number.meta({ description: 'Longest minus shortest day of the vehicles used' }),
  }),
  bounds: z.strictObject({
    served: number.meta({ description: 'No plan serves more' }),
    cost: number.meta({ description: 'No plan that serves the same stops costs less' }),
  }),
  seed: number,
  iterations: number,
  seconds: number.optional(),
});

export type PickupPlan = z.infer<typeof pickupPlanSchema>;
export type PlannedRoute = PickupPlan['routes'][number];
export type PlannedTrip = PlannedRoute['trips'][number];
export type PlannedVisit = PlannedTrip['stops'][number];
export type UnservedStop = PickupPlan['unserved'][number];
export type PickupScore = PickupPlan['score'];

/** @throws DomainProblem `bad-file` with one fault per JSON path. */
export function parsePickupPlan(data: unknown): PickupPlan {
  const parsed = pickupPlanSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new DomainProblem(
    'bad-file',
    'This is not a pickup plan',
    parsed.error.issues.map((issue) => ({ place: jsonPath(issue.path), message: issue.message })),
  );
}
