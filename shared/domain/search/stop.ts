/** What a search knows of itself when it asks whether to go on. */
export interface SearchState {
  readonly iterations: number;
  /** Iterations since the best plan last became better. */
  readonly sinceImprovement: number;
}

/**
 * When a search ends. `progress` runs from 0 to 1; cooling follows it. Planners that must be reproducible stop by
 * iterations: a stop rule on the clock makes a seed mean nothing.
 */
export interface Stop {
  readonly done: (state: SearchState) => boolean;
  readonly progress: (state: SearchState) => number;
}

export function afterIterations(limit: number): Stop {
  return {
    done: ({ iterations }) => iterations >= limit,
    progress: ({ iterations }) => (limit === 0 ? 1 : Math.min(1, iterations / limit)),
  };
}

/** `now` gives milliseconds and comes from the caller: the domain reads no clock. */
export function afterMilliseconds({ limit, now }: { limit: number; now: () => number }): Stop {
  const start = now();
  const progress = () => (limit === 0 ? 1 : Math.min(1, (now() - start) / limit));
  return { done: () => progress() >= 1, progress };
}

/**
 * A part of a longer search: begun after `iterations`, its own progress runs from 0 to 1 while the whole goes on from
 * `from` to `to`. `most` ends it earlier.
 */
export function within(
  stop: Stop,
  part: { readonly iterations: number; readonly from: number; readonly to: number; readonly most?: number },
): Stop {
  const whole = (state: SearchState) => ({ ...state, iterations: state.iterations + part.iterations });
  const progress = (state: SearchState) =>
    Math.min(
      1,
      Math.max(0, (stop.progress(whole(state)) - part.from) / Math.max(1e-12, part.to - part.from)),
    );
  const most = part.most ?? Infinity;
  return {
    done: (state) => state.iterations >= most || stop.done(whole(state)) || progress(state) >= 1,
    progress,
  };
}
