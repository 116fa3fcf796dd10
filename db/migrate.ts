import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { seedReferenceData } from './reference.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** Any number that no other user of the database takes: two starters at once wait for each other. */
const LOCK = 20_200_903;

/** The oldest server that the SQL is written for. */
const OLDEST = 15;

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/**
 * Brings a database up to date: applies the files of `db/migrations` that it has not had, in the order of their
 * names, each in a transaction, then the reference data. Doing it twice changes nothing.
 *
 * @returns the names applied now.
 * @throws Error with a sentence when an applied file was edited or is gone, or the server is too old.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const applied = await applyMissing(client, await readMigrations());
    await inTransaction(client, () => seedReferenceData(client));
    return applied;
  } finally {
    // Ending the connection gives the lock back, also after an error.
    await client.end();
  }
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version < OLDEST) {
    throw new Error(`PostgreSQL ${version} is too old: Podeplan needs ${OLDEST} or newer`);
  }
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS migrations (
      name text PRIMARY KEY,
      sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM migrations',
  );
  const known = new Map(rows.map((row) => [row.name, row.sha256]));
  refuseChangedHistory(known, migrations);
  const missing = migrations.filter(({ name }) => !known.has(name));
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

function refuseChangedHistory(known: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const present = new Map(migrations.map((migration) => [migration.name, migration.sha256]));
  for (const [name, sha256] of known) {
    const now = present.get(name);
    if (now === undefined) {
      throw new Error(`The database has had migration ${name}, which this version of Podeplan does not know`);
    }
    if (now !== sha256) {
      throw new Error(`Migration ${name} was edited after it was applied: write a new one instead`);
    }
  }
  const newest = [...known.keys()].sort().at(-1) ?? '';
  const late = migrations.find(({ name }) => !known.has(name) && name < newest);
  if (late)
    throw new Error(
      `Migration ${late.name} comes before ${newest}, which is applied: give it a higher number`,
    );
}

async function apply(client: pg.Client, { name, text, sha256 }: Migration): Promise<void> {
  await inTransaction(client, async () => {
    try {
      await client.query(text);
    } catch (error) {
      throw new Error(`Migration ${name} failed: ${String(error)}`, { cause: error });
    }
    await client.query('INSERT INTO migrations (name, sha256) VALUES ($1, $2)', [name, sha256]);
  });
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
