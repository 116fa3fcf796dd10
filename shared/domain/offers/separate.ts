import { testableDays } from './rota.ts';
import type { OfferWindow, Subject } from './subject.ts';
import type { Need } from './walk.ts';

/** The last day for `first` that leaves most test days to both; null when one of them would have none. */
function bestSplit(
  subject: Subject,
  pair: { first: Need; second: Need },
  window: OfferWindow,
): number | null {
  const { first, second } = pair;
  const { gap } = second;
  let best: { day: number; days: number } | null = null;
  for (let day = first.earliest; day <= first.due; day += 1) {
    const before = testableDays(subject, window.testable, { from: first.earliest, to: day });
    const after = testableDays(subject, window.testable, {
      from: Math.max(second.earliest, day + gap),
      to: second.due,
    });
    const days = Math.min(before, after);
    if (days > 0 && (!best || days > best.days)) best = { day, days };
  }
  return best?.day ?? null;
}

/**
 * Cuts neighbouring windows so that the minimum gap (P5) holds wherever the planner places each: a green offer due
 * in week 0 ends on the day that leaves both it and red week 1 most test days. Where no such day exists, the red
 * week's offer falls away: the subject is "offered within the minimum gap" (R24).
 */
export function separate(subject: Subject, needs: readonly Need[], window: OfferWindow): Need[] {
  const kept: Need[] = [];
  // One that no test day falls into stands in nobody's way; the planner names its limit.
  let before = -1;
  for (const need of needs) {
    const first = kept[before];
    const placeable = testableDays(subject, window.testable, { from: need.earliest, to: need.due }) > 0;
    if (!placeable || !first || need.earliest >= first.due + need.gap) {
      if (placeable) before = kept.length;
      kept.push(need);
      continue;
    }
    const day = bestSplit(subject, { first, second: need }, window);
    if (day === null) continue;
    kept[before] = { ...first, due: day };
    before = kept.length;
    kept.push({ ...need, earliest: Math.max(need.earliest, day + need.gap) });
  }
  return kept;
}
