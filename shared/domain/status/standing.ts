import type { CalendarDate } from '../calendar/calendarDate.ts';
import { type Decision, type DecisionKind, standingDecisions } from './decision.ts';

/**
 * What a decision of the history means on a day. `inForce`: it says what holds. `coming`: it takes effect later.
 * `superseded` and `withdrawn`: another one holds instead. `ended`: its last day has passed. `done`: an act that holds
 * for no time, as a closing or a withdrawal.
 */
type StandingState = 'inForce' | 'coming' | 'superseded' | 'withdrawn' | 'ended' | 'done';

export interface Standing {
  readonly state: StandingState;
  /** The number of the decision that came in its place. */
  readonly by: number | null;
}

/** Kinds that take each other's place: the last to take effect holds. */
const GROUPS: readonly (readonly DecisionKind[])[] = [
  ['colour', 'suspension'],
  ['intensity'],
  ['prioritisation'],
];

/** R6, R7: how every decision of one municipality stands, by id, as decided by that day. */
export function standings(decisions: readonly Decision[], on: CalendarDate): ReadonlyMap<string, Standing> {
  const known = decisions.filter(({ decidedOn }) => decidedOn <= on);
  const withdrawnBy = new Map(
    known.flatMap(({ kind, supersedes, number }) =>
      kind === 'withdrawal' && supersedes !== undefined ? [[supersedes, number] as const] : [],
    ),
  );
  const inOrder = standingDecisions(decisions, on);
  return new Map(known.map((decision) => [decision.id, standingOf(decision, { on, inOrder, withdrawnBy })]));
}

function standingOf(
  { id, kind, effectiveFrom, effectiveTo }: Decision,
  given: {
    readonly on: CalendarDate;
    readonly inOrder: readonly Decision[];
    readonly withdrawnBy: ReadonlyMap<string, number>;
  },
): Standing {
  const { on, inOrder, withdrawnBy } = given;
  const withdrawn = withdrawnBy.get(id);
  if (withdrawn !== undefined) return { state: 'withdrawn', by: withdrawn };
  const group = GROUPS.find((kinds) => kinds.includes(kind));
  if (!group) return { state: 'done', by: null };
  if (effectiveFrom > on) return { state: 'coming', by: null };
  const after = inOrder.slice(inOrder.findIndex((one) => one.id === id) + 1);
  const effective = after.filter((one) => one.effectiveFrom <= on);
  // What came after its last day has not taken its place.
  const next = effective.find(
    (one) => group.includes(one.kind) && (effectiveTo === undefined || one.effectiveFrom <= effectiveTo),
  );
  if (next) return { state: 'superseded', by: next.number };
  if (effectiveTo !== undefined && effectiveTo < on) return { state: 'ended', by: null };
  const closing = kind === 'suspension' ? effective.find((one) => one.kind === 'closing') : undefined;
  return closing ? { state: 'ended', by: closing.number } : { state: 'inForce', by: null };
}
