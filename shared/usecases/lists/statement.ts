import { type Actor, asTenant } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import {
  listRates,
  listStatement,
  type StatementRate,
  type StatementRow,
} from '../../../db/queries/statements.ts';
import type { Clock } from '../../clock.ts';
import { addDays, type CalendarDate, calendarDate, earlier } from '../../domain/calendar/calendarDate.ts';
import { wallClock } from '../../domain/calendar/copenhagen.ts';
import { DomainProblem } from '../../domain/problem.ts';

export interface Statement {
  readonly region: string;
  /** `2020-09`. */
  readonly month: string;
  readonly from: CalendarDate;
  /** The month's last day, or today while it runs. */
  readonly to: CalendarDate;
  readonly rows: readonly StatementRow[];
  /** What an hour and a kilometre cost, from when. */
  readonly rates: readonly StatementRate[];
}

/**
 * R55: a month of a region per municipality, up to today. Data for a local agreement, no bill (R53).
 *
 * @throws DomainProblem `invalid-input` for what is no month.
 */
export async function monthlyStatement(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { actor, region, month }: { actor: Actor; region: string; month: string },
): Promise<Statement> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new DomainProblem('invalid-input', 'A month is written as 2020-09', [
      { place: 'month', message: 'expected YYYY-MM' },
    ]);
  }
  const from = calendarDate(`${month}-01`);
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = calendarDate(
    number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`,
  );
  const to = earlier(addDays(next, -1), wallClock(clock.now()).date);
  if (to < from) return { region, month, from, to, rows: [], rates: [] };
  return asTenant(db, actor, async (tx) => {
    const asked = { region, from, to };
    return { month, ...asked, rows: await listStatement(tx, asked), rates: await listRates(tx, asked) };
  });
}
