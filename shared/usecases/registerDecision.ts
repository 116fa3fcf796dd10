import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import {
  insertDecision,
  listDecisions,
  lockMunicipality,
  type RecordedDecision,
  saveRedPeriods,
} from '../../db/queries/decisions.ts';
import {
  type ContactRow,
  type FollowUpRow,
  listContacts,
  listOpenFollowUps,
  markFollowUpClosed,
} from '../../db/queries/followUps.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { newestRelease } from '../../db/queries/releases.ts';
import { lastReviewHeldOn, replacePendingReview } from '../../db/queries/reviews.ts';
import type { Clock } from '../clock.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { IsoWeek } from '../domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { type PolicyRules, policyOn } from '../domain/policy/policy.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import { type DecidedState, decidedStateOn } from '../domain/status/decidedColour.ts';
import { type Decision, standingDecisions } from '../domain/status/decision.ts';
import { flowStateOf, type FlowState } from '../domain/status/flowState.ts';
import { suggestedFirstTestWeek, type TestWeek } from '../domain/status/redFlow.ts';
import { type ProposedDecision, registrationFaults } from '../domain/status/registration.ts';
import { reviewDueOn } from '../domain/status/review.ts';
import { currentTestWeeks, redPeriodRows } from './redPeriodRows.ts';

export interface DecisionDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface DecisionInput extends ProposedDecision {
  readonly actor: Actor;
  readonly municipality: MunicipalityCode;
  /** The signal group's input, for instance (R14). */
  readonly note?: string | undefined;
  readonly inTransaction?: ((transaction: Transaction) => Promise<void>) | undefined;
}

/** What a decision would do, shown before anybody confirms it. */
export interface DecisionEffect {
  /** Why it cannot be registered; empty when it can. */
  readonly faults: readonly Fault[];
  readonly flowState: FlowState;
  readonly before: DecidedState;
  readonly after: DecidedState;
  readonly suggestedFirstTestWeek: IsoWeek;
  /** The red flow's test weeks as they would stand. */
  readonly testWeeks: readonly TestWeek[];
  readonly reviewDueOn: CalendarDate | undefined;
}

interface Situation {
  readonly today: CalendarDate;
  readonly rules: PolicyRules;
  readonly decisions: readonly RecordedDecision[];
  readonly followUp: FollowUpRow | undefined;
  readonly contact: ContactRow | undefined;
  readonly lastReview: CalendarDate | undefined;
}

/** The first of two steps: what would happen. Writes nothing. */
export async function previewDecision(deps: DecisionDeps, input: DecisionInput): Promise<DecisionEffect> {
  return asTenant(deps.db, input.actor, async (transaction) =>
    effectOf(input, await situationOf(transaction, deps, input.municipality), 'preview'),
  );
}

/**
 * R6–R8, R15: records what people have decided. A decision is never edited: a later one supersedes it, a withdrawal
 * takes back a mistaken one, and the whole history stays. Nothing else changes a decided colour.
 *
 * @throws DomainProblem `refused-by-rule` with every reason why it cannot be recorded.
 */
export async function registerDecision(
  deps: DecisionDeps,
  input: DecisionInput,
): Promise<DecisionEffect & { readonly decisionId: string; readonly number: number }> {
  const { db, clock, newId } = deps;
  const { actor, municipality, note, inTransaction } = input;
  return asTenant(db, actor, async (transaction) => {
    await lockMunicipality(transaction, municipality);
    const situation = await situationOf(transaction, deps, municipality);
    const decisionId = newId();
    const effect = effectOf(input, situation, decisionId);
    if (effect.faults.length > 0) {
      throw new DomainProblem(
        'refused-by-rule',
        'The decision cannot be registered; nothing was changed',
        effect.faults,
      );
    }
    const { followUp, contact } = situation;
    const registeredAt = clock.now();
    const release = await newestRelease(transaction, situation.today);
    const number = await insertDecision(
      transaction,
      {
        ...asDecision(input, decisionId),
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
      { facts: { testWeeks: effect.testWeeks.map(({ week, state }) => ({ week, state })) }, newId },
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
    await inTransaction?.(transaction);
    return { ...effect, decisionId, number };
  });
}

async function situationOf(
  transaction: Transaction,
  { clock }: DecisionDeps,
  municipality: MunicipalityCode,
): Promise<Situation> {
  if (!findMunicipality(municipality)) {
    throw new DomainProblem('not-found', `There is no municipality ${municipality}`);
  }
  const today = wallClock(clock.now()).date;
  const followUp = (await listOpenFollowUps(transaction)).find((open) => open.municipality === municipality);
  const contacts = await listContacts(transaction, municipality);
  return {
    today,
    rules: policyOn(await listPolicies(transaction), today).rules,
    decisions: await listDecisions(transaction, municipality),
    followUp,
    contact: followUp && contacts.find(({ followUpId }) => followUpId === followUp.id),
    lastReview: await lastReviewHeldOn(transaction, municipality),
  };
}

/** The proposal as a decision that has no number of registration yet. */
function asDecision(input: DecisionInput, id: string): Omit<Decision, 'number'> {
  return {
    id,
    municipality: input.municipality,
    kind: input.kind,
    colour: input.colour,
    scope: input.scope,
    decidedOn: input.decidedOn,
    effectiveFrom: input.effectiveFrom,
    effectiveTo: input.effectiveTo,
    firstTestWeek: input.firstTestWeek,
    intervalWeeks: input.intervalWeeks,
    reviewOn: input.reviewOn,
    supersedes: input.supersedes,
  };
}

function effectOf(input: DecisionInput, situation: Situation, id: string): DecisionEffect {
  const { today, rules, decisions, followUp, contact, lastReview } = situation;
  const on = input.effectiveFrom;
  const before = decidedStateOn(decisions, on, today);
  const flowState = flowStateOf({
    decided: before.colour,
    suspended: before.suspended,
    everRedInFollowUp:
      followUp !== undefined &&
      decisions.some(({ colour, followUpId }) => colour === 'red' && followUpId === followUp.id),
    followUpOpen: followUp !== undefined,
  });
  // It will be the last one registered.
  const proposed = [...decisions, { ...asDecision(input, id), number: Number.MAX_SAFE_INTEGER }];
  const after = decidedStateOn(proposed, on, today);
  const faults = [
    ...registrationFaults(input, {
      today,
      flowState,
      state: before,
      contactLogged: contact !== undefined,
      policy: rules,
    }),
    ...backdatingFaults(input, standingDecisions(decisions, today)),
    ...withdrawalFaults(input, decisions),
  ];
  return {
    faults,
    flowState,
    before,
    after,
    suggestedFirstTestWeek: suggestedFirstTestWeek({
      contactOn: followUp?.openedOn ?? input.decidedOn,
      decidedOn: input.decidedOn,
      planningWeeks: rules.planningWeeks,
    }),
    testWeeks: faults.length > 0 ? [] : currentTestWeeks(proposed, { on: today, rules }),
    reviewDueOn: reviewDueOn(after, lastReview, rules),
  };
}

/** What was decided since would override it without a word. */
function backdatingFaults({ kind, effectiveFrom }: DecisionInput, standing: readonly Decision[]): Fault[] {
  if (kind !== 'colour' && kind !== 'suspension' && kind !== 'closing') return [];
  const later = standing.find(
    (decision) =>
      (decision.kind === 'colour' || decision.kind === 'suspension') &&
      decision.effectiveFrom > effectiveFrom,
  );
  if (!later) return [];
  const message = `a decision that takes effect on ${later.effectiveFrom} is registered already; withdraw it first`;
  return [{ place: 'effectiveFrom', message }];
}

function withdrawalFaults(
  { kind, supersedes }: DecisionInput,
  decisions: readonly RecordedDecision[],
): Fault[] {
  if (kind !== 'withdrawal' || supersedes === undefined) return [];
  const meant = decisions.find(({ id }) => id === supersedes);
  if (!meant) return [{ place: 'supersedes', message: 'no such decision about this municipality' }];
  if (meant.kind === 'withdrawal' || meant.kind === 'closing') {
    return [{ place: 'supersedes', message: `a ${meant.kind} is not withdrawn; decide anew` }];
  }
  const twice = decisions.some(
    (decision) => decision.kind === 'withdrawal' && decision.supersedes === supersedes,
  );
  return twice ? [{ place: 'supersedes', message: 'that decision was withdrawn already' }] : [];
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
