import { readFileSync } from 'node:fs';

export interface Shape {
  readonly code: string;
  /** SVG path data. */
  readonly path: string;
  /** Where a mark goes. */
  readonly x: number;
  readonly y: number;
}

export interface CountryShapes {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/**
 * The outlines of the 98 municipalities, made by `build/drawShapes.mjs` when the project is built.
 * @throws Error when they have not been made.
 */
export function readShapes(): CountryShapes {
  const file = new URL('shapes.json', import.meta.url);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as CountryShapes;
  } catch (cause) {
    throw new Error('the outlines of the municipalities are missing: run "npm run build"', { cause });
  }
}
