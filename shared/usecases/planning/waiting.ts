import type { Db } from '../../../db/connect.ts';
import { listRunningAllotments } from '../../../db/queries/allotments.ts';
import { listRolls } from '../../../db/queries/rolls.ts';
import type { DueRoll } from '../../domain/planning/dueRolls.ts';
import { basisOf, intensityScopes } from '../../domain/planning/redScopes.ts';
import { intensitiesIn, type PlanningDay, scopesOf } from './planningDay.ts';

/** Its first day moves with every night that passes, as the notice does. */
const rollOf = ({ owner, to, cause, replaces, places }: DueRoll) =>
  JSON.stringify([owner, cause === 'first' ? '' : to, cause, replaces, places]);

/** By owner, the red test weeks that test days are allotted for: with another decision they are asked about anew. */
export function basisOfDue(due: readonly DueRoll[], day: PlanningDay): Record<string, string> {
  const scopes = scopesOf(day);
  return Object.fromEntries(
    due.map(({ owner, municipality, from, to }) => {
      const own = scopes.filter((scope) => scope.municipality === municipality);
      const basis = basisOf([...own, ...intensityScopes(intensitiesIn(day, municipality))], { from, to });
      return [owner, JSON.stringify(basis)];
    }),
  );
}

/**
 * Rolls whose test days nobody has been asked about yet. What was proposed stands until it is answered, agreed and planned
 * (R34): a night that proposed anew would throw people's answers away.
 */
export async function withoutWaiting(
  db: Db,
  due: readonly DueRoll[],
  { region, day }: { readonly region: string; readonly day: PlanningDay },
): Promise<DueRoll[]> {
  const asked = new Set<string>();
  for (const { id, policy } of await listRunningAllotments(db, region, day.today)) {
    const now = basisOfDue(policy.due, day);
    for (const roll of policy.due) {
      // What has begun without a roll, or is for other test weeks than those decided since, is asked about anew.
      if (roll.from <= day.today || policy.basis?.[roll.owner] !== now[roll.owner]) continue;
      const planned = await listRolls(db, { owner: roll.owner, states: ['published', 'superseded'] });
      if (!planned.some(({ allotmentId }) => allotmentId === id)) asked.add(rollOf(roll));
    }
  }
  return due.filter((roll) => !asked.has(rollOf(roll)));
}
