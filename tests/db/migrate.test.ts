import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { openDatabase } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.close());

const execute = (text: string) => sql.raw(text).execute(database.db);

/** An empty database that an ordinary user owns: no superuser, as in an installation. */
async function ordinaryDatabase(roleOptions: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `podeplan_test_${randomUUID().slice(0, 8)}`;
  await execute(`CREATE ROLE ${name} LOGIN PASSWORD 'ordinary' ${roleOptions}`);
  await execute(`CREATE DATABASE ${name} OWNER ${name}`);
  const url = new URL(database.url);
  Object.assign(url, { pathname: `/${name}`, username: name, password: 'ordinary' });
  return {
    url: url.href,
    drop: async () => {
      await execute(`DROP DATABASE ${name} WITH (FORCE)`);
      await execute(`DROP ROLE ${name}`);
    },
  };
}

const rolesAreOurs = `GRANT podeplan_serving, podeplan_counting TO `;

describe('migrate', () => {
  test('changes nothing when everything is applied', async () => {
    const versions = () =>
      sql<{ at: string }>`SELECT max(xmin::text::bigint)::text AS at FROM organisations`.execute(database.db);
    const before = await versions();
    expect(await migrate(database.url)).toEqual([]);
    expect((await versions()).rows).toEqual(before.rows);
  });

  test('refuses an applied migration that was edited', async () => {
    await execute(`UPDATE migrations SET sha256 = repeat('0', 64) WHERE name LIKE '0003%'`);
    await expect(migrate(database.url)).rejects.toThrow(
      'Migration 0003_sites.sql was edited after it was applied: write a new one instead',
    );
  });

  test('refuses a database that is newer than the program', async () => {
    const newer = await freshDatabase();
    await sql`INSERT INTO migrations VALUES ('9999_future.sql', 'x')`.execute(newer.db);
    await expect(migrate(newer.url)).rejects.toThrow(
      'The database has had migration 9999_future.sql, which this version of Podeplan does not know',
    );
    await newer.close();
  });

  test('refuses a file that comes late under an early number', async () => {
    const late = await freshDatabase();
    await sql`DELETE FROM migrations WHERE name LIKE '0004%'`.execute(late.db);
    await expect(migrate(late.url)).rejects.toThrow('give it a higher number');
    await late.close();
  });

  test('as an ordinary user: two starters at once share the work, the owner is held by row-level security', async () => {
    const { url, drop } = await ordinaryDatabase('');
    await execute(rolesAreOurs + new URL(url).username);
    const applied = await Promise.all([migrate(url), migrate(url)]);
    expect(applied.flat().length).toBe(Math.max(...applied.map((names) => names.length)));
    expect(applied.flat().length).toBeGreaterThan(0);
    const db = openDatabase(url, { max: 1 });
    expect(await db.selectFrom('municipalities').select('code').execute()).toHaveLength(98);
    const insert = sql`INSERT INTO areas (id, municipality_code, name) VALUES (gen_random_uuid(), '0101', 'Amager')`;
    await expect(insert.execute(db)).rejects.toMatchObject({ code: '42501' });
    await db.destroy();
    await drop();
  });

  test('tells a user who may not take the roles what an administrator has to run', async () => {
    const { url, drop } = await ordinaryDatabase('');
    await expect(migrate(url)).rejects.toThrow(
      /Let an administrator run: .*GRANT podeplan_serving, podeplan_counting TO/,
    );
    await drop();
  });
});

describe('reference data', () => {
  const regionOn = (municipality: string, date: string) =>
    sql<{ code: string }>`
      SELECT region_code AS code FROM region_memberships
      WHERE municipality_code = ${municipality} AND daterange(from_date, to_date, '[]') @> ${date}::date
    `
      .execute(database.db)
      .then(({ rows }) => rows.map(({ code }) => code));

  test('København and Roskilde go to Østdanmark on 1 January 2027, Aarhus stays', async () => {
    expect(await regionOn('0101', '2026-12-31')).toEqual(['1084']);
    expect(await regionOn('0101', '2027-01-01')).toEqual(['1086']);
    expect(await regionOn('0265', '2026-12-31')).toEqual(['1085']);
    expect(await regionOn('0265', '2027-01-01')).toEqual(['1086']);
    expect(await regionOn('0751', '2027-01-01')).toEqual(['1082']);
  });

  test('every municipality has a population (Denmark without the 84 of Christiansø) and is an organisation of its own', async () => {
    const { rows } = await sql`
      SELECT count(*) AS municipalities, count(o.id) AS organisations, count(p.inhabitants) AS populations,
        sum(p.inhabitants) AS inhabitants
      FROM municipalities m
      LEFT JOIN organisations o ON o.id = m.code AND o.kind = 'municipality'
      LEFT JOIN populations p ON p.municipality_code = m.code
    `.execute(database.db);
    expect(rows).toEqual([
      { municipalities: 98, organisations: 98, populations: 98, inhabitants: 5_822_679 },
    ]);
  });
});

describe('the connection', () => {
  test('keeps days as text, counts as numbers, instants as dates', async () => {
    const { rows } = await sql`
      SELECT DATE '2020-10-25' AS day, count(*) AS count, 1.25::numeric AS rate, TIMESTAMPTZ '2020-10-25 00:30Z' AS at
    `.execute(database.db);
    expect(rows).toEqual([{ day: '2020-10-25', count: 1, rate: 1.25, at: new Date('2020-10-25T00:30:00Z') }]);
  });

  test('refuses a count that a number cannot hold', async () => {
    await expect(sql`SELECT 9007199254740993 AS n`.execute(database.db)).rejects.toThrow(
      'too large for a number',
    );
  });
});
