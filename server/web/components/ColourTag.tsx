import type { Colour, DecidedView } from '../../../shared/contracts/views/country.ts';
import type { Text } from '../../../shared/text/text.ts';

/** A decided colour in words: partly red and suspended are words of their own. */
export function decidedWord(
  text: Text,
  decided: Pick<DecidedView, 'colour' | 'partial' | 'suspended'>,
): string {
  if (decided.colour === 'red') return decided.partial ? text.colours.partlyRed : text.colours.red;
  return decided.suspended ? text.colours.suspended : text.colours.green;
}

export function measuredWord(text: Text, colour: Colour | null): string {
  return colour === null ? text.colours.unknown : text.colours[colour];
}

/** The decided colour: a filled tag. Its shape differs with the colour: square red, half square partly, round green. */
export function DecidedTag({ text, decided }: { text: Text; decided: DecidedView }) {
  const look = decided.colour === 'red' ? (decided.partial ? 'partly' : 'red') : 'green';
  return (
    <span class={`colour-tag decided-${look}`}>
      <span class="colour-shape" aria-hidden="true" />
      {decidedWord(text, decided)}
    </span>
  );
}

/** The measured colour: an outlined tag, hatched when red, as on the map. */
export function MeasuredTag({ text, colour }: { text: Text; colour: Colour | null }) {
  return (
    <span class={`colour-tag measured-${colour ?? 'unknown'}`}>
      <span class="colour-shape" aria-hidden="true" />
      {measuredWord(text, colour)}
    </span>
  );
}
