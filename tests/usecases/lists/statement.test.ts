import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM } from '../../../db/asTenant.ts';
import { fixedClock } from '../../../shared/clock.ts';
import { monthlyStatement } from '../../../shared/usecases/lists/statement.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { listWorld, type ListWorld, REGION } from './listWorld.ts';

let database: TestDatabase;
let world: ListWorld;

beforeEach(async () => {
  database = await freshDatabase();
  world = await listWorld(database.db);
});
afterEach(() => database.close());

const statement = (month: string, now = '2020-09-30T20:00:00Z') =>
  monthlyStatement({ ...database, clock: fixedClock(now) }, { actor: SYSTEM, region: REGION, month });

describe('the statement of a month (R55)', () => {
  test('stops, kilometres, hours and price of what was driven, shared among the stops of a trip', async () => {
    const { rows, from, to } = await statement('2020-09');
    expect([from, to]).toEqual(['2020-09-01', '2020-09-30']);
    expect(rows).toEqual([
      {
        municipality: '0101',
        name: 'København',
        stops: 4,
        samples: 80,
        kits: 40,
        km: 60,
        hours: 3,
        cost: 1000,
      },
    ]);
  });

  test('two municipalities of one trip share it; what was cancelled has no share, what was missed no samples', async () => {
    const { db } = database;
    await db
      .updateTable('sites')
      .set({ municipalityCode: '0147', organisationId: '0147' })
      .where('id', '=', world.sites[1]!)
      .execute();
    await db.updateTable('stops').set({ state: 'missed' }).where('id', '=', world.stops[1]!).execute();
    await db.updateTable('stops').set({ state: 'cancelled' }).where('id', '=', world.stops[3]!).execute();
    const { rows } = await statement('2020-09');
    expect(rows).toEqual([
      {
        municipality: '0147',
        name: 'Frederiksberg',
        stops: 1,
        samples: 0,
        kits: 0,
        km: 15,
        hours: 0.75,
        cost: 250,
      },
      {
        municipality: '0101',
        name: 'København',
        stops: 2,
        samples: 40,
        kits: 20,
        km: 45,
        hours: 2.25,
        cost: 750,
      },
    ]);
  });

  test('a day that has not come, another month and a list that was never fixed count nothing', async () => {
    expect((await statement('2020-09', '2020-09-14T20:00:00Z')).rows).toEqual([]);
    expect((await statement('2020-08')).rows).toEqual([]);
    expect((await statement('2020-12', '2020-09-14T20:00:00Z')).rows).toEqual([]);
    await database.db.updateTable('pickupPlans').set({ state: 'planned' }).execute();
    expect((await statement('2020-09')).rows).toEqual([]);
    await expect(statement('2020-13')).rejects.toMatchObject({ kind: 'invalid-input' });
  });
});
