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

/** A published rate: up to nine digits and decimals behind a comma or a point; in hundredths, rounded half up. */
export function parseHundredths(text: string): number | undefined {
  const match = /^(\d{1,9})(?:[.,](\d{1,12}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, whole = '', decimals = ''] = match;
  const thousandths = Number(`${whole}${decimals.padEnd(3, '0').slice(0, 3)}`);
  return Math.floor((thousandths + 5) / 10);
}
