import { addDays, type CalendarDate, earlier, later } from '../calendar/calendarDate.ts';
import type { DecidedState } from './decidedColour.ts';

/**
 * R12: the day by which a municipality is to be assessed with it. A red one every `reviewEveryDays` days after the
 * decision or the last assessment, or on the decision's own review date if that is earlier; a suspension (R8) on its
 * review date, or as often as a red one. Undefined when nothing is due.
 */
export function reviewDueOn(
  state: DecidedState,
  lastHeldOn: CalendarDate | undefined,
  policy: { readonly reviewEveryDays: number },
): CalendarDate | undefined {
  const { decision } = state;
  if (decision === undefined) return undefined;
  const since = lastHeldOn === undefined ? decision.effectiveFrom : later(decision.effectiveFrom, lastHeldOn);
  const named =
    decision.reviewOn !== undefined && (lastHeldOn === undefined || lastHeldOn < decision.reviewOn)
      ? decision.reviewOn
      : undefined;
  if (state.colour !== 'red' && !state.suspended) return undefined;
  const weekly = addDays(since, policy.reviewEveryDays);
  return named === undefined ? weekly : earlier(weekly, named);
}
