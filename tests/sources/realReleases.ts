import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';

/** The real releases lie beside the checkout where they were handed out; they are never committed. */
export const REAL_RELEASES = fileURLToPath(new URL('../../../shared/data/ssi', import.meta.url));

export const describeReal = existsSync(REAL_RELEASES)
  ? describe
  : (((name: string, _body: () => void) => {
      process.stderr.write(`skipped: ${name} (no real releases in ${REAL_RELEASES})\n`);
      describe.skip(name, _body);
    }) as unknown as typeof describe);
