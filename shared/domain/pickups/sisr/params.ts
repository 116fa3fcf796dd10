/** How the search behaves. Temperatures are shares of the mean edge of the first solution. */
export interface SisrParams {
  readonly averageRemoved: number;
  readonly longestString: number;
  /** How often a string leaves some stops in its middle where they are. */
  readonly splitRate: number;
  /** How likely the middle part grows by one. */
  readonly splitGrowth: number;
  readonly blinkRate: number;
  readonly startTemperature: number;
  readonly endTemperature: number;
  /** How often a whole route is taken out and no idle vehicle may replace it. */
  readonly eliminationRate: number;
  /** How often whole trips change vehicles, where the model knows trips. */
  readonly regroupRate: number;
  readonly generations: GenerationParams;
}

/** Where time suffices for several searches, the routes of the best are crossed and searched on. */
interface GenerationParams {
  /** A search of fewer iterations, times the square of the stops, is one annealing. */
  readonly leastIterations: number;
  /** Searches from nothing, and the share of the whole that each takes. */
  readonly founders: number;
  readonly founderShare: number;
  readonly childShare: number;
  /** How far towards the start temperature a child is warmed up, as an exponent: 0 cold, 1 hot. */
  readonly childWarmth: number;
  readonly kept: number;
}

export const DEFAULT_SISR: SisrParams = {
  averageRemoved: 10,
  longestString: 10,
  splitRate: 0.5,
  splitGrowth: 0.01,
  blinkRate: 0.01,
  startTemperature: 1,
  endTemperature: 0.01,
  eliminationRate: 0.005,
  regroupRate: 0.05,
  generations: {
    leastIterations: 20,
    founders: 4,
    founderShare: 0.1,
    childShare: 0.025,
    childWarmth: 0.4,
    kept: 6,
  },
};
