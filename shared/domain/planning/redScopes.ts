import { type CalendarDate, datesFrom, weekdayOf } from '../calendar/calendarDate.ts';
import { firstDayOfWeek, isoWeekOf, mondayOf } from '../calendar/isoWeek.ts';
import type { Intensity, RedScope } from '../offers/subject.ts';
import type { Decision, Scope } from '../status/decision.ts';
import { redPeriods, testWeeks } from '../status/redFlow.ts';
import type { BasisWeek } from './dueRolls.ts';

export interface SiteInArea {
  readonly id: string;
  readonly municipality: string;
  readonly area: string | null;
}

/** Red test weeks with what they are called in a roll's basis. */
export interface NamedRedScope extends RedScope {
  readonly municipality: string;
  readonly labels: readonly string[];
}

interface Situation {
  readonly decisions: readonly Decision[];
  readonly sites: readonly SiteInArea[];
  /** As decided by that day. */
  readonly on: CalendarDate;
  /** How far ahead test weeks of an open period are drawn. */
  readonly until: CalendarDate;
  readonly policy: { readonly redCycleWeeks: number; readonly decisionWeekday: number };
}

/** A whole municipality in a basis: sites that open later do not make a planned roll look changed. */
const wholeOf = (municipality: string) => `municipality:${municipality}`;

/** Sites and care teams that a scope names, areas resolved to their sites. */
export function placesIn(scope: Scope, sites: readonly SiteInArea[], municipality: string): string[] {
  const own = sites.filter((site) => site.municipality === municipality);
  if (scope.kind === 'whole') return own.map(({ id }) => id);
  const inAreas = own.filter(({ area }) => area !== null && scope.areas.includes(area)).map(({ id }) => id);
  return [...new Set([...inAreas, ...scope.sites, ...scope.teams])].sort();
}

/**
 * The red test weeks of municipalities with the places they hold for (R23, R24, A18). Cancelled weeks are left out,
 * past ones kept: they tell who comes back from red (A8).
 */
export function redScopes({ decisions, sites, on, until, policy }: Situation): NamedRedScope[] {
  const byMunicipality = Map.groupBy(decisions, ({ municipality }) => municipality as string);
  return [...byMunicipality].flatMap(([municipality, own]) =>
    redPeriods(own, on).flatMap((period) => {
      const weeks = testWeeks(period, { on, until: isoWeekOf(until), decisions: own, policy }).filter(
        ({ state }) => state !== 'cancelled',
      );
      return [...Map.groupBy(weeks, ({ decision }) => decision)].map(([decision, held]): NamedRedScope => {
        const places = placesIn(decision.scope, sites, municipality);
        return {
          municipality,
          places: new Set(places),
          labels: decision.scope.kind === 'whole' ? [wholeOf(municipality)] : places,
          everyWeeks: decision.intervalWeeks ?? policy.redCycleWeeks,
          weeks: held.map(({ week, state }) => ({
            monday: firstDayOfWeek(week),
            provisional: state === 'provisional',
          })),
        };
      });
    }),
  );
}

/** R15 in a basis: a municipality with its weeks between offers. */
const intensityOf = (municipality: string, weeks: number) => `intensity:${municipality}:${weeks}`;

/** The weeks in which a higher intensity holds: a roll that was made without knowing of it is changed. */
export function intensityScopes(
  intensities: readonly (Intensity & { readonly municipality: string })[],
): BasisScope[] {
  return intensities.map(({ municipality, weeks, from, to }) => ({
    municipality,
    labels: [intensityOf(municipality, weeks)],
    weeks: datesFrom({ from: mondayOf(from), to })
      .filter((date) => weekdayOf(date) === 0)
      .map((monday) => ({ monday })),
  }));
}

/** What a basis is made of: weeks with what holds in them. */
export interface BasisScope {
  readonly municipality: string;
  readonly labels: readonly string[];
  readonly weeks: readonly { readonly monday: CalendarDate }[];
}

/** What a roll of these days is made for. */
export function basisOf(
  scopes: readonly BasisScope[],
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
): BasisWeek[] {
  const first = firstDayOfWeek(isoWeekOf(span.from));
  const labelled = scopes.flatMap(({ weeks, labels }) => weeks.map(({ monday }) => ({ monday, labels })));
  const byWeek = Map.groupBy(
    labelled.filter(({ monday }) => monday >= first && monday <= span.to),
    ({ monday }) => monday,
  );
  return [...byWeek]
    .map(([monday, all]) => ({ monday, places: [...new Set(all.flatMap(({ labels }) => labels))].sort() }))
    .sort((a, b) => (a.monday < b.monday ? -1 : 1));
}

/** The sites and teams behind the labels of a basis. */
export function placesBehind(labels: readonly string[], sites: readonly SiteInArea[]): string[] {
  return labels.flatMap((label) => {
    const whole = sites.filter(
      ({ municipality }) => wholeOf(municipality) === label || label.startsWith(`intensity:${municipality}:`),
    );
    return whole.length > 0 ? whole.map(({ id }) => id) : [label];
  });
}
