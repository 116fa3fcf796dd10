import { listAgreements } from '../../db/queries/agreements.ts';
import type { Db } from '../../db/connect.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { effectiveRules } from '../domain/policy/agreements.ts';
import { policyOn, type PolicyRules } from '../domain/policy/policy.ts';

/** What holds in a municipality on a day: policy, and what is agreed for the whole of it (R16). */
export async function rulesOf(
  db: Db,
  municipality: MunicipalityCode,
  on: CalendarDate,
): Promise<PolicyRules> {
  const { rules } = policyOn(await listPolicies(db), on);
  return effectiveRules(rules, await listAgreements(db, municipality), { place: { municipality }, on }).rules;
}
