import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const FOLDER = new URL('../../db/migrations/', import.meta.url);
let template: TestDatabase;
let old: pg.Client;
let url: string;

/** A database as the version before stood: the migrations up to a number, applied as `migrate` does it. */
async function applyUpTo(client: pg.Client, last: string): Promise<void> {
  await client.query(
    'CREATE TABLE migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  for (const name of readdirSync(FOLDER).sort()) {
    if (!name.endsWith('.sql') || name.slice(0, 4) > last) continue;
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    await client.query('BEGIN');
    await client.query(text);
    await client.query('INSERT INTO migrations (name, sha256) VALUES ($1, $2)', [
      name,
      createHash('sha256').update(text).digest('hex'),
    ]);
    await client.query('COMMIT');
  }
}

beforeAll(async () => {
  template = await freshDatabase();
  const name = `podeplan_upgrade_${randomUUID().slice(0, 8)}`;
  const admin = new pg.Client({ connectionString: template.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  url = Object.assign(new URL(template.url), { pathname: `/${name}` }).href;
  old = new pg.Client({ connectionString: url });
  await old.connect();
  await applyUpTo(old, '0022');
});
afterAll(async () => {
  const name = new URL(url).pathname.slice(1);
  await old.end();
  const admin = new pg.Client({ connectionString: template.url });
  await admin.connect();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
  await template.close();
});

test('an upgrade masks what looks like a CPR number in names and texts, leaves the rest, and refuses new ones (R57)', async () => {
  await old.query(`SELECT set_config('podeplan.actor_kind', 'system', false)`);
  await old.query(`INSERT INTO municipalities VALUES ('0573', 'Varde', 'Sydjylland', 55.6, 8.5)`);
  await old.query(
    `INSERT INTO regions (code, name, from_date) VALUES ('1083', 'Region Syddanmark', '2007-01-01')`,
  );
  // The columns of names were plain text without a check; notes were checked for the plainest spelling only.
  const talks = [
    ['Jens 010180-1234', 'Ingen'],
    ['Anna Holm', 'En ansat, 010180–1234, er smittet'],
    ['Ring 33 66 00 00', 'To adresser'],
  ] as const;
  for (const [madeBy, note] of talks) {
    await old.query(
      `INSERT INTO contact_log (id, municipality_code, made_at, made_by, parties, note)
       VALUES (gen_random_uuid(), '0573', '2020-09-09T10:00Z', $1, '{stps}', $2)`,
      [madeBy, note],
    );
  }
  await old.query(
    `INSERT INTO notices (id, key, municipality_code, region_code, addressee, template, recipients, facts, language, created_at)
     VALUES (gen_random_uuid(), 'k', '0573', '1083', 'region', 'crossing', '{a@x.dk,b@x.dk}', '{}', 'da', now())`,
  );

  const applied = await migrate(url);
  expect(applied).toContain('0023_no_numbers_in_names.sql');

  const { rows } = await old.query<{ made_by: string; note: string }>(
    'SELECT made_by, note FROM contact_log ORDER BY made_by',
  );
  expect(rows).toEqual([
    { made_by: 'Anna Holm', note: '(CPR)' },
    { made_by: 'Jens (CPR)', note: 'Ingen' },
    { made_by: 'Ring 33 66 00 00', note: 'To adresser' },
  ]);
  const notices = await old.query('SELECT recipients, languages FROM notices');
  expect(notices.rows).toEqual([{ recipients: ['a@x.dk', 'b@x.dk'], languages: ['da', 'da'] }]);
  await expect(
    old.query(
      `INSERT INTO contact_log (id, municipality_code, made_at, made_by, parties)
       VALUES (gen_random_uuid(), '0573', now(), '010180-1234', '{stps}')`,
    ),
  ).rejects.toThrow('holds_no_cpr_number');
});
