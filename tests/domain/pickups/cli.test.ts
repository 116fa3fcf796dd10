import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { PickupPlan } from '../../../shared/domain/pickups/plan.ts';
import { lineWorld } from './worlds.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pickups-'));
afterAll(() => rmSync(folder, { recursive: true }));

const main = path.join(import.meta.dirname, '../../../server/cli/main.ts');
const podeplan = (...words: string[]) =>
  spawnSync(process.execPath, ['--no-warnings', main, ...words], { encoding: 'utf8' });
const file = (name: string, content: string) => {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
};

const problem = file(
  'problem.json',
  JSON.stringify(
    lineWorld({
      stops: [{ samples: 5, kits: 3 }, { samples: 200 }, { samples: 9, window: ['10:00', '11:00'] }],
    }),
  ),
);

describe('podeplan solve pickups, check pickups', () => {
  test('a plan that checks, the same bytes for the same seed and iterations, on one thread and on two', () => {
    for (const threads of ['1', '2']) {
      const solve = () => podeplan('solve', 'pickups', problem, '--iterations', '200', '--threads', threads);
      const first = solve();
      expect(first.status).toBe(0);
      expect(solve().stdout).toBe(first.stdout);
      const plan = JSON.parse(first.stdout) as PickupPlan;
      expect(plan).not.toHaveProperty('seconds');
      expect(plan.unserved).toMatchObject([{ stop: 'b', limit: 'capacity' }]);
      expect(first.stderr).toContain('2 stops served, 1 not');
      const check = podeplan('check', 'pickups', problem, file('plan.json', first.stdout));
      expect([check.status, check.stdout]).toEqual([0, '']);
    }
  }, 60_000);

  test('a broken plan: exit 1, one line per broken rule', () => {
    const out = path.join(folder, 'out.json');
    expect(
      podeplan('solve', 'pickups', problem, '--iterations', '50', '--quiet', '--out', out),
    ).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
    const plan = JSON.parse(readFileSync(out, 'utf8')) as PickupPlan;
    const check = podeplan(
      'check',
      'pickups',
      problem,
      file('broken.json', JSON.stringify({ ...plan, unserved: [] })),
    );
    expect(check.status).toBe(1);
    expect(check.stdout).toContain('once $.routes: stop "b" appears 0 times');
  }, 60_000);

  test('a bad file: exit 2, faults with JSON paths; the schema is printed', () => {
    const bad = podeplan(
      'solve',
      'pickups',
      file('bad.json', '{"depots":[],"vehicles":[],"stops":[],"boats":1}'),
    );
    expect(bad.status).toBe(2);
    expect(bad.stderr).toContain('$.depots');
    expect(bad.stderr).toContain('boats');
    expect(podeplan('solve', 'pickups', path.join(folder, 'none.json')).status).toBe(2);
    expect(JSON.parse(podeplan('solve', 'pickups', '--schema').stdout)).toHaveProperty('properties.stops');
  }, 60_000);
});

describe('podeplan replan pickups, diff pickups', () => {
  const solved = file('before.json', podeplan('solve', 'pickups', problem, '--iterations', '50').stdout);

  test('a closed site: the new list checks against the new facts, and the diff says whom to call', () => {
    const facts = path.join(folder, 'facts.json');
    const flags = ['--now', '06:00', '--closed', 'c', '--problem-out', facts];
    const replanned = podeplan('replan', 'pickups', problem, solved, ...flags);
    expect([replanned.status, replanned.stderr]).toEqual([0, expect.stringContaining('closed c: ')]);
    const after = file('after.json', replanned.stdout);
    expect(podeplan('check', 'pickups', facts, after)).toMatchObject({ status: 0, stdout: '' });
    const diff = podeplan('diff', 'pickups', facts, solved, after, '--format', 'json');
    expect(JSON.parse(diff.stdout)).toMatchObject({
      stops: [{ stop: 'c', kind: 'closed' }],
      telephone: [
        { who: 'vehicle', id: 'v1' },
        { who: 'stop', id: 'c' },
      ],
    });
  });

  test('what is said of things that are not there: every fault, exit 2', () => {
    const flags = ['--now', '25:00', '--closed', 'x', '--broken', 'v9'];
    const { status, stderr } = podeplan('replan', 'pickups', problem, solved, ...flags);
    expect(status).toBe(2);
    for (const fault of ['"25:00"', '"x"', '"v9"']) expect(stderr).toContain(fault);
  });
});
