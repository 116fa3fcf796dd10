import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkInstance } from '../../../shared/domain/pickups/check/checkInstance.ts';
import { readInstance } from '../../../shared/domain/pickups/instances/readInstance.ts';
import { solveInstance } from '../../../shared/domain/pickups/instances/solveInstance.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { afterIterations } from '../../../shared/domain/search/stop.ts';

const SOLOMON = `TINY

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0        100          0
    1      3          4          4          0         50          1
    2      6          8          4         20         60          1
    3      1          1          4          0        100          1
`;

const VRPLIB = `NAME: MT
TYPE: MTVRPTWR
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 3
VEHICLES: 1
CAPACITY: 5
SERVICE_TIME: 2
NODE_COORD_SECTION
1 0 0
2 3 4
3 0 5
DEMAND_SECTION
1 0
2 5
3 5
TIME_WINDOW_SECTION
1 0 100
2 0 90
3 0 90
RELEASE_TIME_SECTION
1 0
2 0
3 30
DEPOT_SECTION
1
-1
EOF
`;

const solve = (text: string, iterations = 200) =>
  solveInstance(readInstance(text), { seed: 1, stop: afterIterations(iterations) });

function faultsOf(text: string) {
  try {
    readInstance(text);
  } catch (error) {
    if (error instanceof DomainProblem) return error.faults.map(({ place }) => place);
    throw error;
  }
  return [];
}

describe('readInstance', () => {
  test('Solomon: everything in tenths, distances truncated, the vehicle number a limit', () => {
    const instance = readInstance(SOLOMON);
    expect(instance).toMatchObject({
      name: 'TINY',
      customers: 3,
      vehicles: 2,
      capacity: 10,
      multiTrip: false,
    });
    expect([...instance.distance.subarray(0, 4)]).toEqual([0, 50, 100, 14]);
    expect([...instance.close]).toEqual([1000, 500, 600, 1000]);
  });

  test('VRPLIB: customers are node − 1, the depot has no service', () => {
    const instance = readInstance(VRPLIB);
    expect(instance).toMatchObject({ name: 'MT', customers: 2, vehicles: 1, capacity: 5, multiTrip: true });
    expect([...instance.service]).toEqual([0, 20, 20]);
    expect([...instance.release]).toEqual([0, 0, 300]);
  });

  test('faults name lines and sections', () => {
    expect(faultsOf(SOLOMON.replace('    2      6', '    2      '))[0]).toBe('line 12');
    expect(faultsOf(SOLOMON.replace('    2      6', '    7      6'))[0]).toBe('line 12');
    expect(faultsOf(VRPLIB.replace('EUC_2D', 'EXPLICIT'))).toEqual(['EDGE_WEIGHT_TYPE']);
    expect(faultsOf(VRPLIB.replace('2 3 4\n', ''))).toEqual(['NODE_COORD_SECTION']);
    expect(faultsOf('hello')).toEqual(['file']);
  });
});

describe('solveInstance', () => {
  test('a tiny Solomon instance to its optimum, sound by the checker', () => {
    const plan = solve(SOLOMON);
    expect(plan).toMatchObject({ instance: 'TINY', cost: 22.8 });
    expect(checkInstance(readInstance(SOLOMON), plan)).toEqual([]);
  });

  test('several trips of one vehicle, the second no earlier than its release', () => {
    const early = VRPLIB.replace('2 0 90\n', '2 0 20\n');
    expect(solve(early)).toMatchObject({ cost: 20, routes: [[[1], [2]]] });
  });

  test('who does not fit is told, not hidden', () => {
    const tight = VRPLIB.replace('3 0 90\n', '3 0 20\n');
    const plan = solve(tight);
    expect(plan.unserved).toEqual([2]);
    expect(checkInstance(readInstance(tight), plan)).toEqual([]);
  });

  test('one broken plan per rule', () => {
    const tiny = readInstance(SOLOMON);
    const sound = solve(SOLOMON);
    const rules = (edits: object) => checkInstance(tiny, { ...sound, ...edits }).map(({ rule }) => rule);
    expect(rules({ instance: 'OTHER' })).toEqual(['name']);
    expect(rules({ routes: [[1, 9]] })).toEqual(['name']);
    expect(rules({ routes: [[1, 2]], cost: 20 })).toEqual(['once']);
    expect(rules({ routes: [[1], [2], [3]], cost: 32.8 })).toEqual(['vehicles']);
    expect(rules({ routes: [[[1, 2], [3]]], cost: 22.8 })).toEqual(['trips']);
    expect(rules({ routes: [[3, 1, 2]] })).toContain('load');
    expect(rules({ cost: 1 })).toEqual(['cost']);
    const early = readInstance(SOLOMON.replace('20         60', '20          9'));
    expect(checkInstance(early, sound).map(({ rule }) => rule)).toEqual(['window']);
  });

  test('a trip that would leave before its release is late at its stop', () => {
    const plan = { instance: 'MT', cost: 20, routes: [[[1], [2]]], seed: 1, iterations: 0 };
    const close = (at: number) => readInstance(VRPLIB.replace('3 0 90\n', `3 0 ${at}\n`));
    expect(checkInstance(close(35), plan)).toEqual([]);
    expect(checkInstance(close(34), plan).map(({ rule }) => rule)).toEqual(['window']);
  });
});

const routing = path.join(import.meta.dirname, '../../../../shared/data/routing');
const real = existsSync(routing) ? test : test.skip;
if (!existsSync(routing)) process.stderr.write(`skipped: no ${routing} with the literature's instances\n`);

describe('the literature', () => {
  real.each([
    ['solomon/C101.txt', 827.3, 0],
    ['solomon/R102.txt', 1466.6, 1.5],
    ['solomon/RC205.txt', 1154, 2],
    ['multi-trip/C201R0.25.vrp', 1500.6, 3],
  ])('%s: sound, and close to the best known after few iterations', (file, best, percent) => {
    const instance = readInstance(readFileSync(path.join(routing, file), 'utf8'));
    const plan = solveInstance(instance, { seed: 1, stop: afterIterations(8000) });
    expect(checkInstance(instance, plan)).toEqual([]);
    expect(plan.unserved).toBeUndefined();
    expect((plan.cost / best - 1) * 100).toBeLessThanOrEqual(percent + 1e-9);
  });
});
