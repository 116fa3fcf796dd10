import { z } from 'zod';

/**
 * The soft goals of a plan that a planner can see and set, with what one unit costs. Hard rules come first, then how many
 * are placed, then the level of the laboratory within `peakTolerance` of the best possible; these decide among the rest.
 */
export const goalWeights = z.strictObject({
  /** P4: a test day at a site: disruption, swabbers called, a stop driven. */
  siteDay: z.number().min(0).max(100),
  session: z.number().min(0).max(100),
  /** A kilometre of the pickup routes. */
  km: z.number().min(0).max(100),
  /** Somebody whose published time is another one. */
  moved: z.number().min(0).max(100),
  /** 1.02: the busiest day may be 2 % above the best possible. */
  peakTolerance: z.number().min(1).max(3),
});

export type GoalWeights = Readonly<z.infer<typeof goalWeights>>;

/** The planner's own defaults. */
export const USUAL_WEIGHTS: GoalWeights = {
  siteDay: 1,
  session: 0.3,
  km: 0.02,
  moved: 0.5,
  peakTolerance: 1.02,
};
