import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { DueOffer } from '../offers/subject.ts';
import type { GivenSession, RollProblemInput } from '../rolls/schema.ts';
import type { PlanningFacts } from './facts.ts';
import type { GoalWeights } from './goals.ts';
import { type ByDate, type Horizon, labPart, offerPart, sitePart, swabberPart } from './rollParts.ts';
import { ROTA_ANCHOR } from './rota.ts';

/** The dated policy's words on sessions (A9, R41, R49). */
interface SessionRules {
  readonly shiftMarginMinutes: number;
  readonly swabberMarginMinutes: number;
  readonly travelMinutes: number;
  readonly maxSampleHours: number;
}

/** Of a laboratory on a date: what may arrive, and what others send. */
export interface LabRoom {
  readonly capacity: ByDate;
  readonly load: ByDate;
}

export interface RollProblemFacts {
  readonly horizon: Horizon;
  readonly notBefore: CalendarDate;
  readonly rules: SessionRules;
  readonly facts: PlanningFacts;
  readonly offers: readonly DueOffer[];
  /** By laboratory id; absent: its own capacity and nobody else's samples. */
  readonly rooms?: ReadonlyMap<string, LabRoom>;
  /** Agreed test days by site id; null: every day may be one (a region that allots, a second round). */
  readonly testDays?: ReadonlyMap<string, ReadonlySet<CalendarDate>> | null;
  /** Published sessions that stand; their offers are among `offers`. */
  readonly locked?: readonly GivenSession[];
  /** Absent: the usual ones. */
  readonly weights?: GoalWeights;
}

export interface BuiltRollProblem {
  readonly problem: RollProblemInput;
  /** What stands behind the problem's offer ids. */
  readonly offers: ReadonlyMap<string, DueOffer>;
  /** Offers of people who serve no site that is open in the roll: they never reach the planner. */
  readonly withoutSite: readonly DueOffer[];
}

const NO_ROOM: LabRoom = { capacity: {}, load: {} };

/** One subject has at most one offer of a colour that begins on a day. */
export function offerKey({
  subject,
  colour,
  earliest,
}: Pick<DueOffer, 'subject' | 'colour' | 'earliest'>): string {
  return `${subject.name} · ${colour} from ${earliest}`;
}

/** Owners' offers, sites and swabbers as a roll problem in the planner's own format (formats of `rolls/schema.ts`). */
export function buildRollProblem(given: RollProblemFacts): BuiltRollProblem {
  const { horizon, facts, rules } = given;
  const sites = new Map(facts.sites.map((site) => [site.id, site]));
  const siteNames = new Map(facts.sites.map(({ id, name }) => [id, name]));
  const labNames = new Map(facts.laboratories.map(({ id, name }) => [id, name]));
  const offers = new Map<string, DueOffer>();
  const withoutSite: DueOffer[] = [];
  const ownOffers = new Map<string, string[]>();
  const offerParts = given.offers.flatMap((offer) => {
    const id = offerKey(offer);
    const part = offerPart(id, offer, sites);
    if (!part) {
      withoutSite.push(offer);
      return [];
    }
    offers.set(id, offer);
    if (offer.subject.kind === 'staff') {
      const own = ownOffers.get(offer.subject.id);
      if (own) own.push(id);
      else ownOffers.set(offer.subject.id, [id]);
    }
    return [part];
  });
  const problem: RollProblemInput = {
    horizon,
    notBefore: given.notBefore,
    rotaAnchor: ROTA_ANCHOR,
    closedDates: [...facts.closedDates],
    marginMinutes: rules.shiftMarginMinutes,
    swabberMarginMinutes: rules.swabberMarginMinutes,
    travelMinutes: rules.travelMinutes,
    maxSampleHours: rules.maxSampleHours,
    labs: facts.laboratories.map((lab) => labPart(lab, given.rooms?.get(lab.id) ?? NO_ROOM)),
    sites: facts.sites.map((site) => {
      const allotted = given.testDays ? (given.testDays.get(site.id) ?? new Set<CalendarDate>()) : null;
      return sitePart(site, labNames.get(site.laboratory) ?? '', horizon, allotted);
    }),
    offers: offerParts,
    swabbers: facts.swabbers.flatMap(
      (swabber) => swabberPart(swabber, siteNames, horizon, ownOffers.get(swabber.staff ?? '') ?? []) ?? [],
    ),
    pools: facts.pools.map(({ name, workstations, sites: served }) => ({
      id: name,
      workstations,
      sites: served.flatMap((id) => siteNames.get(id) ?? []),
    })),
    locked: [...(given.locked ?? [])],
    ...(given.weights ? { weights: given.weights } : {}),
  };
  return { problem, offers, withoutSite };
}
