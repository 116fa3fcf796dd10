import { type Actor, asTenant } from '../../db/asTenant.ts';
import {
  insertAgreement,
  listAgreements,
  markAgreementEnded,
  type RecordedAgreement,
} from '../../db/queries/agreements.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { listScopePlaces } from '../../db/queries/scopePlaces.ts';
import type { Clock } from '../clock.ts';
import { addDays, type CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { agreementFaults, type AgreementRule, type LocalAgreement } from '../domain/policy/agreements.ts';
import { policyOn } from '../domain/policy/policy.ts';
import { plainTextFaults } from '../domain/plainText.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import { partyFaults } from '../domain/status/party.ts';

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface AgreementInput {
  readonly actor: Actor;
  readonly municipality: MunicipalityCode;
  readonly area?: string | undefined;
  readonly site?: string | undefined;
  readonly rule: AgreementRule;
  readonly params: LocalAgreement['params'];
  readonly parties: readonly string[];
  readonly from: CalendarDate;
  readonly to?: CalendarDate | undefined;
  readonly reason: string;
  readonly registeredBy: string;
  readonly onBehalfOf: string;
}

/**
 * R16: records a local agreement about a practical rule. It changes no colour and no decision: those come before it,
 * and so does a higher intensity (R15). Rolls follow it from the next one that is planned.
 *
 * @throws DomainProblem `refused-by-rule` with every reason why it cannot be recorded.
 */
export async function registerAgreement(
  { db, clock, newId }: Deps,
  { actor, ...agreement }: AgreementInput,
): Promise<{ readonly agreementId: string }> {
  const { municipality } = agreement;
  if (!findMunicipality(municipality)) {
    throw new DomainProblem('not-found', `There is no municipality ${municipality}`);
  }
  const registeredAt = clock.now();
  return asTenant(db, actor, async (transaction) => {
    const today = wallClock(registeredAt).date;
    const { rules } = policyOn(await listPolicies(transaction), today);
    const standing = await listAgreements(transaction, municipality);
    const faults = [
      ...agreementFaults({ ...agreement, to: agreement.to }, rules),
      ...(agreement.reason.trim() === '' ? [required('reason')] : []),
      ...(agreement.registeredBy.trim() === '' ? [required('registeredBy')] : []),
      ...(await strangers(transaction, agreement)),
      ...partyFaults(agreement),
      ...timeFaults(agreement, { standing, today }),
      ...plainTextFaults({
        reason: agreement.reason,
        parties: agreement.parties,
        registeredBy: agreement.registeredBy,
        onBehalfOf: agreement.onBehalfOf,
      }),
    ];
    if (faults.length > 0) {
      throw new DomainProblem(
        'refused-by-rule',
        'The agreement cannot be recorded; nothing was changed',
        faults,
      );
    }
    const id = newId();
    const { to, area, site, ...rest } = agreement;
    await insertAgreement(transaction, { ...rest, id, to, area, site, registeredAt });
    await insertAuditEntry(transaction, {
      id: newId(),
      at: registeredAt,
      actor: agreement.registeredBy,
      onBehalfOf: agreement.onBehalfOf,
      municipalityCode: municipality,
      action: 'agreement-registered',
      subject: 'agreement',
      subjectId: id,
      facts: { rule: agreement.rule, params: agreement.params, from: agreement.from, to: to ?? null },
    });
    return { agreementId: id };
  });
}

/** How far back an agreement that is written down late may begin. */
const LATEST_REGISTRATION_DAYS = 31;

/** One rule has one agreement at a place at a time, so that nobody asks which of two holds. */
function timeFaults(
  { rule, area, site, from, to }: Omit<AgreementInput, 'actor'>,
  { standing, today }: { readonly standing: readonly RecordedAgreement[]; readonly today: CalendarDate },
): Fault[] {
  const days = LATEST_REGISTRATION_DAYS;
  const old: Fault = {
    place: 'from',
    message: `at most ${days} days back`,
    code: 'beginsLongAgo',
    facts: { days },
  };
  const other = standing.find(
    (one) =>
      one.rule === rule &&
      one.area === area &&
      one.site === site &&
      (to === undefined || one.from <= to) &&
      (one.to === undefined || one.to >= from) &&
      (one.to === undefined || one.from <= one.to),
  );
  const message = `an agreement about the same holds from ${other?.from ?? ''}; end it first`;
  const overlap: Fault = {
    place: 'from',
    message,
    code: 'overlapsAgreement',
    facts: { day: other?.from ?? '' },
  };
  return [...(from < addDays(today, -days) ? [old] : []), ...(other ? [overlap] : [])];
}

function required(place: string): Fault {
  return { place, message: 'must be given', code: 'required' };
}

/** An agreement is about places of its own municipality. */
async function strangers(
  transaction: Transaction,
  { municipality, area, site, params }: Omit<AgreementInput, 'actor'>,
): Promise<Fault[]> {
  const places = await listScopePlaces(transaction, municipality);
  const isArea = (id: string) => places.areas.some((known) => known.id === id);
  const isSite = (id: string) => places.sites.some((known) => known.id === id);
  const fault = (place: string, id: string): Fault => ({
    place,
    message: `${id} is no place of municipality ${municipality}`,
    code: 'unknownPlace',
  });
  const { testSite } = params;
  return [
    ...(area === undefined || isArea(area) ? [] : [fault('area', area)]),
    ...(site === undefined || isSite(site) ? [] : [fault('site', site)]),
    ...(testSite === undefined || isSite(testSite) ? [] : [fault('params.testSite', testSite)]),
  ];
}

export interface EndAgreementInput {
  readonly actor: Actor;
  readonly municipality: MunicipalityCode;
  readonly agreementId: string;
  /** The last day on which it holds. */
  readonly endsOn: CalendarDate;
  readonly endedBy: string;
}

/** An agreement is never edited: it is ended, and another one made. */
export async function endAgreement(
  { db, clock, newId }: Deps,
  { actor, municipality, agreementId, endsOn, endedBy }: EndAgreementInput,
): Promise<void> {
  await asTenant(db, actor, async (transaction) => {
    const known = (await listAgreements(transaction, municipality)).find(({ id }) => id === agreementId);
    if (!known) throw new DomainProblem('not-found', `There is no agreement ${agreementId}`);
    const ended = { endedOn: endsOn, endedBy, endedAt: clock.now() };
    if (!(await markAgreementEnded(transaction, agreementId, ended))) {
      const message = 'This agreement is ended already';
      throw new DomainProblem('conflict', message, [{ place: '', message, code: 'endedAlready' }]);
    }
    await insertAuditEntry(transaction, {
      id: newId(),
      at: clock.now(),
      actor: endedBy,
      municipalityCode: municipality,
      action: 'agreement-ended',
      subject: 'agreement',
      subjectId: agreementId,
      facts: { endsOn },
    });
  });
}
