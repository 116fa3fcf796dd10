import type { Db } from '../../../db/connect.ts';
import { listDecisions } from '../../../db/queries/decisions.ts';
import { listHeadcountSubjects, listStaffSubjects, type OwnedSubject } from '../../../db/queries/offers.ts';
import { listSitesInScope, type Owner } from '../../../db/queries/planningSites.ts';
import { listAgreements } from '../../../db/queries/agreements.ts';
import { listPolicies } from '../../../db/queries/policies.ts';
import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../domain/geography/codes.ts';
import { servesAny } from '../../domain/offers/redWeeks.ts';
import { dueOffers } from '../../domain/offers/dueOffers.ts';
import type { DueOffer, Intensity, OfferWindow } from '../../domain/offers/subject.ts';
import type { PlanningFacts } from '../../domain/planning/facts.ts';
import { type NamedRedScope, redScopes, type SiteInArea } from '../../domain/planning/redScopes.ts';
import type { Horizon } from '../../domain/planning/rollParts.ts';
import { ROTA_ANCHOR } from '../../domain/planning/rota.ts';
import { testableOn } from '../../domain/planning/testable.ts';
import { effectiveRules, type LocalAgreement } from '../../domain/policy/agreements.ts';
import { type Policy, policyOn, type PolicyRules } from '../../domain/policy/policy.ts';
import { decidedStateOn, intensitiesOf, offerIntervalWeeks } from '../../domain/status/decidedColour.ts';
import type { Decision } from '../../domain/status/decision.ts';
import { agreedPlaces } from './agreedPlaces.ts';

/** Decisions, places and policy as they stand on the day of planning. */
export interface PlanningDay {
  readonly today: CalendarDate;
  readonly policy: Policy;
  readonly decisions: readonly Decision[];
  readonly sites: readonly SiteInArea[];
  /** R16. */
  readonly agreements: readonly LocalAgreement[];
}

/** Red test weeks are drawn so far ahead that leaving red is never confused with the end of the drawing. */
const DRAWN_AHEAD_DAYS = 7 * 30;

/** @param municipalities whose decisions matter: also those that staff of theirs serve elsewhere (A14). */
export async function loadPlanningDay(
  db: Db,
  { today, municipalities }: { today: CalendarDate; municipalities: readonly string[] },
): Promise<PlanningDay> {
  const decisions = await listDecisions(db, undefined, today);
  const red = new Set(decisions.map(({ municipality }) => municipality as string));
  return {
    today,
    policy: policyOn(await listPolicies(db), today),
    decisions,
    sites: await listSitesInScope(db, [...new Set([...red, ...municipalities])].sort()),
    agreements: await listAgreements(db),
  };
}

export function scopesOf({ decisions, sites, today, policy }: PlanningDay): NamedRedScope[] {
  return redScopes({
    decisions,
    sites,
    on: today,
    until: addDays(today, DRAWN_AHEAD_DAYS),
    policy: policy.rules,
  });
}

/** Everybody of the owners who is in scope within the horizon, with the last offer before it. */
export async function loadSubjects(
  db: Db,
  owners: readonly Owner[],
  horizon: Horizon,
): Promise<OwnedSubject[]> {
  const asked = { owners, ...horizon, offeredBefore: horizon.from };
  return [...(await listStaffSubjects(db, asked)), ...(await listHeadcountSubjects(db, asked))];
}

interface Due {
  readonly day: PlanningDay;
  readonly facts: PlanningFacts;
  readonly scopes: readonly NamedRedScope[];
  readonly municipality: string;
  readonly subjects: readonly OwnedSubject[];
  readonly horizon: Horizon;
  readonly notBefore: CalendarDate;
  /** Only who serves one of these, or is one of them (R24: a change moves nobody else); null: everybody. */
  readonly places: ReadonlySet<string> | null;
}

/** The rules that hold in a municipality, with its local agreements about the whole of it (R16). */
export function rulesIn({ policy, agreements, today }: PlanningDay, municipality: string): PolicyRules {
  const place = { municipality: municipality as MunicipalityCode };
  return effectiveRules(policy.rules, agreements, { place, on: today }).rules;
}

/** R15, as decided today. */
export function intensitiesIn(
  { decisions, today }: PlanningDay,
  municipality: string,
): (Intensity & { municipality: string })[] {
  const own = decisions.filter((decision) => decision.municipality === municipality);
  return intensitiesOf(own, today).map((intensity) => ({ ...intensity, municipality }));
}

/** Whom one owner has to offer a test within the horizon, and when. */
export function offersOf({
  day,
  facts,
  scopes,
  municipality,
  subjects,
  horizon,
  notBefore,
  places,
}: Due): DueOffer[] {
  const own = day.decisions.filter((decision) => decision.municipality === municipality);
  const state = decidedStateOn(own, horizon.from, day.today);
  const intensities = intensitiesIn(day, municipality);
  const agreed = agreedPlaces(day, municipality, horizon);
  const marginMinutes = rulesIn(day, municipality).shiftMarginMinutes;
  const tested = testableOn(facts, { rotaAnchor: ROTA_ANCHOR, marginMinutes });
  const concerned = subjects
    .map(({ subject }) => subject)
    .filter((subject) => places === null || places.has(subject.id) || servesAny(subject, places));
  const byRules = Map.groupBy(concerned, (subject) => agreed.rulesFor(subject));
  return [...byRules].flatMap(([rules, group]) => {
    const window: OfferWindow = {
      horizon,
      notBefore,
      rules: { ...rules, greenIntervalWeeks: offerIntervalWeeks(state, 'green', rules), intensities },
      testable: (subject, on) => tested(agreed.movedTo(subject), on),
    };
    // Red or not is a matter of where somebody works, the test place one of where they are tested.
    return dueOffers(group, scopes, window).map((offer) => ({
      ...offer,
      subject: agreed.movedTo(offer.subject),
    }));
  });
}
