import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listPendingReviews } from '../../db/queries/reviews.ts';
import { countryView } from '../../db/queries/views/country.ts';
import type { Clock } from '../clock.ts';
import type { ReviewView } from '../contracts/views/reviews.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { suggestionFor } from '../domain/status/followUp.ts';

/** R12: assessments that are due, the most overdue first. No holiday moves one (A16). */
export async function listReviews(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { actor }: { actor: Actor },
): Promise<{ today: CalendarDate; reviews: ReviewView[] }> {
  const today = wallClock(clock.now()).date;
  return asTenant(db, actor, async (transaction) => {
    const { municipalities } = await countryView(transaction, today);
    const known = new Map(municipalities.map((each) => [each.code, each]));
    const pending = await listPendingReviews(transaction);
    const reviews = pending.flatMap(({ municipality: code, dueOn }): ReviewView[] => {
      const found = known.get(code);
      if (!found) return [];
      const { name, measured, decided, followUp } = found;
      const suggestion = suggestionFor({
        measured: measured?.colour,
        decided: decided.colour,
        suspended: decided.suspended,
        followUpOpen: followUp !== null,
        contacted: followUp?.contacted ?? false,
      });
      return [{ code, name, dueOn, overdue: dueOn < today, measured, decided, suggestion }];
    });
    return { today, reviews };
  });
}
