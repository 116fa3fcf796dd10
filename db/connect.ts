import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely';
import pg from 'pg';
import type { DB } from './types.ts';

export type Db = Kysely<DB>;

/** Query functions that lock take this, so that "only inside a transaction" is a compile-time fact. */
export type Transaction = KyselyTransaction<DB>;

/** Days stay `YYYY-MM-DD` (the row types say CalendarDate): a JavaScript Date would turn by the host's time zone. */
const asText = (value: string): string => value;

/** @throws RangeError rather than returning a count that has lost its last digits. */
function asSafeNumber(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw new RangeError(`too large for a number: ${value}`);
  }
  return number;
}

/** Series of cases: digits and commas between braces, and never null. */
function asIntegers(value: string): number[] {
  return value === '{}' ? [] : value.slice(1, -1).split(',').map(Number);
}

/** `integer[]`, which `pg` does not name. */
const INTEGERS = 1007;

const parsers: Readonly<Record<number, (value: string) => unknown>> = {
  [pg.types.builtins.DATE]: asText,
  [INTEGERS]: asIntegers,
  [pg.types.builtins.INT8]: asSafeNumber,
  // Rates and amounts have at most twelve digits.
  [pg.types.builtins.NUMERIC]: asSafeNumber,
};

/** Per connection instead of `pg.types.setTypeParser`: BullMQ uses the same driver in this process. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: Parameters<typeof pg.types.getTypeParser>[0]): unknown =>
    parsers[oid] ?? pg.types.getTypeParser(oid)) as pg.CustomTypesConfig['getTypeParser'],
};

export interface DatabaseOptions {
  /** Connections at most. */
  readonly max?: number;
  /** An idle connection broke (the server restarted): the pool replaces it, the log should say so. */
  readonly onIdleError?: (error: Error) => void;
}

/** snake_case in SQL, camelCase in TypeScript; inside JSON nothing is renamed. `destroy()` closes the pool. */
export function openDatabase(url: string, { max = 10, onIdleError }: DatabaseOptions = {}): Db {
  const pool = new pg.Pool({ connectionString: url, max, types });
  // Without a listener a broken idle connection would end the process.
  pool.on('error', (error) => onIdleError?.(error));
  // Nor may one that breaks inside a transaction, between two statements: the next statement fails and says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
