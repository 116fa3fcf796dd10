import { type Actor, asTenant } from '../../db/asTenant.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { insertGoals } from '../../db/queries/plannersWords.ts';
import { findOrganisation } from '../../db/queries/views/owners.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { type GoalWeights, goalWeights } from '../domain/planning/goals.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';

export interface GoalsInput {
  readonly actor: Actor;
  /** A municipality, or a private home for itself. */
  readonly owner: string;
  readonly weights: GoalWeights;
  readonly from: CalendarDate;
  readonly by: string;
}

/** A planner sets what the soft goals weigh, from a day on; plans made from then on count with it. */
export async function setGoals({ db, clock, newId }: ChangeDeps, input: GoalsInput): Promise<void> {
  const { actor, owner, from, by } = input;
  const parsed = goalWeights.safeParse(input.weights);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      place: path.join('.'),
      message,
      code: 'range',
    }));
    throw new DomainProblem('invalid-input', 'These are no weights', faults);
  }
  const at = clock.now();
  await asTenant(db, actor, async (transaction) => {
    const found = await findOrganisation(transaction, owner);
    if (!found) throw new DomainProblem('not-found', `There is no ${owner} that makes rolls`);
    await insertGoals(transaction, {
      id: newId(),
      owner,
      municipality: found.municipality,
      weights: parsed.data,
      from,
      setBy: by,
      setAt: at,
    });
    await insertAuditEntry(transaction, {
      id: newId(),
      at,
      actor: by,
      municipalityCode: found.municipality,
      organisationId: owner,
      action: 'goals-set',
      subject: 'organisation',
      subjectId: owner,
      facts: { from, ...parsed.data },
    });
  });
}
