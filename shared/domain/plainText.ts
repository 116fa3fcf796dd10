import type { Fault } from './problem.ts';

/** Six digits and four, written together or with a blank, dot or dash of any kind between; a +45 number is none. */
const SIX_AND_FOUR = /(?<![+\d])\d{6}[\s.\p{Pd}/]{0,3}\d{4}(?!\d)/u;
/** The date of birth spelled with gaps: 01 01 80 1234, 01.01.80-1234. */
const SPELLED_DATE =
  /(?<![+\d])(?:0[1-9]|[12]\d|3[01])[\s.\p{Pd}/](?:0[1-9]|1[0-2])[\s.\p{Pd}/]\d{2}[\s.\p{Pd}/]{0,3}\d{4}(?!\d)/u;

/** Tabs and line ends belong to texts; the database cannot even keep a NUL. */
// Written as a class of the Unicode property, so that no control character stands in this file.
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** R57: what a person may not write anywhere. Its sentence never repeats what was written. */
export function plainTextFault(text: string): Pick<Fault, 'message' | 'code'> | undefined {
  // Full-width digits are digits, and invisible characters hide none.
  const read = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  if (SIX_AND_FOUR.test(read) || SPELLED_DATE.test(read)) {
    return { code: 'personalNumber', message: 'looks like a CPR number; leave it out (R57)' };
  }
  // Half a pair of surrogates is no character either.
  if (CONTROL.test(text) || !text.isWellFormed()) {
    return { code: 'controlCharacter', message: 'holds a character that cannot be shown' };
  }
  return undefined;
}

/** The same for several fields at once: the use cases ask, whoever has read the input. */
export function plainTextFaults(
  fields: Readonly<Record<string, string | readonly string[] | null | undefined>>,
): Fault[] {
  return Object.entries(fields).flatMap(([place, value]) => {
    const texts = typeof value === 'string' ? [value] : (value ?? []);
    const fault = texts.map(plainTextFault).find((found) => found !== undefined);
    return fault ? [{ place, ...fault }] : [];
  });
}
