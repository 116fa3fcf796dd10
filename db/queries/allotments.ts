import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { withTakenOver } from '../../shared/domain/geography/regions.ts';
import type { DueRoll } from '../../shared/domain/planning/dueRolls.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';

/** Samples by date of a laboratory: planned, allowed, and what the quota may be raised by. */
export type ShareByDate = Readonly<
  Record<string, readonly [planned: number, quota: number, reserve: number]>
>;

/** What the region's levelling says, kept as it was when it was made: every owner plans against it. */
export interface AllotmentShares {
  readonly laboratories: Readonly<
    Record<
      string,
      {
        /** Samples of published sessions that stay. */
        readonly standing: Readonly<Record<string, number>>;
        readonly owners: Readonly<Record<string, ShareByDate>>;
      }
    >
  >;
}

interface AllotmentPolicy {
  readonly policy: string;
  readonly due: readonly DueRoll[];
  /** By owner, the red test weeks that the days are for; absent in allotments from before. */
  readonly basis?: Readonly<Record<string, string>>;
}

export interface Allotment {
  readonly id: string;
  readonly region: string;
  readonly runId: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly state: 'proposed' | 'agreed' | 'superseded';
  readonly policy: AllotmentPolicy;
  readonly shares: AllotmentShares;
}

function selectAllotments(db: Db) {
  return db
    .selectFrom('allotments')
    .select([
      'id',
      'regionCode as region',
      'runId',
      'fromDate as from',
      'toDate as to',
      'state',
      'policy',
      'score',
    ])
    .where('scenarioId', 'is', null);
}

type AllotmentRow = Awaited<ReturnType<ReturnType<typeof selectAllotments>['executeTakeFirstOrThrow']>>;

function asAllotment({ policy, score, state, ...row }: AllotmentRow): Allotment {
  return {
    ...row,
    state: state as Allotment['state'],
    policy: policy as unknown as AllotmentPolicy,
    shares: (score as unknown as { shares: AllotmentShares }).shares,
  };
}

/** Of a run, in one region or in all. */
export async function listAllotmentsOfRun(db: Db, runId: string): Promise<Allotment[]> {
  const rows = await selectAllotments(db).where('runId', '=', runId).orderBy('regionCode').execute();
  return rows.map(asAllotment);
}

/** Of a region and those it has taken over, those that are not over, proposed or agreed: a merger tears no roll apart. */
export async function listRunningAllotments(db: Db, region: string, on: CalendarDate): Promise<Allotment[]> {
  const rows = await selectAllotments(db)
    .where('regionCode', 'in', withTakenOver(region))
    .where('state', '<>', 'superseded')
    .where('toDate', '>=', on)
    .orderBy('createdAt')
    .execute();
  return rows.map(asAllotment);
}

/** Proposals all of whose rolls have been allotted anew: nobody has to answer them any more. */
export async function supersedeProposals(
  transaction: Transaction,
  { region, by, due }: { region: string; by: string; due: readonly DueRoll[] },
): Promise<void> {
  const rows = await selectAllotments(transaction)
    .where('regionCode', 'in', withTakenOver(region))
    .where('state', '=', 'proposed')
    .where('id', '<>', by)
    .execute();
  const anew = new Set(due.map(({ owner, to }) => `${owner} ${to}`));
  const over = rows
    .map(asAllotment)
    .filter(({ policy }) => policy.due.every(({ owner, to }) => anew.has(`${owner} ${to}`)));
  if (over.length === 0) return;
  await transaction
    .updateTable('allotments')
    .set({ state: 'superseded' })
    .where(
      'id',
      'in',
      over.map(({ id }) => id),
    )
    .execute();
}

export async function findAllotment(db: Db, id: string): Promise<Allotment | undefined> {
  const row = await selectAllotments(db).where('id', '=', id).executeTakeFirst();
  return row && asAllotment(row);
}

/** The newest that gives an owner room, in a roll that is in force on a day. */
export async function findLatestAllotmentFor(
  db: Db,
  owner: string,
  on: CalendarDate | undefined,
): Promise<Allotment | undefined> {
  const rows = await selectAllotments(db)
    .where('state', '<>', 'superseded')
    .orderBy('createdAt', 'desc')
    .orderBy('toDate', 'desc')
    .execute();
  const gives = ({ owner: whose, from, to }: DueRoll) =>
    whose === owner && (on === undefined || (from <= on && on <= to));
  return rows.map(asAllotment).find(({ policy }) => policy.due.some(gives));
}

export interface NewAllotment extends Omit<Allotment, 'state'> {
  readonly problemHash: string;
  readonly seed: number;
  readonly score: object;
  readonly createdAt: Date;
}

export interface NewQuota {
  readonly owner: string;
  readonly municipality: string;
  readonly laboratory: string;
  readonly date: CalendarDate;
  readonly people: number;
}

export interface NewTestDay {
  readonly site: string;
  readonly organisation: string;
  readonly municipality: string;
  readonly laboratory: string;
  readonly date: CalendarDate;
  readonly people: number;
}

export async function insertAllotment(
  transaction: Transaction,
  { shares, score, ...allotment }: NewAllotment,
  quotas: readonly NewQuota[],
  testDays: readonly NewTestDay[],
  newId: () => string,
): Promise<void> {
  await transaction
    .insertInto('allotments')
    .values({
      id: allotment.id,
      regionCode: allotment.region,
      runId: allotment.runId,
      fromDate: allotment.from,
      toDate: allotment.to,
      state: 'proposed',
      policy: JSON.stringify(allotment.policy),
      problemHash: allotment.problemHash,
      seed: allotment.seed,
      score: JSON.stringify({ ...score, shares }),
      createdAt: allotment.createdAt,
    })
    .execute();
  const shared = { allotmentId: allotment.id, regionCode: allotment.region };
  await insertRows(
    transaction,
    'quotas',
    quotas.map(({ owner, municipality, laboratory, date, people }) => ({
      ...shared,
      municipalityCode: municipality,
      organisationId: owner,
      laboratoryId: laboratory,
      date,
      people,
    })),
  );
  await insertRows(
    transaction,
    'testDays',
    testDays.map(({ site, organisation, municipality, laboratory, date, people }) => ({
      id: newId(),
      ...shared,
      siteId: site,
      organisationId: organisation,
      municipalityCode: municipality,
      laboratoryId: laboratory,
      date,
      people,
      state: 'proposed',
    })),
  );
}

export async function lockAllotment(
  transaction: Transaction,
  id: string,
): Promise<Allotment['state'] | undefined> {
  const row = await transaction
    .selectFrom('allotments')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.state as Allotment['state'] | undefined;
}

/** The quota of an owner on some days is raised to what was agreed. */
export async function raiseQuotas(
  transaction: Transaction,
  allotmentId: string,
  raised: readonly NewQuota[],
  region: string,
): Promise<void> {
  for (const { owner, municipality, laboratory, date, people } of raised) {
    await transaction
      .insertInto('quotas')
      .values({
        allotmentId,
        regionCode: region,
        municipalityCode: municipality,
        organisationId: owner,
        laboratoryId: laboratory,
        date,
        people,
      })
      .onConflict((conflict) =>
        conflict.columns(['allotmentId', 'organisationId', 'laboratoryId', 'date']).doUpdateSet({ people }),
      )
      .execute();
  }
}
