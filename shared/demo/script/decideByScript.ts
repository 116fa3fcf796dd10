import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import type { Db, Transaction } from '../../../db/connect.ts';
import { listDecisions, type RecordedDecision } from '../../../db/queries/decisions.ts';
import { followUpsWithContact, listOpenFollowUps } from '../../../db/queries/followUps.ts';
import type { Clock } from '../../clock.ts';
import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { instantAt, wallClock } from '../../domain/calendar/copenhagen.ts';
import type { MunicipalityCode, RegionCode } from '../../domain/geography/codes.ts';
import { findMunicipality, MUNICIPALITIES } from '../../domain/geography/municipalities.ts';
import { WHOLE } from '../../domain/status/decision.ts';
import { holdReview } from '../../usecases/holdReview.ts';
import { type ColourRow, listColours } from '../../usecases/listColours.ts';
import { logContact } from '../../usecases/logContact.ts';
import { type DecisionInput } from '../../usecases/previewDecision.ts';
import { registerDecision } from '../../usecases/registerDecision.ts';
import { scriptedDay, type ScriptedDecision, type ScriptedMunicipality } from './scriptedDay.ts';

/** Who the demo says it is, and whom it speaks for. */
const DEMO = 'demo';
const ON_BEHALF_OF = 'stps';
const PARTIES = ['stps', 'municipality', 'region'] as const;
const AFTERNOON = '15:00';

export interface ScriptDeps {
  readonly db: Db;
  /** Shows the day that is being decided. */
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface ScriptResult {
  readonly contacts: number;
  readonly decisions: number;
  readonly reviews: number;
}

/**
 * Does what the demo's people do on the clock's day, through the same use cases as people: logs the calls, and on
 * Wednesdays registers decisions on STPS's behalf and holds reviews. Each is a transaction of its own; called again
 * for the same day it does what is still missing.
 */
export async function decideByScript(deps: ScriptDeps): Promise<ScriptResult> {
  const date = wallClock(deps.clock.now()).date;
  const { decidedToday, reviewedToday, ...situation } = await situationOn(deps.db, date);
  const day = scriptedDay({ date, ...situation });
  for (const { municipality, madeOn, circumstances } of day.contacts) {
    const madeAt = instantAt({ date: madeOn, time: AFTERNOON });
    const contact = { municipality, madeAt, madeBy: DEMO, parties: PARTIES, circumstances };
    await logContact(deps, { actor: SYSTEM, ...contact });
  }
  const decisions = day.decisions.filter(({ municipality }) => !decidedToday.has(municipality));
  for (const decision of decisions) await registerDecision(deps, decisionInput(decision, date));
  const reviews = day.reviews.filter(
    ({ municipality }) => !decidedToday.has(municipality) && !reviewedToday.has(municipality),
  );
  for (const { municipality, note } of reviews) {
    await holdReview(deps, { actor: SYSTEM, municipality, heldBy: DEMO, parties: PARTIES, note });
  }
  return { contacts: day.contacts.length, decisions: decisions.length, reviews: reviews.length };
}

function decisionInput(decision: ScriptedDecision, date: CalendarDate): DecisionInput {
  const common = {
    actor: SYSTEM,
    municipality: decision.municipality,
    decidedOn: date,
    effectiveFrom: date,
    reason: decision.reason,
    parties: PARTIES,
    registeredBy: DEMO,
    onBehalfOf: ON_BEHALF_OF,
    scope: WHOLE,
  };
  switch (decision.kind) {
    case 'red': {
      const { areas, firstTestWeek } = decision;
      const scope = areas ? ({ kind: 'partial', areas, sites: [], teams: [] } as const) : WHOLE;
      return { ...common, kind: 'colour', colour: 'red', scope, firstTestWeek };
    }
    case 'suspension':
      return { ...common, kind: 'suspension', colour: 'green', reviewOn: decision.reviewOn };
    case 'green':
      return { ...common, kind: 'colour', colour: 'green' };
    case 'closing':
      return { ...common, kind: 'closing' };
  }
}

interface Situation {
  readonly municipalities: readonly ScriptedMunicipality[];
  readonly suspendedBefore: ReadonlySet<RegionCode>;
  readonly partialBefore: ReadonlySet<RegionCode>;
  /** Done already, when the day is taken up again. */
  readonly decidedToday: ReadonlySet<MunicipalityCode>;
  readonly reviewedToday: ReadonlySet<MunicipalityCode>;
}

async function situationOn(db: Db, date: CalendarDate): Promise<Situation> {
  const today = await listColours({ db }, { actor: SYSTEM, on: date });
  const aWeekAgo = await listColours({ db }, { actor: SYSTEM, on: addDays(date, -7) });
  const rowOf = new Map(today.rows.map((row) => [row.municipality, row]));
  const rowThen = new Map(aWeekAgo.rows.map((row) => [row.municipality, row]));
  return asTenant(db, SYSTEM, async (transaction) => {
    const decisions = await listDecisions(transaction, undefined, date);
    const calls = await callsIn(transaction);
    const areas = await areasIn(transaction);
    return {
      municipalities: MUNICIPALITIES.map(({ code, region, population2020 }) => {
        const row = rowOf.get(code);
        return {
          code,
          region,
          population: row?.population ?? population2020,
          measured: row?.measuredColour,
          cases: row?.cases ?? row?.computedCases ?? 0,
          measuredAWeekAgo: rowThen.get(code)?.measuredColour,
          followUp: calls.get(code),
          decided: decidedIn(row, calls.get(code)),
          areas: areas.get(code) ?? [],
        };
      }),
      suspendedBefore: regionsOf(decisions.filter(({ kind }) => kind === 'suspension')),
      partialBefore: regionsOf(decisions.filter(({ scope }) => scope.kind === 'partial')),
      decidedToday: new Set(
        decisions.filter(({ decidedOn }) => decidedOn === date).map(({ municipality }) => municipality),
      ),
      reviewedToday: await reviewedOn(transaction, date),
    };
  });
}

/** A suspension ends with the follow-up in which it was made. */
function decidedIn(
  row: ColourRow | undefined,
  followUp: ScriptedMunicipality['followUp'],
): ScriptedMunicipality['decided'] {
  const state = row?.decided;
  const since = state?.decision?.effectiveFrom;
  const inThisFollowUp = followUp !== undefined && since !== undefined && since >= followUp.openedOn;
  return {
    colour: state?.colour ?? 'green',
    suspended: state?.suspended === true && inThisFollowUp,
    partial: state?.scope.kind === 'partial',
    since,
    reviewOn: state?.decision?.reviewOn,
  };
}

function regionsOf(decisions: readonly RecordedDecision[]): Set<RegionCode> {
  return new Set(decisions.flatMap(({ municipality }) => findMunicipality(municipality)?.region ?? []));
}

type Calls = ReadonlyMap<MunicipalityCode, NonNullable<ScriptedMunicipality['followUp']>>;

async function callsIn(transaction: Transaction): Promise<Calls> {
  const contacted = await followUpsWithContact(transaction);
  const open = await listOpenFollowUps(transaction);
  return new Map(
    open.map(({ id, municipality, openedOn }) => [municipality, { openedOn, contacted: contacted.has(id) }]),
  );
}

async function areasIn(transaction: Transaction): Promise<ReadonlyMap<string, string[]>> {
  const rows = await transaction
    .selectFrom('areas')
    .select(['id', 'municipalityCode'])
    .orderBy('name')
    .orderBy('id')
    .execute();
  const byMunicipality = Map.groupBy(rows, ({ municipalityCode }) => municipalityCode);
  return new Map([...byMunicipality].map(([code, own]) => [code, own.map(({ id }) => id)]));
}

async function reviewedOn(
  transaction: Transaction,
  date: CalendarDate,
): Promise<ReadonlySet<MunicipalityCode>> {
  const rows = await transaction
    .selectFrom('reviews')
    .select('municipalityCode')
    .where('heldOn', '=', date)
    .execute();
  return new Set(rows.map(({ municipalityCode }) => municipalityCode as MunicipalityCode));
}
