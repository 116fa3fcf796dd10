import type { MunicipalityCode } from '../../domain/geography/codes.ts';
import { minutesOf } from '../../domain/calendar/minutes.ts';
import type { Subject } from '../../domain/offers/subject.ts';
import type { PlanningFacts, PlanningSite } from '../../domain/planning/facts.ts';
import type { Horizon } from '../../domain/planning/rollParts.ts';
import type { SiteInArea } from '../../domain/planning/redScopes.ts';
import { effectiveRules, type LocalAgreement, placeRules } from '../../domain/policy/agreements.ts';
import type { PolicyRules } from '../../domain/policy/policy.ts';
import { type Decision, standingDecisions } from '../../domain/status/decision.ts';

/** What of a planning day is needed here. */
interface Agreed {
  readonly today: Horizon['from'];
  readonly policy: { readonly rules: PolicyRules };
  readonly agreements: readonly LocalAgreement[];
  readonly decisions: readonly Decision[];
  readonly sites: readonly SiteInArea[];
}

interface AgreedPlaces {
  /** Rules at somebody's first site: the same object where they are the same, so that people group by them. */
  readonly rulesFor: (subject: Subject) => PolicyRules;
  /** Where somebody is tested, when that is agreed to be elsewhere than where they work. */
  readonly movedTo: (subject: Subject) => Subject;
}

/** R16: what local agreements say of the places of a roll. Those hold that are in force when it begins. */
export function agreedPlaces(
  { policy, agreements, sites }: Pick<Agreed, 'policy' | 'agreements' | 'sites'>,
  municipality: string,
  { from: on }: Horizon,
): AgreedPlaces {
  const areas = new Map(sites.map(({ id, area }) => [id, area]));
  const at = (site: string | undefined) => ({
    place: {
      municipality: municipality as MunicipalityCode,
      site,
      area: (site === undefined ? undefined : areas.get(site)) ?? undefined,
    },
    on,
  });
  const alike = new Map<string, PolicyRules>();
  const bySite = new Map<string | undefined, PolicyRules>();
  return {
    rulesFor({ sites: [first] }) {
      const known = bySite.get(first);
      if (known) return known;
      const { rules } = effectiveRules(policy.rules, agreements, at(first));
      const key = JSON.stringify(rules);
      const shared = alike.get(key) ?? rules;
      alike.set(key, shared);
      bySite.set(first, shared);
      return shared;
    },
    movedTo(subject) {
      const [first] = subject.sites;
      const { testSite } = placeRules(agreements, at(first));
      if (testSite === undefined || testSite === first) return subject;
      return {
        ...subject,
        sites: [testSite, ...subject.sites.filter((site) => site !== first && site !== testSite)],
      };
    },
  };
}

/** The places of a roll as agreements (R16) and a prioritisation (R13) have them. */
export function agreedFacts(facts: PlanningFacts, day: Agreed, horizon: Horizon): PlanningFacts {
  const areas = new Map(day.sites.map(({ id, area }) => [id, area]));
  const ranks = ranksIn(day.decisions, day.today, horizon);
  return {
    ...facts,
    sites: facts.sites.map((site) => {
      const place = {
        municipality: site.municipality as MunicipalityCode,
        site: site.id,
        area: areas.get(site.id) ?? undefined,
      };
      const agreed = placeRules(day.agreements, { place, on: horizon.from });
      return { ...withAgreed(site, agreed), riskRank: rankOf(site, ranks) };
    }),
  };
}

function withAgreed(
  site: PlanningSite,
  { closedWeekdays = [], lastPickup }: ReturnType<typeof placeRules>,
): PlanningSite {
  return {
    ...site,
    lastPickupMinute: lastPickup === undefined ? site.lastPickupMinute : minutesOf(lastPickup),
    windows: site.windows
      .map((window) => ({
        ...window,
        weekdays: window.weekdays.filter((day) => !closedWeekdays.includes(day)),
      }))
      .filter(({ weekdays }) => weekdays.length > 0),
  };
}

/** R13: per municipality the ranks of the latest prioritisation that holds within the roll. */
function ranksIn(
  decisions: readonly Decision[],
  today: Horizon['from'],
  { from, to }: Horizon,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const inForce = standingDecisions(decisions, today).filter(
    ({ kind, effectiveFrom, effectiveTo }) =>
      kind === 'prioritisation' && effectiveFrom <= to && (effectiveTo === undefined || effectiveTo >= from),
  );
  return new Map(
    inForce.map(({ municipality, ranking }) => [
      municipality as string,
      new Map(ranking.map((site, i) => [site, i + 1])),
    ]),
  );
}

/** Those that the decision names come first, in its order; then the sites' own ranks (R11). */
function rankOf(
  { id, municipality, riskRank }: PlanningSite,
  ranks: ReturnType<typeof ranksIn>,
): number | null {
  const decided = ranks.get(municipality);
  if (!decided) return riskRank;
  return decided.get(id) ?? (riskRank === null ? null : riskRank + decided.size);
}
