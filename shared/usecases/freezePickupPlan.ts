import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { lockPlanInForce, setPickupPlanState } from '../../db/queries/pickups.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { fixedFrom } from '../domain/lists/listHours.ts';
import { policyOn } from '../domain/policy/policy.ts';
import { DomainProblem } from '../domain/problem.ts';

export interface FreezeInput {
  readonly region: string;
  readonly date: CalendarDate;
  readonly by: string;
  readonly inTransaction?: (transaction: Transaction) => Promise<void>;
}

/**
 * Fixes a day's pickup list (R56): from then on only telephone calls change it. Not before its hour; a second time
 * changes nothing.
 */
export async function freezePickupPlan(
  { db, clock, newId }: { readonly db: Db; readonly clock: Clock; readonly newId: () => string },
  { region, date, by, inTransaction }: FreezeInput,
): Promise<{ planId: string }> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const plan = await lockPlanInForce(transaction, { region, date });
    if (!plan) throw new DomainProblem('not-found', `Region ${region} has no pickup list for ${date}`);
    const at = clock.now();
    const from = fixedFrom(date, policyOn(await listPolicies(transaction), date).rules);
    if (at < from) {
      throw new DomainProblem(
        'refused-by-rule',
        `The list of ${date} is fixed at ${from.toISOString()}, not before`,
      );
    }
    if (plan.state === 'planned') {
      await setPickupPlanState(transaction, plan.id, { state: 'frozen', at });
      await insertAuditEntry(transaction, {
        id: newId(),
        at,
        actor: by,
        regionCode: region,
        action: 'fixed',
        subject: 'pickup plan',
        subjectId: plan.id,
        facts: { date },
      });
    }
    await inTransaction?.(transaction);
    return { planId: plan.id };
  });
}
