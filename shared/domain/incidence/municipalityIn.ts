import type { MunicipalityCode } from '../geography/codes.ts';
import { findMunicipality, municipalityNamed, OUTSIDE_MUNICIPALITIES } from '../geography/municipalities.ts';

/** What a name or code in a published file stands for. `outside`: cases that belong to no municipality. */
export type NameInFile =
  | { readonly kind: 'municipality'; readonly code: MunicipalityCode }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unknown' };

/** Cases of people without a known municipality stand in a column that R called `NA`. */
const NOT_AVAILABLE = 'na';

const outside: ReadonlySet<string> = new Set([
  NOT_AVAILABLE,
  ...OUTSIDE_MUNICIPALITIES.spellings.map((name) => name.toLowerCase()),
]);

export function byNameInFile(name: string): NameInFile {
  if (outside.has(name.trim().toLowerCase())) return { kind: 'outside' };
  const municipality = municipalityNamed(name);
  return municipality ? { kind: 'municipality', code: municipality.code } : { kind: 'unknown' };
}

/** Codes stand with and without their leading zero (`101`, `0101`). */
export function byCodeInFile(text: string): NameInFile {
  const code = text.trim().padStart(4, '0');
  if (code === OUTSIDE_MUNICIPALITIES.code) return { kind: 'outside' };
  const municipality = findMunicipality(code);
  return municipality ? { kind: 'municipality', code: municipality.code } : { kind: 'unknown' };
}
