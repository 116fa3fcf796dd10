import type { RedPeriodRow } from '../../db/queries/decisions.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { addWeeks, isoWeekOf } from '../domain/calendar/isoWeek.ts';
import type { PolicyRules } from '../domain/policy/policy.ts';
import type { Decision } from '../domain/status/decision.ts';
import { redPeriods, type TestWeek, testWeeks } from '../domain/status/redFlow.ts';

/** How far ahead the red flow is written out: two rounds of the green interval. */
const WEEKS_AHEAD = 12;

interface Moment {
  readonly on: CalendarDate;
  readonly rules: PolicyRules;
}

/** The red periods of a municipality with their test weeks, as the tables hold them. */
export function redPeriodRows(decisions: readonly Decision[], { on, rules }: Moment): RedPeriodRow[] {
  const until = addWeeks(isoWeekOf(on), WEEKS_AHEAD);
  return redPeriods(decisions, on).map((period) => {
    const weeks = testWeeks(period, { on, until, decisions, policy: rules });
    return {
      begunBy: period.begunBy.id,
      endedBy: period.endedBy?.id ?? null,
      firstTestWeek:
        weeks[0]?.week ?? period.begunBy.firstTestWeek ?? isoWeekOf(period.begunBy.effectiveFrom),
      endedOn: period.endedBy?.effectiveFrom ?? null,
      weeks: weeks.map(({ week, state, decision }) => ({
        week,
        state,
        settledBy: state === 'cancelled' ? (period.endedBy?.id ?? null) : decision.id,
      })),
    };
  });
}

/** The test weeks of the period that is open, or that ended last. */
export function currentTestWeeks(decisions: readonly Decision[], { on, rules }: Moment): readonly TestWeek[] {
  const period = redPeriods(decisions, on).at(-1);
  if (!period) return [];
  const until = addWeeks(isoWeekOf(on), WEEKS_AHEAD);
  return testWeeks(period, { on, until, decisions, policy: rules });
}
