import type { CalendarDate, Weekday } from '../../shared/domain/calendar/calendarDate.ts';
import type { Direction, Sailing } from '../../shared/domain/travel/timetable.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';

/** Every line of every timetable, or those that hold on a day at the latest. */
export async function listSailings(db: Db, on?: CalendarDate): Promise<Sailing[]> {
  const rows = await db
    .selectFrom('ferrySailings')
    .select([
      'link',
      'direction',
      'fromHarbour as from',
      'toHarbour as to',
      'validFrom',
      'validTo',
      'weekdays',
      'departures',
      'minutes',
      'checkInMinutes',
      'fare',
      'source',
    ])
    .$if(on !== undefined, (query) => query.where('validFrom', '<=', on!))
    .orderBy('link')
    .orderBy('validFrom')
    .orderBy('direction', 'desc')
    .orderBy('weekdays')
    .execute();
  return rows.map(({ direction, weekdays, ...row }) => ({
    ...row,
    direction: direction as Direction,
    weekdays: weekdays as Weekday[],
  }));
}

/** Writes timetables: what was known of the same links from the same day on is replaced. */
export async function replaceSailings(
  transaction: Transaction,
  sailings: readonly (Sailing & { readonly id: string })[],
): Promise<void> {
  for (const { link, validFrom } of sailings) {
    await transaction
      .deleteFrom('ferrySailings')
      .where('link', '=', link)
      .where('validFrom', '=', validFrom)
      .execute();
  }
  await insertRows(
    transaction,
    'ferrySailings',
    sailings.map(({ from, to, weekdays, departures, ...row }) => ({
      ...row,
      fromHarbour: from,
      toHarbour: to,
      weekdays: [...weekdays],
      departures: [...departures],
    })),
  );
}
