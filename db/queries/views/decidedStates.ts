import { sql, type RawBuilder } from 'kysely';
import type { DecidedView } from '../../../shared/contracts/views/country.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { type DecidedState, decidedStateOn } from '../../../shared/domain/status/decidedColour.ts';
import type { Db } from '../../connect.ts';
import { listDecisions } from '../decisions.ts';
import { pendingReviewDays } from '../reviews.ts';

/** @param reviewOn the day of the pending assessment (R12), which alone says when it is due. */
export function decidedView(
  { colour, scope, suspended, decision }: DecidedState,
  reviewOn: CalendarDate | undefined,
): DecidedView {
  return {
    colour,
    partial: scope.kind === 'partial',
    suspended,
    since: decision?.effectiveFrom ?? null,
    // A suspension that was closed since has nothing to be looked at again (R8).
    reviewOn: colour === 'red' || suspended ? (reviewOn ?? null) : null,
  };
}

/** A17: the day by which a municipality was to be assessed and was not: its colour carries over. */
export function carriedOverSince({ reviewOn }: DecidedView, on: CalendarDate): CalendarDate | null {
  return reviewOn !== null && reviewOn < on ? reviewOn : null;
}

/** What holds for a municipality on a day, for any code: without a decision it is green. */
export async function decidedViewsOn(db: Db, on: CalendarDate): Promise<(code: string) => DecidedView> {
  const decisions = Map.groupBy(
    await listDecisions(db, undefined, on),
    ({ municipality }) => municipality as string,
  );
  const reviews = await pendingReviewDays(db);
  return (code) => decidedView(decidedStateOn(decisions.get(code) ?? [], on), reviews.get(code));
}

/** Of the measured releases known on a day, the one that counts last. */
export function newestMeasuredRelease(on: CalendarDate): RawBuilder<unknown> {
  return sql`
    SELECT releases.id, releases.released_on
    FROM releases
    WHERE releases.state = 'applied' AND releases.released_on <= ${on} AND releases.known_on <= ${on}
      AND releases.measured_at IS NOT NULL
    ORDER BY releases.released_on DESC, releases.sequence DESC
    LIMIT 1`;
}

/**
 * The row that measures each municipality on a day: of the newest release of cases and what came after it, the last. What
 * an authority states for some municipalities alone (A2) leaves the others as they were.
 */
export function measuredRows(on: CalendarDate): RawBuilder<unknown> {
  return sql`
    SELECT DISTINCT ON (row.municipality_code)
      row.municipality_code, row.colour, row.cases, row.population, row.published_incidence, row.measured_on
    FROM releases
    JOIN measured_colours AS row ON row.release_id = releases.id AND row.in_force
    WHERE releases.state = 'applied' AND releases.measured_at IS NOT NULL
      AND releases.released_on <= ${on} AND releases.known_on <= ${on}
      AND releases.released_on >= coalesce((
        SELECT max(released_on) FROM releases
        WHERE state = 'applied' AND measured_at IS NOT NULL AND source <> 'published' AND released_on <= ${on}
      ), '-infinity')
    ORDER BY row.municipality_code, releases.released_on DESC, (row.window_name = 'published') DESC,
      releases.known_on DESC, releases.sequence DESC`;
}
