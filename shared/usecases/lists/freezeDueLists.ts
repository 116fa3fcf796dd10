import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { listListsToFix } from '../../../db/queries/pickups.ts';
import { listPolicies } from '../../../db/queries/policies.ts';
import type { Clock } from '../../clock.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { fixedFrom } from '../../domain/lists/listHours.ts';
import { policyOn } from '../../domain/policy/policy.ts';
import { freezePickupPlan } from '../freezePickupPlan.ts';

export interface FixedList {
  readonly region: string;
  readonly date: CalendarDate;
}

/**
 * Fixes every list whose hour has come (R56), each in a transaction of its own. Asked at any moment, as often as one
 * likes: a process that was down at the hour makes up for it.
 */
export async function freezeDueLists(
  deps: { readonly db: Db; readonly clock: Clock; readonly newId: () => string },
  { by }: { by: string },
): Promise<FixedList[]> {
  const { db, clock } = deps;
  const due = await asTenant(db, SYSTEM, async (transaction) => {
    const policies = await listPolicies(transaction);
    const now = clock.now();
    return (await listListsToFix(transaction)).filter(
      ({ date }) => fixedFrom(date, policyOn(policies, date).rules) <= now,
    );
  });
  for (const { region, date } of due) await freezePickupPlan(deps, { region, date, by });
  return due;
}
