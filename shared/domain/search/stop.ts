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

/** How many iterations pass between two looks at the clock, and how much a look counts in the pace. */
const LOOK = 16;
const NEWEST = 1 / 64;

/**
 * Ends on the clock, but its progress follows iterations at the pace measured so far: a search that is held up for half a
 * second goes on where it was, instead of finding half a second of its cooling gone. For searches that count iterations
 * without a break.
 */
export function atPace({ limit, now }: { limit: number; now: () => number }): Stop {
  const start = now();
  let looked = start;
  let counted = 0;
  let pace = 0;
  let reached = 0;
  const look = (iterations: number) => {
    const more = iterations - counted;
    const time = now();
    const left = limit - (time - start);
    if (left <= 0) reached = 1;
    if (more <= 0) return;
    const measured = more / Math.max(time - looked, 1e-6);
    pace += (measured - pace) * (pace === 0 ? 1 : NEWEST);
    if (left > 0) reached += (1 - reached) * (more / (more + pace * left));
    counted = iterations;
    looked = time;
  };
  const progress = ({ iterations }: SearchState) => {
    if (iterations === 0 || iterations - counted >= LOOK) look(iterations);
    return reached;
  };
  return { done: (state) => progress(state) >= 1, progress };
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
