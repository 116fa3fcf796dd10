import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM, type Actor } from '../../db/asTenant.ts';
import type { MunicipalityCode, RegionCode } from '../../shared/domain/geography/codes.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { insertAll, oneOfEach } from '../support/oneOfEach.ts';

/** Published facts and the directory of who is who: they name a municipality or region and belong to nobody. */
const PUBLIC = [
  'figures',
  'measured_colours',
  'organisations',
  'populations',
  'published_incidence',
  'region_memberships',
];

/** Where people, or those who swab them, stand by name (R18). */
const BY_NAME = [
  'earlier_offers',
  'performed_swabs',
  'session_key_persons',
  'roll_changes',
  'roll_change_people',
  'session_lanes',
  'slots',
  'staff',
  'staff_sites',
  'swab_team_sites',
  'swabber_sites',
  'swabbers',
  'unplaced',
  'workstation_pool_sites',
];

const municipality = (code: string): Actor => ({
  kind: 'municipality',
  municipality: code as MunicipalityCode,
});
const region = (code: string): Actor => ({ kind: 'region', region: code as RegionCode });
const home = (organisation: string): Actor => ({ kind: 'organisation', organisation });

const COPENHAGEN = { organisationId: '0101', municipalityCode: '0101' };
const HOME_IN_COPENHAGEN = { organisationId: 'home-1', municipalityCode: '0101' };

let database: TestDatabase;
let tenantTables: string[];

beforeAll(async () => {
  database = await freshDatabase();
  tenantTables = await listTenantTables();
  await asTenant(database.db, SYSTEM, async (transaction) => {
    const common = { kind: 'home', independent: true };
    await insertAll(transaction, {
      organisations: [
        { id: 'home-1', name: 'A home in København', municipalityCode: '0101', ...common },
        { id: 'home-2', name: 'A home in Aarhus', municipalityCode: '0751', ...common },
      ],
    });
    await insertAll(transaction, oneOfEach('København', COPENHAGEN));
  });
});

afterAll(() => database.close());

async function listTenantTables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND a.attname IN ('organisation_id', 'municipality_code', 'region_code')
    ORDER BY 1`.execute(database.db);
  return rows.map(({ name }) => name).filter((name) => !PUBLIC.includes(name));
}

async function countSeen(actor: Actor, table: string): Promise<number> {
  const { rows } = await asTenant(database.db, actor, (transaction) =>
    sql<{ count: number }>`SELECT count(*) AS count FROM ${sql.table(table)}`.execute(transaction),
  );
  return rows[0]?.count ?? -1;
}

async function seenBy(actor: Actor): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tenantTables) counts[table] = await countSeen(actor, table);
  return counts;
}

const every = (count: (table: string) => number) =>
  Object.fromEntries(tenantTables.map((table) => [table, count(table)]));

/** Tries to insert København's own row again, which row-level security must refuse before any key is looked at. */
async function insertCopy(actor: Actor, table: string): Promise<string> {
  const { rows } = await sql<{ row: string; columns: string }>`
    SELECT (SELECT row_to_json(t)::text FROM ${sql.table(table)} AS t LIMIT 1) AS row,
      (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
       WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '') AS columns
  `.execute(database.db);
  const { row, columns } = rows[0]!;
  try {
    await asTenant(database.db, actor, (transaction) =>
      sql`INSERT INTO ${sql.table(table)} (${sql.raw(columns)})
          SELECT ${sql.raw(columns)} FROM json_populate_record(NULL::${sql.table(table)}, ${row})`.execute(
        transaction,
      ),
    );
    return 'inserted';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const REFUSED = '42501';

const STRANGERS: readonly (readonly [string, Actor])[] = [
  ['another municipality', municipality('0751')],
  ['another region', region('1082')],
  ['a home in another municipality', home('home-2')],
  ['an organisation that does not exist', home('nobody')],
];

describe('the catalogue', () => {
  test('holds at least one row of every table that belongs to somebody', async () => {
    // Fails for a new table until oneOfEach knows it: then the tests below hold for it as well.
    expect(await seenBy(SYSTEM)).toEqual(every(() => 1));
  });

  test('has row-level security enabled and forced on every table but the list of migrations', async () => {
    const { rows } = await sql<{ name: string }>`
      SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)
    `.execute(database.db);
    expect(rows).toEqual([{ name: 'migrations' }]);
  });

  test('gives the serving and counting roles no table and no login', async () => {
    const { rows } = await sql`
      SELECT rolname, rolcanlogin, rolsuper, rolbypassrls,
        (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid) AS owns
      FROM pg_roles WHERE rolname IN ('podeplan_serving', 'podeplan_counting') ORDER BY rolname
    `.execute(database.db);
    const harmless = { rolcanlogin: false, rolsuper: false, rolbypassrls: false, owns: 0 };
    expect(rows).toEqual([
      { rolname: 'podeplan_counting', ...harmless },
      { rolname: 'podeplan_serving', ...harmless },
    ]);
  });
});

describe.each(STRANGERS)('%s', (_name, stranger) => {
  test('sees no row of another tenant', async () => {
    expect(await seenBy(stranger)).toEqual(every(() => 0));
  });

  test('inserts no row for another tenant', async () => {
    const outcomes: Record<string, string> = {};
    for (const table of tenantTables) outcomes[table] = await insertCopy(stranger, table);
    expect(outcomes).toEqual(Object.fromEntries(tenantTables.map((table) => [table, REFUSED])));
  });
});

describe('whoever does not say who is asking', () => {
  test('sees no row of anybody as the serving role', async () => {
    const counts = await database.db.transaction().execute(async (transaction) => {
      await sql`SET LOCAL ROLE podeplan_serving`.execute(transaction);
      const seen: Record<string, number> = {};
      for (const table of tenantTables) {
        const { rows } = await sql<{
          count: number;
        }>`SELECT count(*) AS count FROM ${sql.table(table)}`.execute(transaction);
        seen[table] = rows[0]!.count;
      }
      return seen;
    });
    expect(counts).toEqual(every(() => 0));
  });

  test('is asked again after a transaction: role and actor end with it', async () => {
    await asTenant(database.db, SYSTEM, () => Promise.resolve());
    const { rows } = await sql<{ role: string; kind: string }>`
      SELECT current_user AS role, coalesce(current_setting('podeplan.actor_kind', true), '') AS kind
    `.execute(database.db);
    expect(rows[0]?.role).not.toBe('podeplan_serving');
    expect(rows[0]?.kind).toBe('');
  });
});

describe('the parties', () => {
  test('the municipality sees everything of its own', async () => {
    expect(await seenBy(municipality('0101'))).toEqual(every(() => 1));
  });

  test('the region sees everything but names (R18)', async () => {
    expect(await seenBy(region('1084'))).toEqual(every((table) => (BY_NAME.includes(table) ? 0 : 1)));
  });

  test('STPS sees what the municipality and the region see, without names', async () => {
    const seen = await seenBy({ kind: 'stps' });
    for (const table of BY_NAME) expect([table, seen[table]]).toEqual([table, 0]);
    for (const table of ['decisions', 'follow_ups', 'sites', 'rolls']) expect(seen[table]).toBe(1);
  });

  test('Østdanmark sees what Hovedstaden planned before it; Hovedstaden does not see what follows it', async () => {
    const seen = await seenBy(region('1086'));
    expect(seen).toEqual(every((table) => (BY_NAME.includes(table) ? 0 : 1)));
    const own = sql<{ regions: string[] }>`SELECT own_regions() AS regions`;
    const { rows } = await asTenant(database.db, region('1084'), (transaction) => own.execute(transaction));
    expect(rows[0]?.regions).toEqual(['1084']);
  });

  test.each([
    ['the region, which may not see them', region('1084')],
    ['the municipality', municipality('0101')],
    ['the system', SYSTEM],
  ])('people are counted for %s', async (_name, actor) => {
    await asTenant(database.db, actor, async (transaction) => {
      const staff = await sql`SELECT * FROM staff_counts('2020-09-14')`.execute(transaction);
      expect(staff.rows).toMatchObject([
        { municipalityCode: '0101', organisationId: '0101', shift: 'day', people: 1 },
      ]);
      const session = await transaction.selectFrom('sessions').select('id').executeTakeFirstOrThrow();
      const slots = await sql`SELECT * FROM slot_counts(${session.id})`.execute(transaction);
      expect(slots.rows).toEqual([{ startMinute: 420, people: 1 }]);
      const roll = await transaction.selectFrom('rolls').select('id').executeTakeFirstOrThrow();
      const unplaced = await sql`SELECT * FROM unplaced_counts(${roll.id})`.execute(transaction);
      expect(unplaced.rows).toEqual([{ limitKind: 'no-duty', people: 1 }]);
    });
  });

  test('another region counts nobody', async () => {
    await asTenant(database.db, region('1082'), async (transaction) => {
      const staff = await sql`SELECT * FROM staff_counts('2020-09-14')`.execute(transaction);
      expect(staff.rows).toEqual([]);
    });
  });

  test('what the region agreed to is not deleted, drafts are', async () => {
    await asTenant(database.db, SYSTEM, async (transaction) => {
      await transaction.updateTable('sessions').set({ state: 'agreed' }).execute();
      const result = await transaction.deleteFrom('sessions').executeTakeFirst();
      expect(result.numDeletedRows).toBe(0n);
      await transaction.updateTable('sessions').set({ state: 'draft' }).execute();
    });
  });

  test('decisions are never edited, by nobody', async () => {
    const edit = asTenant(database.db, SYSTEM, (transaction) =>
      transaction.updateTable('decisions').set({ reason: 'another' }).execute(),
    );
    await expect(edit).rejects.toMatchObject({ code: REFUSED });
  });
});

describe('an independent home (R19)', () => {
  let mine: TestDatabase;

  beforeAll(async () => {
    mine = await freshDatabase();
    await asTenant(mine.db, SYSTEM, async (transaction) => {
      await insertAll(transaction, {
        organisations: [
          { id: 'home-1', kind: 'home', name: 'A home', municipalityCode: '0101', independent: true },
        ],
      });
      await insertAll(transaction, oneOfEach('A home', HOME_IN_COPENHAGEN));
    });
  });

  afterAll(() => mine.close());

  const labels = (actor: Actor) =>
    asTenant(mine.db, actor, (transaction) => transaction.selectFrom('staff').select('label').execute());

  test('sees and counts its own staff, which the municipality only counts', async () => {
    expect(await labels(home('home-1'))).toEqual([{ label: 'A home' }]);
    expect(await labels(municipality('0101'))).toEqual([]);
    for (const actor of [home('home-1'), municipality('0101')]) {
      const counted = await asTenant(mine.db, actor, (transaction) =>
        sql<{ people: number }>`SELECT people FROM staff_counts('2020-09-14')`.execute(transaction),
      );
      expect(counted.rows).toEqual([{ people: 1 }]);
    }
  });

  test('is planned by itself and its region: the municipality cannot write its roll', async () => {
    const publish = (actor: Actor) =>
      asTenant(mine.db, actor, (transaction) =>
        transaction.updateTable('rolls').set({ note: 'seen' }).executeTakeFirst(),
      ).then(({ numUpdatedRows }) => Number(numUpdatedRows));
    expect(await publish(municipality('0101'))).toBe(0);
    expect(await publish(region('1084'))).toBe(1);
    expect(await publish(home('home-1'))).toBe(1);
  });

  test('reads the decisions about its municipality and writes none', async () => {
    const decisions = await asTenant(mine.db, home('home-1'), (transaction) =>
      transaction.selectFrom('decisions').select('colour').execute(),
    );
    expect(decisions).toEqual([{ colour: 'red' }]);
    const log = asTenant(mine.db, home('home-1'), (transaction) =>
      transaction
        .insertInto('contactLog')
        .values({
          id: '00000000-0000-4000-8000-000000000001',
          municipalityCode: '0101',
          madeAt: new Date(0),
          madeBy: 'a home',
          parties: [],
        })
        .execute(),
    );
    await expect(log).rejects.toMatchObject({ code: REFUSED });
  });
});

describe('names and numbers', () => {
  test.each(['0101011234', '010101-1234', 'nr. 010101 1234'])(
    'a label shaped like a CPR number (%s) is refused (R57)',
    async (label) => {
      const rename = asTenant(database.db, SYSTEM, (transaction) =>
        transaction.updateTable('staff').set({ label }).execute(),
      );
      const error: unknown = await rename.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ kind: 'refused-by-rule', faults: [{ code: 'personalNumber' }] });
      expect(JSON.stringify(error) + String(error)).not.toContain('1234');
    },
  );

  test.each(['4711', '123456789', '+4570000000'])('a label like %s is taken', async (label) => {
    await asTenant(database.db, SYSTEM, (transaction) =>
      transaction.updateTable('staff').set({ label }).execute(),
    );
  });
});
