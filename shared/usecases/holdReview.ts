import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { listDecisions, lockMunicipality } from '../../db/queries/decisions.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { listPendingReviews, markReviewHeld, replacePendingReview } from '../../db/queries/reviews.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { policyOn } from '../domain/policy/policy.ts';
import { plainTextFaults } from '../domain/plainText.ts';
import { DomainProblem } from '../domain/problem.ts';
import { decidedStateOn } from '../domain/status/decidedColour.ts';
import { partyFaults } from '../domain/status/party.ts';
import { reviewDueOn } from '../domain/status/review.ts';

export interface ReviewInput {
  readonly actor: Actor;
  readonly municipality: MunicipalityCode;
  readonly heldBy: string;
  readonly parties: readonly string[];
  readonly note?: string | undefined;
  readonly inTransaction?: ((transaction: Transaction) => Promise<void>) | undefined;
}

/**
 * R12: a red (or suspended) municipality was assessed with it, and left as it is. The next assessment falls due; a
 * change would be a decision instead.
 *
 * @throws DomainProblem `refused-by-rule` when no assessment is pending.
 */
export async function holdReview(
  { db, clock, newId }: { readonly db: Db; readonly clock: Clock; readonly newId: () => string },
  { actor, municipality, heldBy, parties, note, inTransaction }: ReviewInput,
): Promise<{ readonly nextDueOn: CalendarDate | undefined }> {
  if (parties.length === 0) {
    const message = 'An assessment has parties';
    throw new DomainProblem('invalid-input', message, [{ place: 'parties', message, code: 'choose' }]);
  }
  const faults = [...partyFaults({ parties }), ...plainTextFaults({ registeredBy: heldBy, note })];
  if (faults.length > 0) throw new DomainProblem('invalid-input', 'The assessment cannot be noted', faults);
  const heldOn = wallClock(clock.now()).date;
  return asTenant(db, actor, async (transaction) => {
    await lockMunicipality(transaction, municipality);
    const pending = (await listPendingReviews(transaction)).find(
      (review) => review.municipality === municipality,
    );
    if (!pending) {
      const message = `No assessment of municipality ${municipality} is pending`;
      throw new DomainProblem('refused-by-rule', message, [{ place: '', message, code: 'noReviewPending' }]);
    }
    await markReviewHeld(transaction, pending.id, { heldOn, heldBy, parties, note: note ?? null });
    const state = decidedStateOn(await listDecisions(transaction, municipality), heldOn);
    const { rules } = policyOn(await listPolicies(transaction), heldOn);
    const nextDueOn = reviewDueOn(state, heldOn, rules);
    await replacePendingReview(transaction, municipality, {
      review: nextDueOn && {
        id: newId(),
        dueOn: nextDueOn,
        decisionId: pending.decisionId,
        followUpId: pending.followUpId,
      },
    });
    await insertAuditEntry(transaction, {
      id: newId(),
      at: clock.now(),
      actor: heldBy,
      municipalityCode: municipality,
      action: 'review-held',
      subject: 'review',
      subjectId: pending.id,
      facts: { nextDueOn: nextDueOn ?? null },
    });
    await inTransaction?.(transaction);
    return { nextDueOn };
  });
}
