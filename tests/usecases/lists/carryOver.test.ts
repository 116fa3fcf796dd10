import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SYSTEM } from '../../../db/asTenant.ts';
import { listLeftBehindOf } from '../../../db/queries/views/leftBehind.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { carryOver } from '../../../shared/usecases/lists/carryOver.ts';
import { raiseNotices } from '../../../shared/usecases/raiseNotices.ts';
import { recordTicks } from '../../../shared/usecases/lists/recordTicks.ts';
import { loadOutlook } from '../../../shared/usecases/planning/pickupDay.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { nightWorld } from '../planning/night.ts';
import { DAY, listWorld, type ListWorld, REGION } from './listWorld.ts';

let database: TestDatabase;
let world: ListWorld;
let session: string;

const OWNER = { organisationId: '0101', municipalityCode: '0101' };
const NEXT = calendarDate('2020-09-16');
/** Tuesday 16:30: the list of Wednesday is fixed. */
const AFTER = '2020-09-15T14:30:00Z';

beforeEach(async () => {
  database = await freshDatabase();
  world = await listWorld(database.db);
  session = await publishSession();
  await recordTicks(nightWorld(database.db, AFTER), {
    actor: SYSTEM,
    ticks: [
      { key: randomUUID(), stop: world.stops[0]!, event: 'miss', at: new Date('2020-09-15T13:00:00Z') },
    ],
  });
});
afterEach(() => database.close());

/** The session whose samples stand at the first stop. */
async function publishSession(): Promise<string> {
  const { db } = database;
  const [rollId, roomId, id] = [randomUUID(), randomUUID(), randomUUID()];
  const site = { ...OWNER, siteId: world.sites[0]! };
  await db
    .insertInto('rolls')
    .values({
      ...OWNER,
      id: rollId,
      fromDate: DAY,
      toDate: DAY,
      state: 'published',
      problemHash: 'x',
      seed: 1,
      score: {},
      bounds: {},
      createdAt: new Date('2020-09-10T02:00:00Z'),
    })
    .execute();
  await db
    .insertInto('rooms')
    .values({ ...site, id: roomId, name: 'Stuen', lanes: 1 })
    .execute();
  await db
    .insertInto('sessions')
    .values({
      ...site,
      id,
      rollId,
      roomId,
      date: DAY,
      startMinute: 480,
      endMinute: 540,
      lanes: 1,
      people: 20,
      laboratoryId: world.laboratoryId,
      labDate: DAY,
      state: 'published',
    })
    .execute();
  await db
    .insertInto('stopSessions')
    .values({ ...OWNER, stopId: world.stops[0]!, sessionId: id, regionCode: REGION })
    .execute();
  return id;
}

/** The same cars on Wednesday, with one stop. */
async function nextList(): Promise<void> {
  const { db } = database;
  const [planId, routeId] = [randomUUID(), randomUUID()];
  await db
    .insertInto('pickupPlans')
    .values({
      id: planId,
      regionCode: REGION,
      date: NEXT,
      state: 'frozen',
      problemHash: 'x',
      seed: 1,
      score: {},
      createdAt: new Date('2020-09-15T02:00:00Z'),
      frozenAt: new Date('2020-09-15T12:00:00Z'),
    })
    .execute();
  await db
    .insertInto('routes')
    .values({
      id: routeId,
      planId,
      regionCode: REGION,
      date: NEXT,
      inForce: true,
      vehicleId: world.vehicles[0]!,
      trip: 1,
      laboratoryId: world.laboratoryId,
      startMinute: 580,
      endMinute: 660,
      km: 20,
      cost: 300,
    })
    .execute();
  await db
    .insertInto('stops')
    .values({
      ...OWNER,
      id: randomUUID(),
      routeId,
      regionCode: REGION,
      position: 1,
      siteId: world.sites[4]!,
      arrivalMinute: 600,
      departureMinute: 605,
      samples: 10,
      kits: 0,
      state: 'frozen',
    })
    .execute();
}

const carry = (at = AFTER) => carryOver(nightWorld(database.db, at), { by: 'podeplan' });

describe('what was missed or refused goes on the next run (R56)', () => {
  test('the next list takes the samples along with their session, once', async () => {
    await nextList();
    expect(await carry()).toMatchObject([{ stop: world.stops[0], to: NEXT, samples: 20 }]);
    expect(await carry()).toEqual([]);
    const stops = await database.db
      .selectFrom('stops')
      .innerJoin('routes', 'routes.id', 'stops.routeId')
      .leftJoin('stopSessions', 'stopSessions.stopId', 'stops.id')
      .select(['stops.siteId', 'stops.samples', 'stops.state', 'stopSessions.sessionId'])
      .where('routes.date', '=', NEXT)
      .where('stops.siteId', '=', world.sites[0]!)
      .execute();
    expect(stops).toEqual([{ siteId: world.sites[0], samples: 20, state: 'frozen', sessionId: session }]);
  });

  test('kits that were not brought go along, once, and stand on the kommune’s page (R46)', async () => {
    await nextList();
    const stop = world.stops[1]!;
    await database.db.updateTable('stops').set({ samples: 0 }).where('id', '=', stop).execute();
    const at = new Date('2020-09-15T13:00:00Z');
    await recordTicks(nightWorld(database.db, AFTER), {
      actor: SYSTEM,
      ticks: [{ key: randomUUID(), stop, event: 'refuse', at }],
    });
    const seen = async () =>
      (await listLeftBehindOf(database.db, { municipality: '0101', on: DAY })).map((each) => [
        each.stop,
        each.kits,
        each.next,
      ]);
    expect(await seen()).toContainEqual([stop, 10, null]);
    expect((await carry()).map(({ samples, kits }) => [samples, kits]).sort()).toEqual([
      [0, 10],
      [20, 10],
    ]);
    expect(await carry()).toEqual([]);
    expect(await seen()).toContainEqual([stop, 10, NEXT]);
    const next = database.db.selectFrom('stops').innerJoin('routes', 'routes.id', 'stops.routeId');
    expect(
      await next
        .select(['stops.samples', 'stops.kits'])
        .where('routes.date', '=', NEXT)
        .where('stops.siteId', '=', world.sites[1]!)
        .execute(),
    ).toEqual([{ samples: 0, kits: 10 }]);
  });

  test('samples that would be too old stay open with the reason, and are not tried each minute', async () => {
    await nextList();
    await database.db
      .updateTable('sessions')
      .set({ date: calendarDate('2020-09-13') })
      .execute();
    expect(await carry()).toEqual([]);
    expect(await carry()).toEqual([]);
    const told = await database.db
      .selectFrom('stopChanges')
      .select(['stopId', 'facts'])
      .where('change', '=', 'left-behind')
      .execute();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ stopId: world.stops[0], facts: { to: NEXT } });
  });

  test('where there is no next list yet, the night that plans it takes them, and brings no kits for them', async () => {
    expect(await carry()).toEqual([]);
    const outlook = await loadOutlook(database.db, { region: REGION, today: DAY });
    expect(outlook.sessions.map(({ id, labDate }) => [id, labDate])).toEqual([[session, NEXT]]);
    expect([...outlook.kits]).toEqual([]);
  });

  test('a tick that is taken back leaves nothing to carry', async () => {
    await nextList();
    await recordTicks(nightWorld(database.db, AFTER), {
      actor: SYSTEM,
      ticks: [{ key: randomUUID(), stop: world.stops[0]!, event: 'undo', at: new Date(AFTER) }],
    });
    expect(await carry()).toEqual([]);
  });

  test('the kommune sees it on its page and hears of it once; then the day on which it is fetched', async () => {
    const seen = () => listLeftBehindOf(database.db, { municipality: '0101', on: DAY });
    expect(await seen()).toMatchObject([
      { stop: world.stops[0], siteId: world.sites[0], state: 'missed', samples: 20, next: null },
    ]);
    const raise = () => raiseNotices({ ...nightWorld(database.db, AFTER), newId: randomUUID });
    await raise();
    await raise();
    const notices = await database.db
      .selectFrom('notices')
      .select(['addressee', 'municipalityCode', 'facts'])
      .where('template', '=', 'left-behind')
      .execute();
    expect(notices).toMatchObject([
      { addressee: 'municipality', municipalityCode: '0101', facts: { samples: 20, state: 'missed' } },
    ]);
    await nextList();
    await carry();
    expect(await seen()).toMatchObject([{ next: NEXT }]);
    expect(await listLeftBehindOf(database.db, { site: world.sites[1]!, on: DAY })).toEqual([]);
  });
});
