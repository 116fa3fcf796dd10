import { createHash } from 'node:crypto';
import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { newestMeasuredRelease } from '../../db/queries/colours.ts';
import { listDecisions } from '../../db/queries/decisions.ts';
import { type ContactRow, listContacts, listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listScopePlaces } from '../../db/queries/scopePlaces.ts';
import { lastReviewHeldOn } from '../../db/queries/reviews.ts';
import { findMeasured } from '../../db/queries/views/municipality.ts';
import type { Clock } from '../clock.ts';
import type { DecisionPreview, EffectShown } from '../contracts/views/decisionPreview.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import type { Colour } from '../domain/incidence/measure.ts';
import { plainTextFaults } from '../domain/plainText.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import {
  decisionEffect,
  type DecisionEffect,
  type DecisionSituation,
  sayingOf,
} from '../domain/status/effect.ts';
import type { ProposedDecision } from '../domain/status/registration.ts';
import { loadRedDemand } from './planning/loadRedDemand.ts';
import { rulesOf } from './rulesOf.ts';

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

export type Situation = DecisionSituation & {
  readonly contact: ContactRow | undefined;
  readonly measured: Colour | undefined;
};

/** The first of two steps: what would happen. Writes nothing. */
export async function previewDecision(deps: DecisionDeps, input: DecisionInput): Promise<DecisionPreview> {
  const effect = await asTenant(deps.db, input.actor, async (transaction) => {
    const { municipality } = input;
    const situation = await situationOf(transaction, deps, municipality);
    const shown = await effectOf(transaction, input, { id: 'preview', situation });
    return { ...shown, basedOn: await stampOf(transaction, input, { effect: shown, situation }) };
  });
  return { ...effect, demand: await demandOf(deps.db, input.municipality, effect) };
}

/**
 * The stamp of a preview: of what is decided, what would follow, the latest decision and the newest figures. When any
 * of it has changed, what somebody saw is no longer what would happen.
 */
export async function stampOf(
  transaction: Transaction,
  input: DecisionInput,
  { effect, situation }: { effect: DecisionEffect; situation: Situation },
): Promise<string> {
  const { municipality, kind, colour, scope, decidedOn, effectiveFrom, effectiveTo } = input;
  const { firstTestWeek, intervalWeeks, reviewOn, supersedes, ranking } = input;
  const release = await newestMeasuredRelease(transaction, situation.today);
  const decided = [municipality, kind, colour, scope, decidedOn, effectiveFrom, effectiveTo, firstTestWeek];
  const seen = [
    [...decided, intervalWeeks, reviewOn, supersedes, ranking],
    [sayingOf(effect.before, []), sayingOf(effect.after, effect.testWeeks), effect.reviewDueOn],
    [situation.decisions.at(-1)?.number, release?.id],
  ];
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 32);
}

export async function effectOf(
  transaction: Transaction,
  input: DecisionInput,
  { id, situation }: { id: string; situation: Situation },
): Promise<EffectShown> {
  const { municipality } = input;
  const { contact, measured } = situation;
  // A talk from after the decision is not the one that it needed (R7).
  const contactLogged = contact !== undefined && wallClock(contact.madeAt).date <= input.decidedOn;
  const effect = decisionEffect(input, { id, municipality }, { ...situation, contactLogged });
  const strangers = await unknownPlaces(transaction, input);
  const { reason, note, parties, registeredBy, onBehalfOf } = input;
  const written = plainTextFaults({ reason, note, parties, registeredBy, onBehalfOf });
  const closesWhileRed = input.kind === 'closing' && measured === 'red';
  return { ...effect, closesWhileRed, faults: [...effect.faults, ...strangers, ...written] };
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

export async function situationOf(
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
  const contact =
    followUp &&
    contacts.filter((talk) => talk.followUpId === followUp.id).sort((a, b) => +a.madeAt - +b.madeAt)[0];
  return {
    today,
    rules: await rulesOf(transaction, municipality, today),
    decisions: await listDecisions(transaction, municipality),
    followUp,
    contact,
    contactLogged: contact !== undefined,
    measured: (await findMeasured(transaction, { code: municipality, on: today }))?.colour,
    lastReview: await lastReviewHeldOn(transaction, municipality),
  };
}
