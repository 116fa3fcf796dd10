import type { MunicipalityCode } from '../geography/codes.ts';
import type { Colour } from '../incidence/measure.ts';

export interface Crossings {
  /** Measured red now and not before: call today. */
  readonly crossed: readonly MunicipalityCode[];
  /** Measured red without an open follow-up: each opens one (R4). Crossings with one join theirs (R5). */
  readonly opening: readonly MunicipalityCode[];
}

/**
 * R4, R5: who crossed the threshold since the release before. Without an earlier one everybody who is red has. Nobody who is
 * measured red goes unwatched: one whose follow-up was closed while red gets a new one, from the day after the closing.
 * Both colours must come from the same counting window.
 */
export function crossings({
  before,
  now,
  openFollowUps,
  closedToday = new Set(),
}: {
  before: ReadonlyMap<MunicipalityCode, Colour>;
  now: ReadonlyMap<MunicipalityCode, Colour>;
  openFollowUps: ReadonlySet<MunicipalityCode>;
  /** Whose follow-up somebody closed on the day of these figures, or since. */
  closedToday?: ReadonlySet<MunicipalityCode>;
}): Crossings {
  const crossed = [...now]
    .filter(([municipality, colour]) => colour === 'red' && before.get(municipality) !== 'red')
    .map(([municipality]) => municipality);
  const isNew = new Set(crossed);
  const opening = [...now]
    .filter(([municipality, colour]) => colour === 'red' && !openFollowUps.has(municipality))
    .map(([municipality]) => municipality)
    .filter((municipality) => isNew.has(municipality) || !closedToday.has(municipality));
  return { crossed, opening };
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
