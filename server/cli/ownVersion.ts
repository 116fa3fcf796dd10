import { existsSync, readFileSync } from 'node:fs';

/** Beside `server` in the source, one floor up from there in `dist`. */
const PLACES = ['../../package.json', '../../../package.json'].map((up) => new URL(up, import.meta.url));

export function ownVersion(): string {
  const place = PLACES.find((one) => existsSync(one));
  if (!place) throw new Error('package.json is not where it was');
  return (JSON.parse(readFileSync(place, 'utf8')) as { version: string }).version;
}
