import type { RedPeriodRow } from '../../db/queries/decisions.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { isoWeekOf } from '../domain/calendar/isoWeek.ts';
import type { PolicyRules } from '../domain/policy/policy.ts';
import type { Decision } from '../domain/status/decision.ts';
import { testWeeksByPeriod } from '../domain/status/effect.ts';

/** The red periods of a municipality with their test weeks, as the tables hold them. */
export function redPeriodRows(
  decisions: readonly Decision[],
  moment: { readonly on: CalendarDate; readonly rules: PolicyRules },
): RedPeriodRow[] {
  return testWeeksByPeriod(decisions, moment).map(({ period: { begunBy, endedBy }, weeks }) => ({
    begunBy: begunBy.id,
    endedBy: endedBy?.id ?? null,
    firstTestWeek: weeks[0]?.week ?? begunBy.firstTestWeek ?? isoWeekOf(begunBy.effectiveFrom),
    endedOn: endedBy?.effectiveFrom ?? null,
    weeks: weeks.map(({ week, state, decision }) => ({
      week,
      state,
      settledBy: state === 'cancelled' ? (endedBy?.id ?? null) : decision.id,
    })),
  }));
}
