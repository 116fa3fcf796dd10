import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { lockAllotment } from '../../db/queries/allotments.ts';
import { countUnanswered, markTestDaysAgreed } from '../../db/queries/testDays.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import type { Clock } from '../clock.ts';
import { DomainProblem } from '../domain/problem.ts';

export interface AgreeDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface AgreeTestDaysInput {
  readonly allotmentId: string;
  readonly region: string;
  /** Who registers it; the demo's agreement comes by itself. */
  readonly by: string;
  readonly inTransaction?: (transaction: Transaction) => Promise<void>;
}

/** The region agrees to the test days as they were answered (R34). Agreed is agreed: a second time changes nothing. */
export async function agreeTestDays(deps: AgreeDeps, input: AgreeTestDaysInput): Promise<void> {
  await asTenant(deps.db, SYSTEM, async (transaction) => {
    const state = await lockAllotment(transaction, input.allotmentId);
    if (state === undefined) throw new DomainProblem('not-found', 'There is no such allotment of test days');
    if (state === 'superseded')
      throw new DomainProblem('conflict', 'A later allotment of test days has replaced this one');
    if (state === 'proposed') {
      const open = await countUnanswered(transaction, input.allotmentId);
      if (open > 0)
        throw new DomainProblem('refused-by-rule', `${open} test days have not been answered yet (R34)`);
      const at = deps.clock.now();
      await markTestDaysAgreed(transaction, input.allotmentId, { by: input.by, at });
      await insertAuditEntry(transaction, {
        id: deps.newId(),
        at,
        action: 'agreed',
        subject: 'allotment',
        subjectId: input.allotmentId,
        actor: input.by,
        onBehalfOf: input.region,
        regionCode: input.region,
        facts: {},
      });
    }
    await input.inTransaction?.(transaction);
  });
}
