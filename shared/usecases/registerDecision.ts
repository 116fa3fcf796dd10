import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import {
  insertDecision,
  isDecisionRecorded,
  listDecisions,
  lockMunicipality,
  saveRedPeriods,
} from '../../db/queries/decisions.ts';
import {
  type ContactRow,
  listContacts,
  listOpenFollowUps,
  markFollowUpClosed,
} from '../../db/queries/followUps.ts';
import { listScopePlaces } from '../../db/queries/scopePlaces.ts';
import { newestRelease } from '../../db/queries/releases.ts';
import { lastReviewHeldOn, replacePendingReview } from '../../db/queries/reviews.ts';
import type { Clock } from '../clock.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { type IsoWeek, isoWeekOf } from '../domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import type { RedDemand } from '../domain/planning/redDemand.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import {
  asDecision,
  decisionEffect,
  type DecisionEffect,
  type DecisionSituation,
} from '../domain/status/effect.ts';
import type { NoticeFacts } from '../domain/status/notice.ts';
import type { ProposedDecision } from '../domain/status/registration.ts';
import { loadRedDemand } from './planning/loadRedDemand.ts';
import { rulesOf } from './rulesOf.ts';
import { putIntoOutbox } from './raiseNotices.ts';
import { redPeriodRows } from './redPeriodRows.ts';

export interface DecisionDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface DecisionInput extends ProposedDecision {
  readonly actor: Actor;
  readonly municipality: MunicipalityCode;
  /** Given by a form that may be sent twice: the second time is a conflict, not a second decision. */
  readonly id?: string | undefined;
  /** The signal group's input, for instance (R14). */
  readonly note?: string | undefined;
  readonly inTransaction?: ((transaction: Transaction) => Promise<void>) | undefined;
}

type Situation = DecisionSituation & { readonly contact: ContactRow | undefined };

/** What would follow, with what a red test week asks for while the municipality is red. */
export interface DecisionPreview extends DecisionEffect {
  readonly demand: (RedDemand & { readonly week: IsoWeek }) | undefined;
}

/** The first of two steps: what would happen. Writes nothing. */
export async function previewDecision(deps: DecisionDeps, input: DecisionInput): Promise<DecisionPreview> {
  const effect = await asTenant(deps.db, input.actor, async (transaction) => {
    const { municipality } = input;
    const situation = await situationOf(transaction, deps, municipality);
    return effectOf(transaction, input, { id: 'preview', situation });
  });
  return { ...effect, demand: await demandOf(deps.db, input.municipality, effect) };
}

async function effectOf(
  transaction: Transaction,
  input: DecisionInput,
  { id, situation }: { id: string; situation: Situation },
): Promise<DecisionEffect> {
  const { municipality } = input;
  const effect = decisionEffect(input, { id, municipality }, situation);
  const strangers = await unknownPlaces(transaction, input);
  return { ...effect, faults: [...effect.faults, ...strangers] };
}

/** A decision names places of its own municipality only. */
async function unknownPlaces(
  transaction: Transaction,
  { municipality, scope, ranking = [] }: DecisionInput,
): Promise<Fault[]> {
  if (scope.kind === 'whole' && ranking.length === 0) return [];
  const { areas, sites, teams } = await listScopePlaces(transaction, municipality);
  const strangersAmong = (named: readonly string[], known: readonly { readonly id: string }[]) =>
    named.filter((id) => !known.some((place) => place.id === id));
  const outOfPlace = (place: string, ids: readonly string[]): Fault[] =>
    ids.map((id) => ({
      place,
      message: `${id} is no place of municipality ${municipality}`,
      code: 'unknownPlace',
    }));
  const inScope =
    scope.kind === 'whole'
      ? []
      : [
          ...strangersAmong(scope.areas, areas),
          ...strangersAmong(scope.sites, sites),
          ...strangersAmong(scope.teams, teams),
        ];
  return [...outOfPlace('scope', inScope), ...outOfPlace('ranking', strangersAmong(ranking, sites))];
}

/** Of the next test week, for whom the decision would make red. */
async function demandOf(
  db: Db,
  municipality: MunicipalityCode,
  { after, testWeeks }: DecisionEffect,
): Promise<DecisionPreview['demand']> {
  const next = testWeeks.find(({ state }) => state === 'confirmed' || state === 'provisional');
  if (after.colour !== 'red' || !next) return undefined;
  const { week } = next;
  return { week, ...(await loadRedDemand(db, { municipality, scope: after.scope, week })) };
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
    return { ...effect, demand, decisionId, number };
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

function sentTwice(): DomainProblem {
  const message = 'This decision is registered already';
  return new DomainProblem('conflict', message, [{ place: '', message, code: 'registeredAlready' }]);
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
  const contact = followUp && contacts.find(({ followUpId }) => followUpId === followUp.id);
  return {
    today,
    rules: await rulesOf(transaction, municipality, today),
    decisions: await listDecisions(transaction, municipality),
    followUp,
    contact,
    contactLogged: contact !== undefined,
    lastReview: await lastReviewHeldOn(transaction, municipality),
  };
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
