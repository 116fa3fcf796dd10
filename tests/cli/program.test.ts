import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { podeplan } from './podeplan.ts';

test('podeplan --version is the version of the package, and needs no database', async () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
  expect(await podeplan(nowhere, '--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});
