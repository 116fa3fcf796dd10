import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { openDatabase, type Db } from '../../db/connect.ts';
import type { RegionCode } from '../../shared/domain/geography/codes.ts';
import { demoClock } from '../../shared/demo/demoClock.ts';
import { generateWorld, smallWorld } from '../../shared/demo/generateWorld.ts';
import { installedDemo } from '../../shared/demo/installedDemo.ts';
import { loadDemo } from '../../shared/demo/loadDemo.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const databases: TestDatabase[] = [];

async function database(): Promise<TestDatabase> {
  const fresh = await freshDatabase();
  databases.push(fresh);
  return fresh;
}

afterAll(() => Promise.all(databases.map(({ close }) => close())));

const TABLES = [
  'staff',
  'staff_sites',
  'earlier_offers',
  'headcounts',
  'sites',
  'windows',
  'swabbers',
  'vehicles',
];

/** A digest of everything that the demo writes, in an order of its own. */
async function digest(db: Db): Promise<string> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const parts: string[] = [];
    for (const table of TABLES) {
      const { rows } = await sql<{ digest: string }>`
        SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY t::text), '')) AS digest FROM ${sql.table(table)} AS t
      `.execute(transaction);
      parts.push(rows[0]!.digest);
    }
    return parts.join(' ');
  });
}

async function count(db: Db, table: 'staff' | 'sites' | 'earlierOffers'): Promise<number> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${sql.table(
      table === 'earlierOffers' ? 'earlier_offers' : table,
    )}`.execute(transaction);
    return rows[0]!.count;
  });
}

describe('loading the small world', () => {
  let first: TestDatabase;

  beforeAll(async () => {
    first = await database();
  });

  test('fills the tables and starts the clock at eight on Wednesday 9 September 2020', async () => {
    expect(await installedDemo(first.db)).toBeUndefined();
    const loaded = await loadDemo({ db: first.db }, { demo: 'tiny' });
    expect(loaded).toEqual({ demo: 'tiny', seed: 1, loaded: true, sites: 10, people: 400 });
    expect(await installedDemo(first.db)).toEqual({ demo: 'tiny', seed: 1 });
    const clock = await demoClock(first.db);
    expect(clock.now().toISOString()).toBe('2020-09-09T06:00:00.000Z');
    expect(await count(first.db, 'staff')).toBe(smallWorld(1).staff.length);
  });

  test('a second time changes nothing', async () => {
    const before = await digest(first.db);
    expect((await loadDemo({ db: first.db }, { demo: 'tiny' })).loaded).toBe(false);
    expect(await digest(first.db)).toBe(before);
  });

  test('gives the same content in another database', async () => {
    const second = await database();
    await loadDemo({ db: second.db }, { demo: 'tiny' });
    expect(await digest(second.db)).toBe(await digest(first.db));
  });

  test('refuses another demo', async () => {
    await expect(loadDemo({ db: first.db }, { demo: 'hovedstaden' })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test('everybody’s last offer is known, in six weeks, and nobody is decided red', async () => {
    await asTenant(first.db, SYSTEM, async (transaction) => {
      const offers = await transaction
        .selectFrom('earlierOffers')
        .select(({ fn }) => [fn.min('offeredOn').as('first'), fn.max('offeredOn').as('last')])
        .executeTakeFirstOrThrow();
      expect(offers.first >= '2020-08-03' && offers.last <= '2020-09-08').toBe(true);
      expect(await transaction.selectFrom('decisions').select('id').execute()).toEqual([]);
    });
  });

  test('the region sees sites and no names (R18)', async () => {
    const region = { kind: 'region', region: '1084' as RegionCode } as const;
    await asTenant(first.db, region, async (transaction) => {
      expect(await transaction.selectFrom('sites').select('id').execute()).toHaveLength(10);
      expect(await transaction.selectFrom('staff').select('id').execute()).toEqual([]);
    });
  });
});

describe('loading that is interrupted', () => {
  test('leaves nothing behind, and the next one loads', async () => {
    const { db, url } = await database();
    const killed = openDatabase(url, { max: 1, onIdleError: () => undefined });
    const pid = (await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(killed)).rows[0]!.pid;
    const load = loadDemo({ db: killed }, { demo: 'hovedstaden' });
    const failed = expect(load).rejects.toThrow();
    await untilWriting(db, pid);
    await sql`SELECT pg_terminate_backend(${pid})`.execute(db);
    await failed;
    expect(await count(db, 'sites')).toBe(0);
    expect(await installedDemo(db)).toBeUndefined();
    expect((await loadDemo({ db }, { demo: 'tiny' })).loaded).toBe(true);
    await killed.destroy();
  });

  test('by a rival: of two at once one loads and the other finds it', async () => {
    const { db } = await database();
    const both = await Promise.all([loadDemo({ db }, { demo: 'tiny' }), loadDemo({ db }, { demo: 'tiny' })]);
    expect(both.map(({ loaded }) => loaded).sort()).toEqual([false, true]);
    expect(await count(db, 'sites')).toBe(10);
  });
});

/** Waits until the loading connection has written staff (uncommitted), by the size of the table on disk. */
async function untilWriting(db: Db, pid: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ written: number; running: number }>`
      SELECT pg_relation_size('staff') AS written,
        (SELECT count(*) FROM pg_stat_activity WHERE pid = ${pid}) AS running
    `.execute(db);
    if (rows[0]!.written > 100_000) return;
    if (rows[0]!.running === 0) throw new Error('the loading ended before it wrote anything');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('Hovedstaden loads with everybody in it', async () => {
  const { db } = await database();
  const loaded = await loadDemo({ db }, { demo: 'hovedstaden' });
  expect(loaded).toMatchObject({ loaded: true, sites: 200, people: 32_000 });
  expect(await count(db, 'earlierOffers')).toBeGreaterThan(
    generateWorld({ demo: 'hovedstaden', seed: 1 }).staff.length * 0.95,
  );
});
