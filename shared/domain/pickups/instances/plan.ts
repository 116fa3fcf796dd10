import { z } from 'zod';
import { DomainProblem } from '../../problem.ts';
import { jsonPath } from '../problem.ts';

const trip = z.array(z.int().min(1)).min(1);

/** What `solve pickups` writes for an instance of the literature. */
const instancePlanSchema = z.strictObject({
  instance: z.string(),
  cost: z.number(),
  routes: z
    .union([z.array(trip), z.array(z.array(trip).min(1))])
    .meta({ description: 'A route per vehicle; with several trips, a list of trips per vehicle' }),
  unserved: z.array(z.int().min(1)).optional(),
  seed: z.number(),
  iterations: z.number(),
  seconds: z.number().optional(),
});

export type InstancePlan = z.infer<typeof instancePlanSchema>;

/** @throws DomainProblem `bad-file` with one fault per JSON path. */
export function parseInstancePlan(data: unknown): InstancePlan {
  const parsed = instancePlanSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new DomainProblem(
    'bad-file',
    'This is not a plan for a routing instance',
    parsed.error.issues.map((issue) => ({ place: jsonPath(issue.path), message: issue.message })),
  );
}
