/**
 * The ways in which published files write a whole number. Seen in real releases: padding blanks (`"  7"`), `.` for
 * thousands (`632.340`), a decimal comma before zeros (`12,0`), powers of ten from R (`102E3`, `1e+05`).
 */
const PLAIN = /^\d{1,9}$/;
const THOUSANDS = /^[1-9]\d{0,2}(?:\.\d{3})+$/;
const POWER = /^(\d{1,9})[eE]\+?(\d{1,2})$/;
const DECIMAL_ZEROS = /^(.+),0+$/;

/** No count of people or cases in a country of six million is as large as this. */
const LARGEST = 100_000_000;

/** The number, or undefined when `text` is no whole, non-negative number of a believable size. */
export function parseCount(text: string): number | undefined {
  // Nearly every cell of a release, and there are tens of thousands.
  if (text.length < 9 && PLAIN.test(text)) return Number(text);
  const trimmed = text.trim();
  const whole = DECIMAL_ZEROS.exec(trimmed)?.[1] ?? trimmed;
  const count = wholeNumber(whole);
  return count !== undefined && count < LARGEST ? count : undefined;
}

function wholeNumber(text: string): number | undefined {
  if (PLAIN.test(text)) return Number(text);
  if (THOUSANDS.test(text)) return Number(text.replaceAll('.', ''));
  const power = POWER.exec(text);
  return power ? Number(power[1]) * 10 ** Number(power[2]) : undefined;
}

/** `<10`: few people, suppressed by the publisher. */
export function isSuppressed(text: string): boolean {
  return /^<\s*\d+$/.test(text.trim());
}

/** A published rate is kept to so many decimals. */
const RATE_DECIMALS = 9;

/** One, as a rate is kept. */
export const RATE_UNIT = 10 ** RATE_DECIMALS;

/**
 * A published rate: up to six digits, and decimals behind a comma or a point; in billionths. R2: nothing is rounded before it is
 * compared: what lies beyond is cut off, which leaves every rate on its side of a whole threshold.
 */
export function parseRate(text: string): number | undefined {
  const match = /^(\d{1,6})(?:[.,](\d{1,20}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, whole = '', decimals = ''] = match;
  return Number(`${whole}${decimals.padEnd(RATE_DECIMALS, '0').slice(0, RATE_DECIMALS)}`);
}

/** As it was stated, with two decimals at least. */
export function displayRate(billionths: number): string {
  const decimals = String(billionths % RATE_UNIT).padStart(RATE_DECIMALS, '0');
  return `${Math.floor(billionths / RATE_UNIT)}.${decimals.slice(0, 2)}${decimals.slice(2).replace(/0+$/, '')}`;
}
