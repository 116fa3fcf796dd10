import { asTenant } from '../../db/asTenant.ts';
import type { Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import {
  insertDecision,
  isDecisionRecorded,
  listDecisions,
  lockMunicipality,
  saveRedPeriods,
} from '../../db/queries/decisions.ts';
import { markFollowUpClosed } from '../../db/queries/followUps.ts';
import { newestMeasuredRelease } from '../../db/queries/colours.ts';
import { replacePendingReview } from '../../db/queries/reviews.ts';
import { type CalendarDate, earlier } from '../domain/calendar/calendarDate.ts';
import { isoWeekOf } from '../domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { DomainProblem } from '../domain/problem.ts';
import { asDecision, type DecisionEffect } from '../domain/status/effect.ts';
import type { NoticeFacts } from '../domain/status/notice.ts';
import type { DecisionPreview } from '../contracts/views/decisionPreview.ts';
import {
  type DecisionDeps,
  type DecisionInput,
  effectOf,
  previewDecision,
  type Situation,
  situationOf,
  stampOf,
} from './previewDecision.ts';
import { putIntoOutbox } from './raiseNotices.ts';
import { redPeriodRows } from './redPeriodRows.ts';

/**
 * R6–R8, R15: records what people have decided. A decision is never edited: a later one supersedes it, a withdrawal
 * takes back a mistaken one, and the whole history stays. Nothing else changes a decided colour.
 *
 * @param input with `basedOn`, the stamp of the preview that somebody saw; the demo's script, which shows nobody
 * anything, leaves it out.
 * @throws DomainProblem `refused-by-rule` with every reason why it cannot be recorded; `conflict` when it is sent twice,
 * or when what was previewed is no longer what would happen.
 */
export async function registerDecision(
  deps: DecisionDeps,
  input: DecisionInput & { readonly basedOn?: string | undefined },
): Promise<DecisionPreview & { readonly decisionId: string; readonly number: number }> {
  const { db, clock, newId } = deps;
  const { actor, municipality, note, inTransaction } = input;
  const { demand } = await previewDecision(deps, input);
  return asTenant(db, actor, async (transaction) => {
    await lockMunicipality(transaction, municipality);
    const decisionId = input.id ?? newId();
    if (await isDecisionRecorded(transaction, decisionId)) throw sentTwice();
    const situation = await situationOf(transaction, deps, municipality);
    const effect = await effectOf(transaction, input, { id: decisionId, situation });
    const basedOn = await stampOf(transaction, input, { effect, situation });
    if (input.basedOn !== undefined && input.basedOn !== basedOn) throw changedMeanwhile();
    if (effect.faults.length > 0) {
      throw new DomainProblem(
        'refused-by-rule',
        'The decision cannot be registered; nothing was changed',
        effect.faults,
      );
    }
    const { followUp, contact } = situation;
    const registeredAt = clock.now();
    // What was known when people decided, though it is registered later.
    const release = await newestMeasuredRelease(transaction, earlier(input.decidedOn, situation.today));
    const number = await insertDecision(
      transaction,
      {
        ...asDecision(input, { id: decisionId, municipality }),
        reason: input.reason,
        parties: input.parties,
        registeredBy: input.registeredBy,
        onBehalfOf: input.onBehalfOf,
        registeredAt,
        followUpId: followUp?.id ?? null,
        contactId: contact?.id ?? null,
        releaseId: release?.id ?? null,
        note: note ?? null,
      },
      { facts: { testWeeks: effect.testWeeks.map(({ week, state }) => ({ week, state })), demand }, newId },
    );
    await followThrough(transaction, { ...deps, municipality, situation, decisionId, effect });
    if (input.kind === 'closing' && followUp) {
      await markFollowUpClosed(transaction, followUp.id, { closedOn: input.decidedOn, closedBy: decisionId });
    }
    await insertAuditEntry(transaction, {
      id: newId(),
      at: registeredAt,
      actor: input.registeredBy,
      onBehalfOf: input.onBehalfOf,
      municipalityCode: municipality,
      action: `decision-${input.kind}`,
      subject: 'decision',
      subjectId: decisionId,
      facts: { number, colour: input.colour ?? null, decidedOn: input.decidedOn },
    });
    await putIntoOutbox(transaction, deps, [
      {
        about: decisionId,
        municipality,
        addressees: ['municipality', 'region', 'stps'],
        facts: noticeFacts(input, { number, effect, today: situation.today }),
      },
    ]);
    await inTransaction?.(transaction);
    return { ...effect, basedOn, demand, decisionId, number };
  });
}

/** What the parties are told; with the first test week the provisional one after it (R24). */
function noticeFacts(
  { municipality, kind, colour, scope, decidedOn, onBehalfOf, registeredBy, reason, reviewOn }: DecisionInput,
  { number, effect, today }: { number: number; effect: DecisionEffect; today: CalendarDate },
): NoticeFacts {
  const ahead = effect.testWeeks.filter(({ week, state }) => week > isoWeekOf(today) && state !== 'held');
  return {
    template: 'decision',
    municipality: findMunicipality(municipality)?.name ?? municipality,
    ...{ number, kind, decidedOn, onBehalfOf, registeredBy, reason },
    colour: colour ?? null,
    partial: scope.kind === 'partial',
    weeks: kind === 'colour' ? ahead.slice(0, 2).map(({ week, state }) => ({ week, state })) : [],
    reviewOn: reviewOn ?? null,
  };
}

/** The preview that was confirmed is out of date: somebody else decided, or new figures came. */
function changedMeanwhile(): DomainProblem {
  const message = 'Something has changed since the effect was shown; see it again before you confirm';
  return new DomainProblem('conflict', message, [{ place: 'basedOn', message, code: 'changedMeanwhile' }]);
}

function sentTwice(): DomainProblem {
  const message = 'This decision is registered already';
  return new DomainProblem('conflict', message, [{ place: '', message, code: 'registeredAlready' }]);
}

/** What follows from a decision by itself: the red periods with their weeks, and the next review. */
async function followThrough(
  transaction: Transaction,
  {
    municipality,
    situation,
    decisionId,
    effect,
    newId,
  }: DecisionDeps & {
    municipality: MunicipalityCode;
    situation: Situation;
    decisionId: string;
    effect: DecisionEffect;
  },
): Promise<void> {
  const decisions = await listDecisions(transaction, municipality);
  const { today, rules } = situation;
  await saveRedPeriods(transaction, municipality, redPeriodRows(decisions, { on: today, rules }), {
    because: decisionId,
    on: today,
    newId,
  });
  const dueOn = effect.reviewDueOn;
  await replacePendingReview(transaction, municipality, {
    review: dueOn && { id: newId(), dueOn, decisionId, followUpId: situation.followUp?.id ?? null },
  });
}
