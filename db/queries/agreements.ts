import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { AgreementRule, LocalAgreement } from '../../shared/domain/policy/agreements.ts';
import type { Db, Transaction } from '../connect.ts';

/** An agreement with what a reader of it wants to know. */
export interface RecordedAgreement extends LocalAgreement {
  readonly reason: string;
  readonly registeredBy: string;
  readonly onBehalfOf: string;
  readonly registeredAt: Date;
  /** Its area or site by name. */
  readonly placeName: string | null;
  readonly endedOn: CalendarDate | null;
  readonly endedBy: string | null;
}

/** R16: all that were ever made, the oldest first; one that was ended holds until that day. */
export async function listAgreements(db: Db, municipality?: string): Promise<RecordedAgreement[]> {
  const rows = await db
    .selectFrom('localAgreements as agreement')
    .leftJoin('areas', 'areas.id', 'agreement.areaId')
    .leftJoin('sites', 'sites.id', 'agreement.siteId')
    .select([
      'agreement.id',
      'agreement.municipalityCode',
      'agreement.areaId',
      'agreement.siteId',
      'agreement.rule',
      'agreement.params',
      'agreement.parties',
      'agreement.fromDate',
      'agreement.toDate',
      'agreement.reason',
      'agreement.registeredBy',
      'agreement.onBehalfOf',
      'agreement.registeredAt',
      'agreement.endedOn',
      'agreement.endedBy',
      'areas.name as areaName',
      'sites.name as siteName',
    ])
    .$if(municipality !== undefined, (query) => query.where('agreement.municipalityCode', '=', municipality!))
    .orderBy('agreement.fromDate')
    .orderBy('agreement.registeredAt')
    .orderBy('agreement.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    municipality: row.municipalityCode as MunicipalityCode,
    area: row.areaId ?? undefined,
    site: row.siteId ?? undefined,
    rule: row.rule as AgreementRule,
    params: row.params as LocalAgreement['params'],
    parties: row.parties,
    from: row.fromDate,
    to: lastDay(row.toDate, row.endedOn),
    reason: row.reason,
    registeredBy: row.registeredBy,
    onBehalfOf: row.onBehalfOf,
    registeredAt: row.registeredAt,
    placeName: row.siteName ?? row.areaName,
    endedOn: row.endedOn,
    endedBy: row.endedBy,
  }));
}

function lastDay(to: CalendarDate | null, endedOn: CalendarDate | null): CalendarDate | undefined {
  if (endedOn === null) return to ?? undefined;
  return to !== null && to < endedOn ? to : endedOn;
}

export type NewAgreement = Omit<RecordedAgreement, 'placeName' | 'endedOn' | 'endedBy'>;

export async function insertAgreement(transaction: Transaction, agreement: NewAgreement): Promise<void> {
  const { municipality, area, site, from, to, params, parties, ...row } = agreement;
  await transaction
    .insertInto('localAgreements')
    .values({
      ...row,
      municipalityCode: municipality,
      areaId: area ?? null,
      siteId: site ?? null,
      fromDate: from,
      toDate: to ?? null,
      params: JSON.stringify(params),
      parties: [...parties],
    })
    .execute();
}

/** @returns whether there was one that had not been ended. */
export async function markAgreementEnded(
  transaction: Transaction,
  id: string,
  ended: { endedOn: CalendarDate; endedBy: string; endedAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('localAgreements')
    .set(ended)
    .where('id', '=', id)
    .where('endedOn', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
