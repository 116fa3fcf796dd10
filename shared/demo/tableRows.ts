import type { Insertable } from 'kysely';
import type { Transaction } from '../../db/connect.ts';
import { insertRows } from '../../db/insertRows.ts';
import type { DB } from '../../db/types.ts';

/** The rows of one table, ready to be inserted. */
export interface TableRows {
  readonly table: keyof DB;
  readonly count: number;
  readonly insert: (transaction: Transaction) => Promise<void>;
}

/** Ties rows to the columns of their table, so that a changed table is a compile-time error here. */
export function tableRows<T extends keyof DB>(table: T, rows: readonly Insertable<DB[T]>[]): TableRows {
  return { table, count: rows.length, insert: (transaction) => insertRows(transaction, table, rows) };
}
