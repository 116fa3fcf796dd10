import type { Db } from '../../../db/connect.ts';
import { listDecisions } from '../../../db/queries/decisions.ts';
import { listHeadcountSubjects, listStaffSubjects, type OwnedSubject } from '../../../db/queries/offers.ts';
import { listSitesInScope, type Owner } from '../../../db/queries/planningSites.ts';
import { listPolicies } from '../../../db/queries/policies.ts';
import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { servesAny } from '../../domain/offers/redWeeks.ts';
import { dueOffers } from '../../domain/offers/dueOffers.ts';
import type { DueOffer, OfferWindow } from '../../domain/offers/subject.ts';
import type { PlanningFacts } from '../../domain/planning/facts.ts';
import { type NamedRedScope, redScopes, type SiteInArea } from '../../domain/planning/redScopes.ts';
import type { Horizon } from '../../domain/planning/rollParts.ts';
import { ROTA_ANCHOR } from '../../domain/planning/rota.ts';
import { testableOn } from '../../domain/planning/testable.ts';
import { type Policy, policyOn } from '../../domain/policy/policy.ts';
import { decidedStateOn, offerIntervalWeeks } from '../../domain/status/decidedColour.ts';
import type { Decision } from '../../domain/status/decision.ts';

/** Decisions, places and policy as they stand on the day of planning. */
export interface PlanningDay {
  readonly today: CalendarDate;
  readonly policy: Policy;
  readonly decisions: readonly Decision[];
  readonly sites: readonly SiteInArea[];
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
  /** Only who serves one of these (R24: a change moves nobody else); null: everybody. */
  readonly places: ReadonlySet<string> | null;
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
  const { rules } = day.policy;
  const own = day.decisions.filter((decision) => decision.municipality === municipality);
  const state = decidedStateOn(own, horizon.from, day.today);
  const window: OfferWindow = {
    horizon,
    notBefore,
    rules: {
      ...rules,
      greenIntervalWeeks: offerIntervalWeeks(state, 'green', rules),
    },
    testable: testableOn(facts, { rotaAnchor: ROTA_ANCHOR, marginMinutes: rules.shiftMarginMinutes }),
  };
  const concerned = subjects
    .map(({ subject }) => subject)
    .filter((subject) => places === null || servesAny(subject, places));
  return dueOffers(concerned, scopes, window);
}
