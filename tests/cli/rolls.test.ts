import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MONDAY, offer, site, swabber, world } from '../domain/rolls/world.ts';
import { podeplan } from './podeplan.ts';

/** The planners on files ask no database. */
const NONE = 'postgres://nowhere.invalid/none';

let folder = '';
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'podeplan-rolls-'));
  const windows = [{ id: 'w', from: '08:00', to: '09:00', lanes: 2 }];
  const problem = world({
    sites: [site({ windows })],
    offers: Array.from({ length: 8 }, (_, i) => offer(`p${i}`, { due: MONDAY })),
    swabbers: [swabber('w'), swabber('v')],
  });
  writeFileSync(at('problem.json'), JSON.stringify(problem));
  await podeplan(
    NONE,
    'solve',
    'rolls',
    at('problem.json'),
    '--iterations',
    '20',
    '--out',
    at('before.json'),
  );
  const { sessions: previous } = JSON.parse(read('before.json')) as { sessions: unknown[] };
  writeFileSync(
    at('changed.json'),
    JSON.stringify({ ...problem, swabbers: [problem.swabbers[0]], previous }),
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a swabber who falls ill: the new plan keeps whom it can, and the diff says why the others lose their time', async () => {
  const solved = await podeplan(
    NONE,
    ...['solve', 'rolls', at('changed.json'), '--iterations', '20', '--out', at('after.json'), '--quiet'],
  );
  expect(solved).toMatchObject({ code: 0, out: '' });
  expect((await podeplan(NONE, 'check', 'rolls', at('changed.json'), at('after.json'))).code).toBe(0);
  const files = [at('changed.json'), at('before.json'), at('after.json')];
  const { code, out } = await podeplan(NONE, 'diff', 'rolls', ...files);
  expect(code).toBe(0);
  // Four pairs had a minute each; one lane has six places.
  expect(out).toMatch(/^4 people keep their time, 2 move, 0 get one, 2 lose theirs; test days 1 → 1/);
  expect(out).toMatch(/lost p\d: s 2020-09-14 08:\d0 → no time \(swabber: there is no swabber "v"\)/);
  const json = await podeplan(NONE, 'diff', 'rolls', ...files, '--format', 'json');
  expect(JSON.parse(json.out)).toMatchObject({ totals: { stayed: 4, moved: 2, lost: 2 } });
}, 60_000);

test('why a session is on its day: every other day breaks a rule or has a price', async () => {
  const session = ['--site', 's', '--date', MONDAY, '--window', 'w'];
  const { code, out } = await podeplan(
    NONE,
    'why',
    'rolls',
    at('problem.json'),
    at('before.json'),
    ...session,
  );
  expect(code).toBe(0);
  expect(out.trim().split('\n')).toHaveLength(13);
  expect(out).toMatch(/^2020-09-15: no \(due: /);
  const other = ['--site', 's', '--date', '2020-09-15', '--window', 'w'];
  const none = await podeplan(NONE, 'why', 'rolls', at('problem.json'), at('before.json'), ...other);
  expect([none.code, none.err]).toEqual([1, 'podeplan: The plan has no session s 2020-09-15 w\n']);
}, 60_000);

test('what if a lane were missing: both plans side by side, and the files untouched', async () => {
  const before = read('problem.json');
  const { code, out } = await podeplan(
    NONE,
    ...['what-if', 'rolls', at('problem.json'), '--lanes-fewer', 's/w=1', '--iterations', '20'],
  );
  expect(code).toBe(0);
  expect(out).toContain('placed\t8\t6\t-2');
  expect(read('problem.json')).toBe(before);
  const nothing = await podeplan(NONE, 'what-if', 'rolls', at('problem.json'));
  expect([nothing.code, nothing.out]).toEqual([2, '']);
}, 60_000);
