import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { Colour } from '../incidence/measure.ts';
import { type Decision, type Scope, standingDecisions, WHOLE } from './decision.ts';

/** What holds for a municipality on a day. Without any decision it is green: that is how the model begins. */
export interface DecidedState {
  readonly colour: Colour;
  /** Where red holds; `whole` while green. */
  readonly scope: Scope;
  /** The decision that says so. */
  readonly decision: Decision | undefined;
  /** R8: measured red, decided green, with a reason and a day to look again; until the follow-up is closed. */
  readonly suspended: boolean;
  /** R15: a higher intensity for a limited time. */
  readonly intensity: Decision | undefined;
}

/**
 * The decided colour on a day (R6): the last colour or suspension that has taken effect. It carries over from day to
 * day until somebody decides otherwise (A17); measured figures play no part in it.
 *
 * @param asOf what was decided by that day; normally the same day.
 */
export function decidedStateOn(
  decisions: readonly Decision[],
  on: CalendarDate,
  asOf: CalendarDate = on,
): DecidedState {
  const inForce = standingDecisions(decisions, asOf).filter(({ effectiveFrom }) => effectiveFrom <= on);
  const decision = inForce.findLast(({ kind }) => kind === 'colour' || kind === 'suspension');
  const intensity = inForce.findLast(
    ({ kind, effectiveTo }) => kind === 'intensity' && (effectiveTo === undefined || on <= effectiveTo),
  );
  const colour = decision?.colour ?? 'green';
  const last = inForce.findLast(
    ({ kind }) => kind === 'suspension' || kind === 'colour' || kind === 'closing',
  );
  return {
    colour,
    scope: colour === 'red' ? (decision?.scope ?? WHOLE) : WHOLE,
    decision,
    suspended: last?.kind === 'suspension',
    intensity,
  };
}

/** R15: every higher intensity that is or will be in force, as decided by a day. */
export function intensitiesOf(
  decisions: readonly Decision[],
  asOf: CalendarDate,
): { weeks: number; from: CalendarDate; to: CalendarDate }[] {
  return standingDecisions(decisions, asOf).flatMap(({ kind, intervalWeeks, effectiveFrom, effectiveTo }) =>
    kind === 'intensity' && intervalWeeks !== undefined && effectiveTo !== undefined
      ? [{ weeks: intervalWeeks, from: effectiveFrom, to: effectiveTo }]
      : [],
  );
}

/** Where somebody works: a site with its area, and the teams that serve it. */
export interface Workplace {
  readonly site: string;
  readonly area?: string | undefined;
  readonly teams?: readonly string[];
}

/** A18: whether a place is red. */
export function workplaceColour({ colour, scope }: DecidedState, place: Workplace): Colour {
  if (colour === 'green' || scope.kind === 'whole') return colour;
  const named =
    scope.sites.includes(place.site) ||
    (place.area !== undefined && scope.areas.includes(place.area)) ||
    (place.teams ?? []).some((team) => scope.teams.includes(team));
  return named ? 'red' : 'green';
}

/**
 * A14, A18: the stricter colour applies to somebody who works in several places: staff are red if any place that
 * they serve is red.
 */
export function staffColour(places: readonly { state: DecidedState; place: Workplace }[]): Colour {
  return places.some(({ state, place }) => workplaceColour(state, place) === 'red') ? 'red' : 'green';
}

/**
 * The ordinary interval between two offers in weeks: what the decision says of its colour, else what policy and local
 * agreements do. A higher intensity (R15) comes before both and is dated: see `intensitiesOf`.
 */
export function offerIntervalWeeks(
  state: DecidedState,
  colour: Colour,
  policy: { readonly greenIntervalWeeks: number; readonly redCycleWeeks: number },
): number {
  const ordinary = colour === 'red' ? policy.redCycleWeeks : policy.greenIntervalWeeks;
  return colour === state.colour ? (state.decision?.intervalWeeks ?? ordinary) : ordinary;
}
