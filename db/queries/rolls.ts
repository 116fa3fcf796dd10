import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { BasisWeek, LiveRoll } from '../../shared/domain/planning/dueRolls.ts';
import type { GoalWeights } from '../../shared/domain/planning/goals.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';
import type { JsonObject } from '../types.ts';

export type RollState = 'draft' | 'agreed' | 'published' | 'superseded';

/**
 * `quota`: inside the quota and on the agreed test days; `agreed-days`: with a raised quota on the agreed test days;
 * `reserve`: with a raised quota, on any day.
 */
export type RollRoom = 'quota' | 'agreed-days' | 'reserve';

/** What a roll was made from, so that it can be checked and compared again. */
interface RollPolicy {
  readonly policy: string;
  readonly notBefore: CalendarDate;
  readonly basis: readonly BasisWeek[];
  /** A changed roll: who serves one of these places is planned anew; null: everybody. */
  readonly places: readonly string[] | null;
  readonly room: RollRoom;
  /** Absent in rolls from before planners could set them. */
  readonly weights?: GoalWeights;
  /** P3: what was wanted as it is and could not be; absent: nothing was. */
  readonly wishes?: RollWishes;
}

export interface RollWishes {
  /** The last roll was to be copied. */
  readonly copied: boolean;
  readonly refused: readonly {
    readonly site: string | null;
    readonly siteName: string;
    readonly date: CalendarDate;
    /** HH:MM. */
    readonly start: string;
    readonly faults: readonly {
      readonly code: string;
      readonly message: string;
      readonly facts: Readonly<Record<string, string | number>>;
    }[];
  }[];
}

export interface Roll {
  readonly id: string;
  readonly owner: string;
  readonly municipality: string;
  readonly allotmentId: string | null;
  readonly runId: string | null;
  readonly supersedes: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly state: RollState;
  readonly policy: RollPolicy;
  readonly score: Readonly<Record<string, number>>;
}

function selectRolls(db: Db) {
  return db
    .selectFrom('rolls')
    .select([
      'id',
      'organisationId as owner',
      'municipalityCode as municipality',
      'allotmentId',
      'runId',
      'supersedes',
      'fromDate as from',
      'toDate as to',
      'state',
      'policy',
      'score',
    ])
    .where('scenarioId', 'is', null);
}

type RollRow = Awaited<ReturnType<ReturnType<typeof selectRolls>['executeTakeFirstOrThrow']>>;

function asRoll({ state, policy, score, ...row }: RollRow): Roll {
  return {
    ...row,
    state: state as RollState,
    policy: policy as unknown as RollPolicy,
    score: score as unknown as Record<string, number>,
  };
}

/** One publishes at a time. */
export async function lockRoll(transaction: Transaction, id: string): Promise<Roll | undefined> {
  const row = await selectRolls(transaction).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && asRoll(row);
}

/** Of a run, or the drafts and agreed ones of an owner. */
export async function listRolls(
  db: Db,
  about: { readonly runId?: string; readonly owner?: string; readonly states?: readonly RollState[] },
): Promise<Roll[]> {
  const rows = await selectRolls(db)
    .$if(about.runId !== undefined, (query) => query.where('runId', '=', about.runId!))
    .$if(about.owner !== undefined, (query) => query.where('organisationId', '=', about.owner!))
    .$if(about.states !== undefined, (query) => query.where('state', 'in', about.states!))
    .orderBy('municipalityCode')
    .orderBy('organisationId')
    .orderBy('fromDate')
    .orderBy('createdAt')
    .execute();
  return rows.map(asRoll);
}

/**
 * By owner, the rolls that stand today or later, one per last day: of those that changed each other the latest, since
 * it knows what all of them were made for.
 */
export async function listLiveRolls(
  db: Db,
  owners: readonly string[],
  today: CalendarDate,
): Promise<Map<string, LiveRoll[]>> {
  if (owners.length === 0) return new Map();
  const rows = await selectRolls(db)
    .where('organisationId', 'in', owners)
    .where('state', 'in', ['published', 'superseded'])
    .where('publishedAt', 'is not', null)
    .where('toDate', '>=', sql<CalendarDate>`${today}::date - 42`)
    .orderBy('publishedAt')
    .orderBy('fromDate')
    .execute();
  const byOwner = Map.groupBy(rows.map(asRoll), ({ owner }) => owner);
  return new Map(
    [...byOwner].map(([owner, rolls]) => {
      const latest = new Map(rolls.map((roll) => [roll.to, roll]));
      const first = (to: CalendarDate) =>
        rolls
          .filter((roll) => roll.to === to)
          .map(({ from }) => from)
          .sort()[0];
      return [
        owner,
        [...latest.values()].map(({ id, from, to, policy }) => ({
          id,
          from: first(to) ?? from,
          to,
          basis: policy.basis,
        })),
      ];
    }),
  );
}

export interface NewRoll extends Omit<Roll, 'state' | 'score'> {
  readonly problemHash: string;
  readonly seed: number;
  readonly score: object;
  readonly bounds: object;
  readonly createdAt: Date;
}

export interface NewUnplaced {
  readonly subject: { readonly kind: 'staff' | 'headcount'; readonly id: string };
  readonly people: number;
  readonly earliest: CalendarDate;
  readonly due: CalendarDate;
  readonly limit: string;
  readonly facts: JsonObject;
  readonly message: string;
  readonly fix: string;
}

export async function insertRoll(
  transaction: Transaction,
  { owner, municipality, from, to, policy, score, bounds, ...row }: NewRoll,
  unplaced: readonly NewUnplaced[],
  newId: () => string,
): Promise<void> {
  await transaction
    .insertInto('rolls')
    .values({
      ...row,
      organisationId: owner,
      municipalityCode: municipality,
      fromDate: from,
      toDate: to,
      state: 'draft',
      policy: JSON.stringify(policy),
      score: JSON.stringify(score),
      bounds: JSON.stringify(bounds),
    })
    .execute();
  await insertRows(
    transaction,
    'unplaced',
    unplaced.map(({ subject, limit, ...rest }) => ({
      id: newId(),
      rollId: row.id,
      organisationId: owner,
      municipalityCode: municipality,
      staffId: subject.kind === 'staff' ? subject.id : null,
      headcountId: subject.kind === 'headcount' ? subject.id : null,
      limitKind: limit,
      ...rest,
    })),
  );
}

/** Drafts that a new draft for the same days replaces; nothing of them was ever told to anybody. */
export async function deleteDrafts(
  transaction: Transaction,
  { owner, to, except }: { owner: string; to: CalendarDate; except: string },
): Promise<void> {
  await transaction
    .deleteFrom('rolls')
    .where('organisationId', '=', owner)
    .where('toDate', '=', to)
    .where('state', '=', 'draft')
    .where('scenarioId', 'is', null)
    .where('id', '<>', except)
    .execute();
}

export async function markRollAgreed(
  transaction: Transaction,
  id: string,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await transaction
    .updateTable('rolls')
    .set({ state: 'agreed', agreedBy: by, agreedAt: at })
    .where('id', '=', id)
    .execute();
}

export async function markRollPublished(
  transaction: Transaction,
  id: string,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await transaction
    .updateTable('rolls')
    .set({ state: 'published', publishedBy: by, publishedAt: at })
    .where('id', '=', id)
    .execute();
}

/** Rolls of an owner without a session left from a date on are superseded; their earlier sessions stand. */
export async function supersedeEmptyRolls(
  transaction: Transaction,
  about: { owner: string; from: CalendarDate; to: CalendarDate; except: string; at: Date },
): Promise<string[]> {
  const rows = await transaction
    .updateTable('rolls')
    .set({ state: 'superseded', supersededAt: about.at })
    .where('organisationId', '=', about.owner)
    .where('state', '=', 'published')
    .where('toDate', '=', about.to)
    .where('id', '<>', about.except)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sessions')
            .select('sessions.id')
            .whereRef('sessions.rollId', '=', 'rolls.id')
            .where('sessions.published', '=', true)
            .where('sessions.date', '>=', about.from),
        ),
      ),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Nothing of a roll stands any more. */
export async function supersedeRoll(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction
    .updateTable('rolls')
    .set({ state: 'superseded', supersededAt: at })
    .where('id', '=', id)
    .execute();
}

/** Who is without a time, with the reason. */
export async function listUnplaced(db: Db, rollId: string): Promise<Omit<NewUnplaced, 'facts'>[]> {
  const rows = await db
    .selectFrom('unplaced')
    .select(['staffId', 'headcountId', 'people', 'earliest', 'due', 'limitKind as limit', 'message', 'fix'])
    .where('rollId', '=', rollId)
    .orderBy('due')
    .orderBy('earliest')
    .orderBy('id')
    .execute();
  return rows.map(({ staffId, headcountId, ...row }) => ({
    ...row,
    subject: staffId
      ? { kind: 'staff' as const, id: staffId }
      : { kind: 'headcount' as const, id: headcountId ?? '' },
  }));
}
