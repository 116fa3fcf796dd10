import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from '@jest/globals';

/** The real releases lie beside the checkout where they were handed out; they are never committed. */
export const REAL_RELEASES = fileURLToPath(new URL('../../../shared/data/ssi', import.meta.url));

/** Where they are not, the body is not even collected: it may read them while it names its tests. */
export function describeReal(name: string, body: () => void): void {
  if (existsSync(REAL_RELEASES)) {
    describe(name, body);
    return;
  }
  process.stderr.write(`skipped: ${name} (no real releases in ${REAL_RELEASES})\n`);
  describe(name, () => {
    test.skip('needs the real releases beside the checkout', () => undefined);
  });
}
