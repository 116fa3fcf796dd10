import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM } from '../../../db/asTenant.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { ListChange } from '../../../shared/domain/lists/listChange.ts';
import { changeList } from '../../../shared/usecases/lists/changeList.ts';
import { recordTicks } from '../../../shared/usecases/lists/recordTicks.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { nightWorld } from '../planning/night.ts';
import { DAY, listWorld, type ListWorld, REGION } from './listWorld.ts';

let database: TestDatabase;
let world: ListWorld;

beforeEach(async () => {
  database = await freshDatabase();
  world = await listWorld(database.db);
});
afterEach(() => database.close());

const EVENING_BEFORE = '2020-09-14T16:00:00Z';
/** 10:12 on the day: the first car has been at its first stop. */
const UNDER_WAY = '2020-09-15T08:12:00Z';

const change = (what: ListChange, instant = EVENING_BEFORE) =>
  changeList(nightWorld(database.db, instant), {
    actor: SYSTEM,
    region: REGION,
    date: DAY,
    change: what,
    by: 'Logistikvagten',
    phone: '38 66 00 00',
  });

const pickUpFirst = () =>
  recordTicks(nightWorld(database.db, UNDER_WAY), {
    actor: SYSTEM,
    ticks: [
      {
        key: crypto.randomUUID(),
        stop: world.stops[0]!,
        event: 'pick-up',
        at: new Date('2020-09-15T08:04:00Z'),
      },
    ],
  });

/** The list as people read it: car, trip, site, samples, state. */
async function list(): Promise<string[]> {
  const rows = await database.db
    .selectFrom('stops')
    .innerJoin('routes', 'routes.id', 'stops.routeId')
    .innerJoin('vehicles', 'vehicles.id', 'routes.vehicleId')
    .innerJoin('sites', 'sites.id', 'stops.siteId')
    .select(['vehicles.name as car', 'sites.name', 'stops.samples', 'stops.state', 'stops.arrivalMinute'])
    .orderBy('vehicles.name')
    .orderBy('routes.startMinute')
    .orderBy('stops.position')
    .execute();
  return rows.map(({ car, name, samples, state }) => `${car}: ${name}, ${samples}, ${state}`);
}

const log = async () =>
  (await database.db.selectFrom('stopChanges').selectAll().orderBy('change').execute()).map(
    ({ change: what, madeBy, phone, facts }) => ({ what, madeBy, phone, facts }),
  );

describe('a fixed list is changed by telephone (R56)', () => {
  test('a stop more is put in, by the car that has room, and the log says who asked', async () => {
    const { stop, leftOut } = await change({ kind: 'add', site: world.sites[4]!, samples: 30, kits: 12 });
    expect(leftOut).toEqual([]);
    const row = await database.db
      .selectFrom('stops')
      .selectAll()
      .where('id', '=', stop!)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ siteId: world.sites[4], samples: 30, kits: 12, state: 'frozen' });
    expect(await list()).toHaveLength(5);
    expect((await log()).find(({ what }) => what === 'add')).toMatchObject({
      madeBy: 'Logistikvagten',
      phone: '38 66 00 00',
      facts: { samples: 30, kits: 12 },
    });
  });

  test('more at a stop that is there is no second stop', async () => {
    await change({ kind: 'add', site: world.sites[0]!, samples: 5, kits: 0 });
    expect(await list()).toHaveLength(4);
    expect(await list()).toContain('Bil 1: Plejehjem 1, 25, frozen');
    expect((await list()).slice(2)).toEqual([
      'Bil 2: Plejehjem 3, 20, frozen',
      'Bil 2: Plejehjem 4, 20, frozen',
    ]);
  });

  test('what cannot be served is refused with the reason and what would help, and nothing is changed', async () => {
    const before = await list();
    await expect(change({ kind: 'add', site: world.sites[4]!, samples: 600, kits: 0 })).rejects.toMatchObject(
      {
        kind: 'refused-by-rule',
        message: expect.stringContaining('cannot be served'),
        faults: [{ place: 'fix', message: expect.stringMatching(/./) }],
      },
    );
    expect(await list()).toEqual(before);
    expect(await log()).toEqual([]);
  });

  test('a cancelled stop stays readable, and its car goes straight on', async () => {
    await change({ kind: 'cancel', stop: world.stops[0]! });
    expect(await list()).toEqual([
      'Bil 1: Plejehjem 2, 20, frozen',
      'Bil 1: Plejehjem 1, 20, cancelled',
      'Bil 2: Plejehjem 3, 20, frozen',
      'Bil 2: Plejehjem 4, 20, frozen',
    ]);
  });

  test('"no samples today" takes the stop off, unless kits are to be brought (P7)', async () => {
    await change({ kind: 'no-samples', stop: world.stops[0]! });
    expect((await list())[0]).toMatch(/Bil 1: Plejehjem [12], (0|20), frozen/);
    expect((await list()).filter((line) => line === 'Bil 1: Plejehjem 1, 0, frozen')).toHaveLength(1);
    await change({ kind: 'counts', stop: world.stops[1]!, samples: 20, kits: 0 });
    await change({ kind: 'no-samples', stop: world.stops[1]! });
    expect(await list()).toContain('Bil 1: Plejehjem 2, 20, cancelled');
  });

  test('a car breaks down under way: what it has driven stays, the other takes the rest and is told', async () => {
    await pickUpFirst();
    const { moves } = await change({ kind: 'car-out', vehicle: world.vehicles[0]! }, UNDER_WAY);
    expect(await list()).toEqual(
      expect.arrayContaining(['Bil 1: Plejehjem 1, 20, picked-up', 'Bil 2: Plejehjem 2, 20, frozen']),
    );
    expect(moves.map(({ stop, to }) => [stop, to.vehicle])).toContainEqual([
      world.stops[1],
      world.vehicles[1],
    ]);
    const told = await log();
    expect(told.filter(({ what }) => what === 'moved').length).toBe(moves.length);
    expect(told.find(({ what }) => what === 'car-out')?.facts).toEqual({ car: 'Bil 1' });
  });

  test('under way nobody is sent into the past, and a stop where somebody has been is not changed', async () => {
    await pickUpFirst();
    await change({ kind: 'add', site: world.sites[4]!, samples: 10, kits: 0 }, UNDER_WAY);
    const rows = await database.db.selectFrom('stops').selectAll().execute();
    const first = rows.find(({ id }) => id === world.stops[0]);
    expect(first).toMatchObject({ arrivalMinute: 600, position: 1, state: 'picked-up' });
    for (const { state, departureMinute } of rows)
      if (state === 'frozen') expect(departureMinute).toBeGreaterThanOrEqual(10 * 60 + 12);
    await expect(change({ kind: 'cancel', stop: world.stops[0]! }, UNDER_WAY)).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test('a day that is over is not planned anew, and a day without a list has nothing to change', async () => {
    await expect(
      change({ kind: 'cancel', stop: world.stops[0]! }, '2020-09-16T06:00:00Z'),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' });
    await expect(
      changeList(nightWorld(database.db, EVENING_BEFORE), {
        actor: SYSTEM,
        region: REGION,
        date: calendarDate('2020-09-18'),
        change: { kind: 'cancel', stop: world.stops[0]! },
        by: 'x',
      }),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('the same call twice in a row: the second finds the stop cancelled', async () => {
    await change({ kind: 'cancel', stop: world.stops[0]! });
    await expect(change({ kind: 'cancel', stop: world.stops[0]! })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });
});

describe('locks and a manual order, respected and priced', () => {
  const siteOrder = async (car: string) =>
    (await list()).filter((line) => line.startsWith(car)).map((line) => line.split(': ')[1]?.split(',')[0]);
  const locked = async () =>
    (
      await database.db.selectFrom('stopLocks').select(['siteId', 'position']).orderBy('position').execute()
    ).map(({ siteId, position }) => [siteId, position]);

  test('a stop goes to the car it is locked to, and stays there when the list is changed again', async () => {
    const stop = world.stops[0]!;
    await change({ kind: 'lock', stop, vehicle: world.vehicles[1] });
    expect(await siteOrder('Bil 2')).toContain('Plejehjem 1');
    await change({ kind: 'add', site: world.sites[4]!, samples: 10, kits: 0 });
    expect(await siteOrder('Bil 2')).toContain('Plejehjem 1');
    await change({ kind: 'unlock', stop });
    expect(await locked()).toEqual([]);
  });

  test('a locked time is when the driver begins', async () => {
    await change({ kind: 'lock', stop: world.stops[1]!, at: 13 * 60 });
    const { arrivalMinute, departureMinute } = await database.db
      .selectFrom('stops')
      .selectAll()
      .where('id', '=', world.stops[1]!)
      .executeTakeFirstOrThrow();
    expect(arrivalMinute).toBeLessThanOrEqual(13 * 60);
    expect(departureMinute).toBe(13 * 60 + 5);
  });

  test('an order of one’s own is driven, and its price is said before it is taken', async () => {
    const [first = '', second = ''] = world.stops;
    const [vehicle = ''] = world.vehicles;
    const order = { kind: 'order', vehicle, stops: [second, first] } as const;
    const before = await list();
    const asked = await changeList(nightWorld(database.db, EVENING_BEFORE), {
      actor: SYSTEM,
      region: REGION,
      date: DAY,
      change: order,
      by: 'Logistikvagten',
      phone: '38 66 00 00',
      preview: true,
    });
    expect(await list()).toEqual(before);
    expect(await log()).toEqual([]);
    expect(asked.price.before.cost).toBe(1000);
    const { price } = await change(order);
    expect(price).toEqual(asked.price);
    expect(await siteOrder('Bil 1')).toEqual(['Plejehjem 2', 'Plejehjem 1']);
    expect(await locked()).toEqual([
      [world.sites[1], 1],
      [world.sites[0], 2],
    ]);
  });

  test('a place that cannot be served is refused with what would help, and nothing is written', async () => {
    await expect(change({ kind: 'lock', stop: world.stops[0]!, at: 5 * 60 })).rejects.toMatchObject({
      kind: 'refused-by-rule',
      faults: [{ place: 'fix' }],
    });
    expect(await locked()).toEqual([]);
  });

  test('a fixed list is not changed in silence', async () => {
    await expect(
      changeList(nightWorld(database.db, EVENING_BEFORE), {
        actor: SYSTEM,
        region: REGION,
        date: DAY,
        change: { kind: 'cancel', stop: world.stops[0]! },
        by: 'Logistikvagten',
      }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule', faults: [{ place: 'phone' }] });
  });
});

describe('a day with one car', () => {
  test('when it breaks down nobody comes: its stops are left out and wait for the next list', async () => {
    await database.db
      .updateTable('vehicles')
      .set({ toDate: calendarDate('2020-09-01') })
      .where('id', '=', world.vehicles[1]!)
      .execute();
    await database.db.deleteFrom('routes').where('id', '=', world.routes[1]!).execute();
    const { leftOut } = await change({ kind: 'car-out', vehicle: world.vehicles[0]! });
    expect(leftOut.map(({ message }) => message)).toEqual([
      'no car that may fetch here drives on this day',
      'no car that may fetch here drives on this day',
    ]);
    expect(await list()).toEqual(['Bil 1: Plejehjem 1, 20, missed', 'Bil 1: Plejehjem 2, 20, missed']);
  });
});
