/** What time it is: the system's in an installation, a stored day in the demo, a fixed instant in tests. */
export interface Clock {
  readonly now: () => Date;
}

export const systemClock: Clock = { now: () => new Date() };

export function fixedClock(instant: string): Clock {
  const at = new Date(instant);
  return { now: () => at };
}
