import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/decisions.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { MUNICIPALITIES } from '../domain/geography/municipalities.ts';
import { policyOn } from '../domain/policy/policy.ts';
import { type DecidedState, decidedStateOn } from '../domain/status/decidedColour.ts';
import { currentTestWeeks } from '../domain/status/effect.ts';
import type { TestWeek } from '../domain/status/redFlow.ts';

export interface MunicipalityStatus {
  readonly municipality: MunicipalityCode;
  readonly state: DecidedState;
  /** The red flow's test weeks, past, confirmed, provisional and cancelled (R24). */
  readonly testWeeks: readonly TestWeek[];
}

/** What is decided for each of the 98 municipalities on a day: what a roll is planned by. */
export async function listDecidedStates(
  { db }: { readonly db: Db },
  { actor, on }: { actor: Actor; on: CalendarDate },
): Promise<MunicipalityStatus[]> {
  return asTenant(db, actor, async (transaction) => {
    const { rules } = policyOn(await listPolicies(transaction), on);
    const byMunicipality = Map.groupBy(
      await listDecisions(transaction, undefined, on),
      ({ municipality }) => municipality,
    );
    return MUNICIPALITIES.map(({ code }) => {
      const decisions = byMunicipality.get(code) ?? [];
      return {
        municipality: code,
        state: decidedStateOn(decisions, on),
        testWeeks: currentTestWeeks(decisions, { on, rules }),
      };
    });
  });
}
