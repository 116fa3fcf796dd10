import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import { addWeeks, firstDayOfWeek, type IsoWeek, isoWeekOf, weeksBetween } from '../calendar/isoWeek.ts';
import { decidedStateOn } from './decidedColour.ts';
import { type Decision, standingDecisions } from './decision.ts';

/**
 * From the decision that made a municipality red to the one that made it green (A3, A5). Later red decisions belong
 * to the same period; they may move the test weeks that lie ahead.
 */
export interface RedPeriod {
  readonly begunBy: Decision;
  readonly redDecisions: readonly Decision[];
  readonly endedBy: Decision | undefined;
}

export function redPeriods(decisions: readonly Decision[], asOf: CalendarDate): RedPeriod[] {
  const periods: { begunBy: Decision; redDecisions: Decision[]; endedBy: Decision | undefined }[] = [];
  for (const decision of standingDecisions(decisions, asOf)) {
    if (decision.kind !== 'colour' && decision.kind !== 'suspension') continue;
    const open = periods.findLast(({ endedBy }) => endedBy === undefined);
    if (decision.colour === 'red') {
      if (open) open.redDecisions.push(decision);
      else periods.push({ begunBy: decision, redDecisions: [decision], endedBy: undefined });
    } else if (open) open.endedBy = decision;
  }
  return periods;
}

/** `held`: the week has begun, so its sessions stand (A5). */
export type TestWeekState = 'provisional' | 'confirmed' | 'cancelled' | 'held';

export interface TestWeek {
  readonly week: IsoWeek;
  /** 1 for the first test week of the period, then 3, 5 … (R24). */
  readonly flowWeek: number;
  readonly state: TestWeekState;
  /** The decision whose test week this is. */
  readonly decision: Decision;
}

interface FlowPolicy {
  readonly redCycleWeeks: number;
  readonly decisionWeekday: number;
}

/**
 * The test weeks of a red period as they stand on a day (R23, R24). The first is confirmed by the decision; each
 * later one is provisional until the Wednesday of the week before it has passed with the municipality *decided* red
 * (whatever is measured), and is cancelled by a decision for green before it begins. A week that has begun is held.
 */
export function testWeeks(
  period: RedPeriod,
  {
    on,
    until,
    decisions,
    policy,
  }: { on: CalendarDate; until: IsoWeek; decisions: readonly Decision[]; policy: FlowPolicy },
): TestWeek[] {
  const planned: { week: IsoWeek; decision: Decision }[] = [];
  for (const [index, decision] of period.redDecisions.entries()) {
    const later = period.redDecisions.slice(index + 1);
    let week = firstTestWeekOf(decision);
    while (week <= until) {
      const monday = firstDayOfWeek(week);
      // A later decision for red redraws what had not begun when it took effect.
      if (later.some((next) => week >= firstTestWeekOf(next) || monday > next.effectiveFrom)) break;
      planned.push({ week, decision });
      week = addWeeks(week, cycleAt(monday, { decision, decisions, on, policy }));
    }
  }
  const first = planned[0]?.week;
  return planned.map(({ week, decision }) => ({
    week,
    flowWeek: weeksBetween({ from: first ?? week, to: week }) + 1,
    state: stateOf({
      week,
      isFirst: week === first,
      endedOn: period.endedBy?.effectiveFrom,
      period,
      on,
      policy,
    }),
    decision,
  }));
}

function firstTestWeekOf(decision: Decision): IsoWeek {
  return decision.firstTestWeek ?? addWeeks(isoWeekOf(decision.effectiveFrom), 1);
}

function stateOf({
  week,
  isFirst,
  endedOn,
  period,
  on,
  policy,
}: {
  week: IsoWeek;
  isFirst: boolean;
  endedOn: CalendarDate | undefined;
  period: RedPeriod;
  on: CalendarDate;
  policy: FlowPolicy;
}): TestWeekState {
  const monday = firstDayOfWeek(week);
  if (endedOn !== undefined && endedOn <= on && endedOn < monday) return 'cancelled';
  if (monday <= on) return 'held';
  if (isFirst) return 'confirmed';
  const check = addDays(monday, policy.decisionWeekday - 7);
  const decidedThatDay = period.redDecisions.some(
    ({ effectiveFrom }) => effectiveFrom === check && check <= on,
  );
  return on > check || decidedThatDay ? 'confirmed' : 'provisional';
}

/** R15: a higher intensity in force in that week shortens the step to the next one. */
function cycleAt(
  monday: CalendarDate,
  {
    decision,
    decisions,
    on,
    policy,
  }: { decision: Decision; decisions: readonly Decision[]; on: CalendarDate; policy: FlowPolicy },
): number {
  const cycle = decision.intervalWeeks ?? policy.redCycleWeeks;
  const intense = decidedStateOn(decisions, monday, on).intensity?.intervalWeeks;
  return Math.max(1, Math.min(cycle, intense ?? cycle));
}

/**
 * The first test week to suggest (R24): planning in the week after the first contact, testing in the one after that;
 * when the decision comes later, the planning weeks count from it. An earlier one is a matter of agreement.
 */
export function suggestedFirstTestWeek({
  contactOn,
  decidedOn,
  planningWeeks,
}: {
  contactOn: CalendarDate;
  decidedOn: CalendarDate;
  planningWeeks: number;
}): IsoWeek {
  const fromContact = addWeeks(isoWeekOf(contactOn), planningWeeks + 1);
  const fromDecision = addWeeks(isoWeekOf(decidedOn), planningWeeks);
  return fromContact > fromDecision ? fromContact : fromDecision;
}
