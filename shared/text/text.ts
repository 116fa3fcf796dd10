import { danish } from './da/text.ts';
import { english } from './en/text.ts';
import type { Language } from './language.ts';
import type { Words } from './words.ts';

/** Every sentence of the pages in one language. */
export type Text = Words<typeof danish>;

const TEXTS: Record<Language, Text> = { da: danish, en: english };

export function textIn(language: Language): Text {
  return TEXTS[language];
}
