import { setImmediate } from 'node:timers/promises';
import { sql, type Insertable } from 'kysely';
import type { Transaction } from './connect.ts';
import type { DB } from './types.ts';

/** Keeps one statement's JSON around a few megabytes. */
const CHUNK = 5_000;

/**
 * Inserts many rows in a few statements. (COPY is no choice: PostgreSQL refuses it on tables with row-level security.)
 * A column that no row names takes its default; one that only some rows name is null in the others.
 */
export async function insertRows<T extends keyof DB>(
  transaction: Transaction,
  table: T,
  rows: readonly Insertable<DB[T]>[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = keysOf(rows).map((key) => ({ key, column: snakeCase(key) }));
  const columns = sql.join(names.map(({ column }) => sql.ref(column)));
  let inserted: Promise<unknown> = Promise.resolve();
  for (let start = 0; start < rows.length; start += CHUNK) {
    const records = rows.slice(start, start + CHUNK).map((row) => {
      const values = row as Readonly<Record<string, unknown>>;
      return Object.fromEntries(names.map(({ key, column }) => [column, values[key]]));
    });
    const statement = sql`
      INSERT INTO ${sql.table(table)} (${columns})
      SELECT ${columns} FROM json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(records)})
    `;
    await inserted;
    inserted = statement.execute(transaction);
    // Awaited a round later: a failure is not unhandled until then.
    inserted.catch(() => undefined);
    // Lets the statement leave, so that the next JSON is written while the server is busy with it.
    await setImmediate();
  }
  await inserted;
}

function keysOf(rows: readonly object[]): string[] {
  const keys = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
  return [...keys];
}

/** As kysely's CamelCasePlugin does for names without digits, which is what the migrations use. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
