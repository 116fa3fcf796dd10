import type { FrameView } from '../../shared/contracts/views/frame.ts';
import { type Formats, formatsIn } from '../../shared/text/formats.ts';
import type { Language } from '../../shared/text/language.ts';
import { type Text, textIn } from '../../shared/text/text.ts';
import { type Urls, urlsIn } from './urls.ts';

/** What every page is drawn with, beside its own view. */
export interface PageContext {
  readonly language: Language;
  readonly text: Text;
  readonly format: Formats;
  readonly urls: Urls;
  /** The address of this page, for the language switch. */
  readonly path: string;
  readonly frame: FrameView;
  /** What was saved just before (a key of `text.forms.saved`): after a form the page says so. */
  readonly saved?: string | undefined;
  /** The address of a stylesheet or script, with its version. */
  readonly asset: (name: AssetName) => string;
}

export type AssetName =
  | 'dkfds.css'
  | 'leaflet.css'
  | 'leaflet.js'
  | 'app.css'
  | 'filter-table.js'
  | 'follow-runs.js'
  | 'route-map.js'
  | 'driver.css'
  | 'driver.js'
  | 'favicon.svg'
  | 'land.json'
  | 'change-form.js';

export function pageContext(given: {
  language: Language;
  path: string;
  frame: FrameView;
  saved?: string | undefined;
  asset: (name: AssetName) => string;
}): PageContext {
  const { language } = given;
  return { ...given, text: textIn(language), format: formatsIn(language), urls: urlsIn(language) };
}
