import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { IsoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { Colour } from '../../shared/domain/incidence/measure.ts';
import { type Decision, type DecisionKind, type Scope, WHOLE } from '../../shared/domain/status/decision.ts';
import type { TestWeekState } from '../../shared/domain/status/redFlow.ts';
import type { Db, Transaction } from '../connect.ts';

/** A decision with what a reader of the history wants to know. */
export interface RecordedDecision extends Decision {
  readonly reason: string;
  readonly parties: readonly string[];
  readonly registeredBy: string;
  readonly onBehalfOf: string;
  readonly registeredAt: Date;
  readonly followUpId: string | null;
  readonly contactId: string | null;
  readonly releaseId: string | null;
  readonly note: string | null;
}

function selectDecisions(db: Db) {
  return db
    .selectFrom('decisions')
    .select([
      'id',
      'number',
      'municipalityCode',
      'kind',
      'colour',
      'scope',
      'decidedOn',
      'effectiveFrom',
      'effectiveTo',
      'firstTestWeek',
      'intervalWeeks',
      'reviewOn',
      'supersedes',
      'reason',
      'parties',
      'registeredBy',
      'onBehalfOf',
      'registeredAt',
      'followUpId',
      'contactId',
      'releaseId',
      'note',
    ])
    .orderBy('number');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectDecisions>['executeTakeFirstOrThrow']>>;

/** The whole history in the order of registration, of one municipality or of all. */
export async function listDecisions(
  db: Db,
  municipality?: MunicipalityCode,
  decidedUpTo?: CalendarDate,
  registeredBefore?: Date,
): Promise<RecordedDecision[]> {
  const rows = await selectDecisions(db)
    .$if(municipality !== undefined, (query) => query.where('municipalityCode', '=', municipality!))
    .$if(decidedUpTo !== undefined, (query) => query.where('decidedOn', '<=', decidedUpTo!))
    .$if(registeredBefore !== undefined, (query) => query.where('registeredAt', '<', registeredBefore!))
    .execute();
  const scopes = await partialScopes(
    db,
    rows.filter(({ scope }) => scope === 'partial').map(({ id }) => id),
  );
  const rankings = await rankedSites(
    db,
    rows.filter(({ kind }) => kind === 'prioritisation').map(({ id }) => id),
  );
  return rows.map((row) => asDecision(row, { scope: scopes.get(row.id), ranking: rankings.get(row.id) }));
}

/** R13: the sites of prioritisations in their order. */
async function rankedSites(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('decisionRanks')
    .select(['decisionId', 'siteId'])
    .where('decisionId', 'in', ids)
    .orderBy('rank')
    .execute();
  const byDecision = Map.groupBy(rows, ({ decisionId }) => decisionId);
  return new Map([...byDecision].map(([id, own]) => [id, own.map(({ siteId }) => siteId)]));
}

async function partialScopes(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Scope>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('decisionScopes')
    .select(['decisionId', 'areaId', 'siteId', 'careTeamId'])
    .where('decisionId', 'in', ids)
    .orderBy('id')
    .execute();
  const parts = Map.groupBy(rows, ({ decisionId }) => decisionId);
  const named = (values: readonly (string | null)[]) => values.filter((value) => value !== null);
  return new Map(
    [...parts].map(([id, own]) => [
      id,
      {
        kind: 'partial' as const,
        areas: named(own.map(({ areaId }) => areaId)),
        sites: named(own.map(({ siteId }) => siteId)),
        teams: named(own.map(({ careTeamId }) => careTeamId)),
      },
    ]),
  );
}

function asDecision(
  row: Selected,
  { scope, ranking }: { scope: Scope | undefined; ranking: readonly string[] | undefined },
): RecordedDecision {
  const { municipalityCode, ...facts } = row;
  return {
    ...facts,
    municipality: municipalityCode as MunicipalityCode,
    kind: row.kind as DecisionKind,
    colour: (row.colour ?? undefined) as Colour | undefined,
    scope: scope ?? WHOLE,
    effectiveTo: row.effectiveTo ?? undefined,
    firstTestWeek: (row.firstTestWeek ?? undefined) as IsoWeek | undefined,
    intervalWeeks: row.intervalWeeks ?? undefined,
    reviewOn: row.reviewOn ?? undefined,
    supersedes: row.supersedes ?? undefined,
    ranking: ranking ?? [],
  };
}

export type NewDecision = Omit<RecordedDecision, 'number'>;

/** @returns the number of registration. */
export async function insertDecision(
  transaction: Transaction,
  decision: NewDecision,
  { facts, newId }: { facts: unknown; newId: () => string },
): Promise<number> {
  const { municipality, scope, parties, ranking, ...row } = decision;
  const { number } = await transaction
    .insertInto('decisions')
    .values({
      ...row,
      municipalityCode: municipality,
      scope: scope.kind,
      parties: [...parties],
      facts: JSON.stringify(facts),
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  if (scope.kind === 'partial') {
    const part = { decisionId: decision.id, municipalityCode: municipality };
    await transaction
      .insertInto('decisionScopes')
      .values([
        ...scope.areas.map((areaId) => ({ id: newId(), ...part, areaId })),
        ...scope.sites.map((siteId) => ({ id: newId(), ...part, siteId })),
        ...scope.teams.map((careTeamId) => ({ id: newId(), ...part, careTeamId })),
      ])
      .execute();
  }
  if (ranking.length > 0) {
    await transaction
      .insertInto('decisionRanks')
      .values(
        ranking.map((siteId, i) => ({
          decisionId: decision.id,
          municipalityCode: municipality,
          siteId,
          rank: i + 1,
        })),
      )
      .execute();
  }
  return number;
}

/** Whether a decision with this id is recorded already: a form that was sent twice. */
export async function isDecisionRecorded(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('decisions').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Any number that no other advisory lock of the product takes. */
const DECISIONS_LOCK = 20_200_905;

/** Decisions about a municipality are registered one at a time: each is judged against the one before. */
export async function lockMunicipality(
  transaction: Transaction,
  municipality: MunicipalityCode,
): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${DECISIONS_LOCK}, ${Number(municipality)})`.execute(transaction);
}

export interface RedPeriodRow {
  readonly begunBy: string;
  readonly endedBy: string | null;
  readonly firstTestWeek: IsoWeek;
  readonly endedOn: CalendarDate | null;
  readonly weeks: readonly {
    readonly week: IsoWeek;
    readonly state: TestWeekState;
    readonly settledBy: string | null;
  }[];
}

/**
 * Brings the red periods of a municipality, and their weeks, into line with what its decisions say. A period whose
 * beginning was withdrawn is ended by `because`, and its weeks are cancelled.
 */
export async function saveRedPeriods(
  transaction: Transaction,
  municipality: MunicipalityCode,
  periods: readonly RedPeriodRow[],
  { because, on, newId }: { because: string; on: CalendarDate; newId: () => string },
): Promise<void> {
  const known = await transaction
    .selectFrom('redPeriods')
    .select(['id', 'begunBy', 'endedBy'])
    .where('municipalityCode', '=', municipality)
    .execute();
  const idOf = new Map(known.map(({ id, begunBy }) => [begunBy, id]));
  for (const { id, begunBy, endedBy } of known) {
    if (endedBy !== null || periods.some((period) => period.begunBy === begunBy)) continue;
    await transaction
      .updateTable('redPeriods')
      .set({ endedBy: because, endedOn: on })
      .where('id', '=', id)
      .execute();
    await transaction
      .updateTable('redWeeks')
      .set({ state: 'cancelled', settledBy: because })
      .where('redPeriodId', '=', id)
      .where('state', '<>', 'held')
      .execute();
  }
  for (const { weeks, ...period } of periods) {
    const id = idOf.get(period.begunBy) ?? newId();
    await savePeriod(transaction, municipality, { id, ...period });
    await transaction.deleteFrom('redWeeks').where('redPeriodId', '=', id).execute();
    if (weeks.length === 0) continue;
    await transaction
      .insertInto('redWeeks')
      .values(weeks.map((week) => ({ redPeriodId: id, municipalityCode: municipality, ...week })))
      .execute();
  }
}

async function savePeriod(
  transaction: Transaction,
  municipality: MunicipalityCode,
  period: Omit<RedPeriodRow, 'weeks'> & { readonly id: string },
): Promise<void> {
  const { endedBy, endedOn, firstTestWeek } = period;
  await transaction
    .insertInto('redPeriods')
    .values({ municipalityCode: municipality, ...period })
    .onConflict((conflict) => conflict.column('begunBy').doUpdateSet({ endedBy, endedOn, firstTestWeek }))
    .execute();
}

/** The weeks of all red periods as the tables have them, `municipality week state` in order. */
export async function listRedWeeks(
  db: Db,
): Promise<{ municipality: MunicipalityCode; begunBy: string; week: IsoWeek; state: TestWeekState }[]> {
  const rows = await db
    .selectFrom('redWeeks')
    .innerJoin('redPeriods', 'redPeriods.id', 'redWeeks.redPeriodId')
    .select(['redWeeks.municipalityCode', 'redPeriods.begunBy', 'redWeeks.week', 'redWeeks.state'])
    .orderBy('redWeeks.municipalityCode')
    .orderBy('redPeriods.begunBy')
    .orderBy('redWeeks.week')
    .execute();
  return rows.map(({ municipalityCode, begunBy, week, state }) => ({
    municipality: municipalityCode as MunicipalityCode,
    begunBy,
    week: week as IsoWeek,
    state: state as TestWeekState,
  }));
}
