import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { confirmSessions } from '../../db/queries/sessions.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { loadPlanningDay, scopesOf } from './planning/planningDay.ts';
import { ownersOf } from './plansDue.ts';

/**
 * Takes the mark "provisional" off the sessions of test weeks that the Wednesday check has confirmed: the municipality
 * is still *decided* red (R24). Cancelled weeks are no business of this: there a changed roll is due.
 */
export async function confirmTestWeeks(
  { db }: { readonly db: Db },
  about: {
    readonly region: string;
    readonly on: CalendarDate;
    readonly inTransaction?: (transaction: Transaction) => Promise<void>;
  },
): Promise<{ sessions: number }> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const owners = await ownersOf(transaction, about);
    const municipalities = [...new Set(owners.map(({ municipality }) => municipality))];
    const scopes = scopesOf(await loadPlanningDay(transaction, { today: about.on, municipalities }));
    let sessions = 0;
    for (const { id, municipality } of owners) {
      const weeks = scopes
        .filter((scope) => scope.municipality === municipality)
        .flatMap((scope) =>
          scope.weeks.filter(({ provisional }) => !provisional).map(({ monday }) => monday),
        );
      sessions += await confirmSessions(transaction, { owner: id, weeks: [...new Set(weeks)] });
    }
    await about.inTransaction?.(transaction);
    return { sessions };
  });
}
