import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { seedReferenceData } from '../../db/reference.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const MIGRATIONS = new URL('../../db/migrations/', import.meta.url);

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

describe('a database that has had an earlier version', () => {
  /** As far as a version was, with the record that `migrate` keeps. */
  async function migratedBefore(url: string, number: string): Promise<void> {
    const db = openDatabase(url, { max: 1 });
    await sql`CREATE TABLE migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz DEFAULT now())`.execute(
      db,
    );
    for (const name of readdirSync(MIGRATIONS).sort()) {
      if (name >= number) break;
      const text = readFileSync(new URL(name, MIGRATIONS), 'utf8');
      await sql.raw(text).execute(db);
      const sha256 = createHash('sha256').update(text).digest('hex');
      await sql`INSERT INTO migrations VALUES (${name}, ${sha256})`.execute(db);
    }
    await db.destroy();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await seedReferenceData(client);
    await client.end();
  }

  test('0024: what an authority stated gets a release of its own beside the series, and no row goes away', async () => {
    const name = `podeplan_test_${randomUUID().slice(0, 8)}`;
    await execute(`CREATE DATABASE ${name}`);
    const url = Object.assign(new URL(database.url), { pathname: `/${name}` }).href;
    await migratedBefore(url, '0024');
    const db = openDatabase(url, { max: 1 });
    const [series, alone] = [randomUUID(), randomUUID()];
    const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
    await sql
      .raw(
        `INSERT INTO releases (id, source, released_on, sequence, sha256, fetched_at, state, measured_at) VALUES
          ('${series}', 'ssi-municipalities', '2020-09-09', 1, '${a}', now(), 'applied', now()),
          ('${alone}', 'published', '2020-09-10', 1, '${b}', now(), 'applied', now());
        INSERT INTO published_incidence (source, as_of, municipality_code, incidence, cases, sha256, fetched_at) VALUES
          ('authority', '2020-09-09', '0573', 20.019, 10, '${a}', now()),
          ('authority', '2020-09-09', '0561', 3.5, NULL, '${b}', now()),
          ('authority', '2020-09-10', '0573', 19.999, NULL, '${b}', now());
        INSERT INTO measured_colours (release_id, municipality_code, window_name, measured_on, cases, population, colour,
          policy, in_force, published_incidence) VALUES
          ('${series}', '0573', 'ssi-dashboard-2020', '2020-09-09', 9, 49961, 'green', 'p', true, NULL),
          ('${series}', '0573', 'published', '2020-09-09', 10, 49961, 'red', 'p', true, 20.019),
          ('${series}', '0561', 'published', '2020-09-09', NULL, 115000, 'green', 'p', true, 3.5),
          ('${alone}', '0573', 'published', '2020-09-10', NULL, 49961, 'green', 'p', true, 19.999)`,
      )
      .execute(db);
    await migrate(url);
    const releases = await sql`
      SELECT source, released_on, known_on, sequence, state, measured_at IS NOT NULL AS measured
      FROM releases ORDER BY released_on, sequence`.execute(db);
    const common = { state: 'applied', measured: true };
    const day = (date: string) => ({ releasedOn: date, knownOn: date });
    expect(releases.rows).toEqual([
      { source: 'ssi-municipalities', sequence: 1, ...day('2020-09-09'), ...common },
      { source: 'published', sequence: 2, ...day('2020-09-09'), ...common },
      { source: 'published', sequence: 1, ...day('2020-09-10'), ...common },
    ]);
    const stated = await sql`
      SELECT released_on, municipality_code AS code, incidence, cases FROM published_incidence
      JOIN releases ON releases.id = release_id AND releases.source = 'published' AND released_on = as_of
      ORDER BY 1, 2`.execute(db);
    expect(stated.rows).toEqual([
      { releasedOn: '2020-09-09', code: '0561', incidence: 3.5, cases: null },
      { releasedOn: '2020-09-09', code: '0573', incidence: 20.019, cases: 10 },
      { releasedOn: '2020-09-10', code: '0573', incidence: 19.999, cases: null },
    ]);
    const measured = await sql`
      SELECT source, window_name AS "window", count(*) AS count FROM measured_colours
      JOIN releases ON releases.id = release_id GROUP BY 1, 2 ORDER BY 1, 2`.execute(db);
    expect(measured.rows).toEqual([
      { source: 'published', window: 'published', count: 3 },
      { source: 'ssi-municipalities', window: 'published', count: 2 },
      { source: 'ssi-municipalities', window: 'ssi-dashboard-2020', count: 1 },
    ]);
    await db.destroy();
    await execute(`DROP DATABASE ${name} WITH (FORCE)`);
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
