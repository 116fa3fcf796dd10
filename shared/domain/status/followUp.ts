import type { MunicipalityCode } from '../geography/codes.ts';
import type { Colour } from '../incidence/measure.ts';

export interface Crossings {
  /** Measured red now and not before: call today. */
  readonly crossed: readonly MunicipalityCode[];
  /** Crossings without an open follow-up: each opens one (R4). The others join theirs (R5). */
  readonly opening: readonly MunicipalityCode[];
}

/**
 * R4, R5: who crossed the threshold since the release before. Without an earlier one everybody who is red has.
 * Both colours must come from the same counting window.
 */
export function crossings({
  before,
  now,
  openFollowUps,
}: {
  before: ReadonlyMap<MunicipalityCode, Colour>;
  now: ReadonlyMap<MunicipalityCode, Colour>;
  openFollowUps: ReadonlySet<MunicipalityCode>;
}): Crossings {
  const crossed = [...now]
    .filter(([municipality, colour]) => colour === 'red' && before.get(municipality) !== 'red')
    .map(([municipality]) => municipality);
  return { crossed, opening: crossed.filter((municipality) => !openFollowUps.has(municipality)) };
}

/**
 * What the product suggests to people; it never suggests a colour (R12). `call`: first contact is due. `decide`:
 * contact was made, a decision is due on Wednesday. `discuss`: measured green and decided red, which is normal.
 * `close`: measured and decided are both green.
 */
export type Suggestion = 'call' | 'decide' | 'discuss' | 'close' | 'none';

export function suggestionFor({
  measured,
  decided,
  suspended,
  followUpOpen,
  contacted,
}: {
  measured: Colour | undefined;
  decided: Colour;
  suspended: boolean;
  followUpOpen: boolean;
  contacted: boolean;
}): Suggestion {
  if (decided === 'red') return measured === 'green' ? 'discuss' : 'none';
  if (!followUpOpen) return 'none';
  if (measured === 'green') return 'close';
  if (!contacted) return 'call';
  return suspended ? 'none' : 'decide';
}
