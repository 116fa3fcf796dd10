/** A day has 1,441 times; planners ask for the same ones millions of times. */
const KNOWN = new Map<string, number>();

/** Wall-clock minutes since midnight; `24:00` is allowed as an end. */
export function minutesOf(time: string): number {
  const known = KNOWN.get(time);
  if (known !== undefined) return known;
  const minutes = read(time);
  KNOWN.set(time, minutes);
  return minutes;
}

function read(time: string): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!(minutes <= 1440)) throw new RangeError(`not a time of day: "${time}"`);
  return minutes;
}

export function timeOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
