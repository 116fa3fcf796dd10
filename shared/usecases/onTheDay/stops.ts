import type { Transaction } from '../../../db/connect.ts';
import {
  insertStopChange,
  listStopsOf,
  recountStop,
  takeOffStop,
} from '../../../db/queries/stopsOfSessions.ts';
import type { DaySession } from '../../domain/onTheDay/daySession.ts';

interface Followed {
  readonly before: readonly DaySession[];
  readonly after: readonly DaySession[];
  readonly municipality: string;
  readonly by: string;
  readonly at: Date;
  readonly newId: () => string;
}

const people = ({ slots }: DaySession) => slots.reduce((sum, slot) => sum + slot.people, 0);

/**
 * The stops of changed sessions: a stop fetches as many samples as its sessions have people now, a session whose samples
 * travel on another day leaves its stop, and a stop with nothing left to do is cancelled. On a fixed list each change is
 * written down for the telephone (R56). Lists that are not fixed are planned anew in the night.
 *
 * @returns the stops that are others now
 */
export async function followStops(
  transaction: Transaction,
  { before, after, municipality, by, at, newId }: Followed,
): Promise<string[]> {
  const now = new Map(after.map((session) => [session.id, session]));
  const changed = before.filter((session) => now.get(session.id) !== session);
  const stops = await listStopsOf(
    transaction,
    changed.map(({ id }) => id),
  );
  for (const stop of stops) {
    const session = now.get(stop.session);
    const stays = session && people(session) > 0 && session.labDate === stop.date;
    if (!stays) await takeOffStop(transaction, stop);
  }
  const followed: string[] = [];
  for (const stop of new Map(stops.map((each) => [each.stop, each])).values()) {
    const is = await recountStop(transaction, stop.stop);
    if (!is || (is.samples === stop.samples && is.state !== 'cancelled')) continue;
    followed.push(stop.stop);
    if (!stop.fixed) continue;
    await insertStopChange(transaction, {
      id: newId(),
      planId: stop.plan,
      stopId: stop.stop,
      regionCode: stop.region,
      municipalityCode: municipality,
      madeAt: at,
      madeBy: by,
      change: is.state === 'cancelled' ? 'cancelled' : 'samples',
      facts: { before: stop.samples, after: is.samples },
    });
  }
  return followed;
}
