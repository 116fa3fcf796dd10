import { type Actor, asTenant } from '../../db/asTenant.ts';
import { listAgreements, type RecordedAgreement } from '../../db/queries/agreements.ts';
import type { Db } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/decisions.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { listScopePlaces } from '../../db/queries/scopePlaces.ts';
import type { Clock } from '../clock.ts';
import type { AgreementsView, AgreementView } from '../contracts/views/agreements.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { isInForce } from '../domain/policy/agreements.ts';
import { policyOn, type PolicyRules } from '../domain/policy/policy.ts';
import { DomainProblem } from '../domain/problem.ts';
import { type DecidedState, decidedStateOn } from '../domain/status/decidedColour.ts';

/** R16: what is agreed in a municipality, what each agreement changes, and what comes before it today. */
export async function listLocalAgreements(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { actor, municipality }: { actor: Actor; municipality: MunicipalityCode },
): Promise<AgreementsView> {
  const found = findMunicipality(municipality);
  if (!found) throw new DomainProblem('not-found', `There is no municipality ${municipality}`);
  const today = wallClock(clock.now()).date;
  return asTenant(db, actor, async (transaction) => {
    const { rules } = policyOn(await listPolicies(transaction), today);
    const state = decidedStateOn(await listDecisions(transaction, municipality), today);
    const places = await listScopePlaces(transaction, municipality);
    const names = new Map(places.sites.map(({ id, name }) => [id, name]));
    const agreements = await listAgreements(transaction, municipality);
    return {
      today,
      code: municipality,
      name: found.name,
      agreements: agreements.map((agreement) => viewOf(agreement, { today, rules, state, names })).reverse(),
      areas: places.areas,
      sites: places.sites,
    };
  });
}

interface Around {
  readonly today: CalendarDate;
  readonly rules: PolicyRules;
  readonly state: DecidedState;
  readonly names: ReadonlyMap<string, string>;
}

function viewOf(agreement: RecordedAgreement, { today, rules, state, names }: Around): AgreementView {
  const { id, rule, from, to, reason, parties, registeredBy, onBehalfOf, registeredAt } = agreement;
  const { testSite, ...params } = agreement.params;
  const known: Readonly<Record<string, unknown>> = rules;
  const values = Object.keys(agreement.params).map((name) => [name, known[name]] as const);
  const inForce = isInForce(agreement, today);
  return {
    ...{ id, rule, from, to: to ?? null, reason, parties, registeredBy, onBehalfOf, registeredAt },
    params: {
      ...(params as Record<string, number | string | number[]>),
      ...(testSite === undefined ? {} : { testSite: names.get(testSite) ?? testSite }),
    },
    policy: Object.fromEntries(
      values.map(([name, value]) => [name, typeof value === 'number' ? value : null]),
    ),
    place: agreement.placeName,
    state: inForce ? 'inForce' : from > today && (to === undefined || to >= from) ? 'coming' : 'ended',
    overruledBy: inForce && rule === 'interval' ? before(state, rules) : null,
  };
}

/** Precedence: decision and scope, then intensity, then policy with its agreements. */
function before(
  { colour, scope, intensity }: DecidedState,
  rules: PolicyRules,
): AgreementView['overruledBy'] {
  if (colour === 'red' && scope.kind === 'whole') return { kind: 'red' };
  if (intensity?.effectiveTo === undefined) return null;
  const weeks = intensity.intervalWeeks ?? rules.greenIntervalWeeks;
  return { kind: 'intensity', weeks, to: intensity.effectiveTo };
}
