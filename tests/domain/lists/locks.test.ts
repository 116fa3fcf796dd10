import { describe, expect, test } from '@jest/globals';
import type { ListChange, StopLock } from '../../../shared/domain/lists/listChange.ts';
import { locksSetBy, statedLocks } from '../../../shared/domain/lists/locks.ts';
import type { ListRoute, ListStop } from '../../../shared/domain/lists/reseat.ts';
import { refuseSilentChange } from '../../../shared/domain/lists/telephone.ts';

const route = (id: string, vehicle: string): ListRoute => ({
  id,
  vehicle,
  trip: 1,
  start: 540,
  end: 700,
  km: 10,
  cost: 100,
  ferries: [],
});
const stop = (id: string, on: string, state: ListStop['state'] = 'frozen'): ListStop => ({
  id,
  route: on,
  site: `site ${id}`,
  position: 1,
  arrival: 600,
  departure: 605,
  samples: 10,
  kits: 0,
  state,
});
const routes = [route('r1', 'v1'), route('r2', 'v2')];
const carNames = new Map([
  ['v1', 'Bil 1'],
  ['v2', 'Bil 2'],
]);

describe('locks of a list', () => {
  const stated = (stops: ListStop[], locks: [string, StopLock][]) =>
    Object.fromEntries(statedLocks({ routes, stops, carNames, locks: new Map(locks) }));

  test('a car by its name, a time of day, a place', () => {
    expect(stated([stop('a', 'r1')], [['site a', { vehicle: 'v2', at: 615 }]])).toEqual({
      'site a': { vehicle: 'Bil 2', at: '10:15' },
    });
  });

  test('a car that does not drive holds nothing', () => {
    expect(stated([stop('a', 'r1')], [['site a', { vehicle: 'elsewhere' }]])).toEqual({});
  });

  test('what somebody has been at is the past, not a lock', () => {
    expect(stated([stop('a', 'r1', 'picked-up')], [['site a', { position: 1 }]])).toEqual({});
  });

  test('when a stop is taken off, later places move up and the order stands', () => {
    const order: [string, StopLock][] = [
      ['site a', { vehicle: 'v1', position: 1 }],
      ['site b', { vehicle: 'v1', position: 2 }],
      ['site c', { vehicle: 'v1', position: 3 }],
    ];
    const stops = [stop('a', 'r1'), stop('b', 'r1', 'cancelled'), stop('c', 'r1')];
    expect(stated(stops, order)).toEqual({
      'site a': { vehicle: 'Bil 1', position: 1 },
      'site c': { vehicle: 'Bil 1', position: 2 },
    });
  });
});

describe('what a change locks', () => {
  const stops = [stop('a', 'r1', 'picked-up'), stop('b', 'r1'), stop('c', 'r1'), stop('d', 'r2')];

  test('an order numbers the open stops of the car behind those that are driven', () => {
    const change: ListChange = { kind: 'order', vehicle: 'v1', stops: ['c', 'b'] };
    expect(locksSetBy({ routes, stops }, change)).toEqual(
      new Map([
        ['site c', { vehicle: 'v1', position: 2 }],
        ['site b', { vehicle: 'v1', position: 3 }],
      ]),
    );
  });

  test.each([[['b']], [['b', 'b']], [['b', 'd']], [['a', 'b', 'c']]])(
    'an order that is not of the whole car is refused: %j',
    (wished) => {
      expect(() => locksSetBy({ routes, stops }, { kind: 'order', vehicle: 'v1', stops: wished })).toThrow(
        'every open stop',
      );
    },
  );

  test('a lock on nothing is refused, and unlocking takes the row away', () => {
    expect(() => locksSetBy({ routes, stops }, { kind: 'lock', stop: 'b' })).toThrow('names a car');
    expect(locksSetBy({ routes, stops }, { kind: 'unlock', stop: 'b' })).toEqual(new Map([['site b', null]]));
  });
});

describe('who may change a fixed list, and how (R56, P7)', () => {
  const until = new Date('2020-09-15T07:00:00Z');
  const ask = (
    kind: ListChange['kind'],
    now: string,
    phone?: string,
    state: 'planned' | 'frozen' = 'frozen',
  ) => refuseSilentChange({ kind }, { state, phone, now: new Date(now), bySiteUntil: until, time: '09:00' });

  test('until the hour a site says by itself that there are no samples, from then on it telephones', () => {
    expect(() => ask('no-samples', '2020-09-15T06:59:59Z')).not.toThrow();
    expect(() => ask('no-samples', '2020-09-15T07:00:00Z')).toThrow('After 09:00');
    expect(() => ask('no-samples', '2020-09-15T07:00:00Z', '38 66 00 00')).not.toThrow();
  });

  test.each(['cancel', 'counts', 'add', 'car-out', 'lock', 'unlock', 'order'] as const)(
    '%s comes by telephone once the list is fixed',
    (kind) => {
      expect(() => ask(kind, '2020-09-15T05:00:00Z')).toThrow('by telephone');
      expect(() => ask(kind, '2020-09-15T05:00:00Z', '38 66 00 00')).not.toThrow();
      expect(() => ask(kind, '2020-09-15T05:00:00Z', undefined, 'planned')).not.toThrow();
    },
  );
});
