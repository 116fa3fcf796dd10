import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SYSTEM } from '../../../db/asTenant.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { kitOutlook } from '../../../shared/usecases/lists/kitOutlook.ts';
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

const OWNER = { organisationId: '0101', municipalityCode: '0101' };
const WEDNESDAY = calendarDate('2020-09-16');

async function publish(site: string, people: number): Promise<string> {
  const { db } = database;
  const [rollId, roomId, id] = [randomUUID(), randomUUID(), randomUUID()];
  const at = { ...OWNER, siteId: site };
  const roll = {
    problemHash: 'x',
    seed: 1,
    score: {},
    bounds: {},
    createdAt: new Date('2020-09-10T02:00:00Z'),
  };
  const span = { fromDate: DAY, toDate: WEDNESDAY, state: 'published' };
  await db
    .insertInto('rolls')
    .values({ ...OWNER, ...roll, ...span, id: rollId })
    .execute();
  await db
    .insertInto('rooms')
    .values({ ...at, id: roomId, name: 'Stuen', lanes: 1 })
    .execute();
  await db
    .insertInto('sessions')
    .values({
      ...at,
      ...{ id, rollId, roomId, people, lanes: 1, state: 'published' },
      ...{ date: WEDNESDAY, labDate: WEDNESDAY, startMinute: 480, endMinute: 540 },
      laboratoryId: world.laboratoryId,
    })
    .execute();
  return id;
}

test('a session with too few kits is named, with the stop of the day before that would mend it (R46)', async () => {
  const [first = '', second = ''] = world.sites;
  const short = await publish(first, 25);
  await publish(second, 8);
  const { sites } = await kitOutlook(nightWorld(database.db, '2020-09-14T16:00:00Z'), {
    actor: SYSTEM,
    region: REGION,
  });
  expect(sites).toMatchObject([
    {
      site: first,
      stock: 0,
      days: [
        { date: DAY, brought: 10, used: 0, balance: 10 },
        { date: WEDNESDAY, brought: 0, used: 25, balance: -15 },
      ],
      shortages: [{ session: short, missing: 15, mend: { date: DAY, stop: world.stops[0] } }],
    },
    { site: second, shortages: [] },
  ]);
});
