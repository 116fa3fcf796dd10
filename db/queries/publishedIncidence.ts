import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { displayRate, RATE_UNIT } from '../../shared/domain/incidence/counts.ts';
import type { PublishedFigure } from '../../shared/domain/incidence/publishedCsv.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';

/** What authorities state for the days from `from` to `to`. */
export async function listPublished(
  db: Db,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<PublishedFigure[]> {
  const rows = await db
    .selectFrom('publishedIncidence')
    .select(['asOf', 'municipalityCode', 'incidence', 'cases'])
    .where('asOf', '>=', from)
    .where('asOf', '<=', to)
    .orderBy('asOf')
    .orderBy('municipalityCode')
    .execute();
  return rows.map(({ asOf, municipalityCode, incidence, cases }) => ({
    date: asOf,
    municipality: municipalityCode as MunicipalityCode,
    billionths: Math.round(incidence * RATE_UNIT),
    cases: cases ?? undefined,
  }));
}

export async function insertPublished(
  transaction: Transaction,
  figures: readonly PublishedFigure[],
  facts: { source: string; sha256: string; fetchedAt: Date },
): Promise<void> {
  await insertRows(
    transaction,
    'publishedIncidence',
    figures.map(({ date, municipality, billionths, cases }) => ({
      ...facts,
      asOf: date,
      municipalityCode: municipality,
      incidence: displayRate(billionths),
      cases: cases ?? null,
    })),
  );
}
