import { type Policy, policyRulesSchema } from '../../shared/domain/policy/policy.ts';
import type { Db } from '../connect.ts';

/** The dated regimes of this installation, the oldest first. */
export async function listPolicies(db: Db): Promise<Policy[]> {
  const rows = await db
    .selectFrom('policies')
    .select(['name', 'fromDate', 'params'])
    .where('kind', '=', 'regime')
    .orderBy('fromDate')
    .execute();
  return rows.map(({ name, fromDate, params }) => ({
    name,
    validFrom: fromDate,
    rules: policyRulesSchema.parse(params),
  }));
}
