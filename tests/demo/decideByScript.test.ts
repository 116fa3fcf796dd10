import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/decisions.ts';
import { listPendingReviews } from '../../db/queries/reviews.ts';
import { fixedClock } from '../../shared/clock.ts';
import {
  calendarDate as d,
  type CalendarDate,
  datesFrom,
  weekdayOf,
} from '../../shared/domain/calendar/calendarDate.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import { findMunicipality } from '../../shared/domain/geography/municipalities.ts';
import { demoRelease, demoReleaseDates } from '../../shared/demo/figures/demoRelease.ts';
import { loadDemo } from '../../shared/demo/loadDemo.ts';
import { decideByScript, type ScriptResult } from '../../shared/demo/script/decideByScript.ts';
import { readBundle } from '../../shared/sources/readBundle.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { listColours } from '../../shared/usecases/listColours.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

interface Played {
  readonly imports: string[];
  readonly results: Map<CalendarDate, ScriptResult>;
}

const newId = () => randomUUID();

/** Every day in the deep suite; else the first two, and Tuesdays and Wednesdays. */
function isLived(date: CalendarDate): boolean {
  if (process.env.DEEP === '1' || date <= '2020-09-10') return true;
  return weekdayOf(date) === 1 || weekdayOf(date) === 2;
}

/** The first three steps of a night, through the ordinary use cases. */
async function liveThrough(
  db: Db,
  {
    from,
    to,
    decide = decideByScript,
  }: { from: CalendarDate; to: CalendarDate; decide?: typeof decideByScript },
): Promise<Played> {
  const played: Played = { imports: [], results: new Map() };
  for (const date of datesFrom({ from, to }).filter(isLived)) {
    const deps = { db, newId, clock: fixedClock(instantAt({ date, time: '05:00' }).toISOString()) };
    const published = demoRelease(date);
    if (published) {
      const { fileName: source, csv } = published;
      const files = [{ name: source, bytes: Buffer.from(csv) }];
      const { release } = readBundle({ source, dateInName: date, files }, date);
      const { outcome, doubts } = await importIncidence(deps, { release, source, importedBy: 'demo' });
      played.imports.push(outcome === 'applied' ? outcome : `${date}: ${JSON.stringify(doubts)}`);
    }
    await measureColours(deps);
    played.results.set(date, await decide(deps));
  }
  return played;
}

/** What was decided, without ids and times. */
async function history(db: Db): Promise<unknown[]> {
  const decisions = await asTenant(db, SYSTEM, (transaction) => listDecisions(transaction));
  return decisions
    .map(({ municipality, kind, colour, scope, decidedOn, firstTestWeek, reviewOn, reason }) => ({
      municipality,
      kind,
      colour,
      scope,
      decidedOn,
      firstTestWeek,
      reviewOn,
      reason,
    }))
    .sort((a, b) => `${a.decidedOn} ${a.municipality}`.localeCompare(`${b.decidedOn} ${b.municipality}`));
}

const databases: TestDatabase[] = [];

async function demoDatabase(): Promise<Db> {
  const fresh = await freshDatabase();
  databases.push(fresh);
  await loadDemo({ db: fresh.db }, { demo: 'tiny' });
  return fresh.db;
}

afterAll(() => Promise.all(databases.map(({ close }) => close())));

const SEVEN_WEEKS = { from: d('2020-09-09'), to: d('2020-10-28') };
const isInSevenWeeks = (date: CalendarDate) => date >= SEVEN_WEEKS.from && date <= SEVEN_WEEKS.to;

describe('seven weeks of the demo', () => {
  let db: Db;
  let played: Played;

  beforeAll(async () => {
    db = await demoDatabase();
    played = await liveThrough(db, SEVEN_WEEKS);
  }, 120_000);

  test('import every release, none of them doubted', () => {
    expect(new Set(played.imports)).toEqual(new Set(['applied']));
    expect(played.imports.length).toBe(demoReleaseDates().filter(isInSevenWeeks).filter(isLived).length);
  });

  test('show the measured colours that the country saw', async () => {
    const redOn = async (on: CalendarDate, asOf?: CalendarDate) =>
      (await listColours({ db }, { actor: SYSTEM, on, asOf })).rows.filter(
        ({ measuredColour }) => measuredColour === 'red',
      ).length;
    expect(await redOn(d('2020-09-09'))).toBe(28);
    expect(await redOn(d('2020-09-09'), d('2020-09-29'))).toBe(40);
    expect(await redOn(d('2020-10-28'))).toBe(94);
  });

  test('call the day’s crossings and decide on the Wednesday after', () => {
    expect(played.results.get(d('2020-09-09'))).toEqual({ contacts: 0, decisions: 0, reviews: 0 });
    expect(played.results.get(d('2020-09-10'))!.contacts).toBe(28);
    expect(played.results.get(d('2020-09-16'))!.decisions).toBeGreaterThan(40);
    expect(played.results.get(d('2020-09-22'))!.decisions).toBe(0);
  });

  test('hold a suspension and a partly red municipality in the demo’s own region', async () => {
    const decisions = await asTenant(db, SYSTEM, (transaction) => listDecisions(transaction));
    const first = decisions.filter(
      ({ decidedOn, municipality }) =>
        decidedOn === '2020-09-16' && ['0155', '0185', '0217'].includes(municipality),
    );
    expect(first.filter(({ kind }) => kind === 'suspension')).toHaveLength(1);
    const partial = first.filter(({ scope }) => scope.kind === 'partial');
    expect(partial).toHaveLength(1);
    const areas = await asTenant(db, SYSTEM, (transaction) =>
      transaction.selectFrom('areas').selectAll().execute(),
    );
    const { scope, municipality } = partial[0]!;
    for (const area of scope.kind === 'partial' ? scope.areas : [])
      expect(areas.find(({ id }) => id === area)?.municipalityCode).toBe(municipality);
  });

  test('are registered on the authority’s behalf, with a contact before', async () => {
    const decisions = await asTenant(db, SYSTEM, (transaction) => listDecisions(transaction));
    expect(new Set(decisions.map(({ onBehalfOf }) => onBehalfOf))).toEqual(new Set(['stps']));
    expect(decisions.every(({ contactId }) => contactId !== null)).toBe(true);
    expect(decisions.every(({ municipality }) => findMunicipality(municipality) !== undefined)).toBe(true);
  });

  test('leave no assessment overdue, and one pending for every red municipality (R12)', async () => {
    const pending = await asTenant(db, SYSTEM, (transaction) => listPendingReviews(transaction));
    expect(pending.every(({ dueOn }) => dueOn > '2020-10-28')).toBe(true);
    const { rows } = await listColours({ db }, { actor: SYSTEM, on: d('2020-10-28') });
    const red = rows.filter(({ decidedColour }) => decidedColour === 'red').map((row) => row.municipality);
    expect(red.length).toBeGreaterThan(75);
    const reviewed = new Set(pending.map(({ municipality }) => municipality));
    expect(red.filter((code) => !reviewed.has(code))).toEqual([]);
  });

  test('never make the decided colours the measured ones', async () => {
    for (const on of datesFrom(SEVEN_WEEKS).filter((date) => weekdayOf(date) === 2)) {
      const { rows } = await listColours({ db }, { actor: SYSTEM, on });
      expect(rows.some((row) => row.decidedColour !== row.measuredColour)).toBe(true);
    }
  });

  test('bring somebody back to green', async () => {
    const decisions = await asTenant(db, SYSTEM, (transaction) => listDecisions(transaction));
    expect(decisions.some(({ kind, colour }) => kind === 'colour' && colour === 'green')).toBe(true);
  });
});

test('a day taken up after a crash at any decision ends as if undisturbed', async () => {
  const [whole, broken] = [await demoDatabase(), await demoDatabase()];
  const span = { from: d('2020-09-09'), to: d('2020-09-16') };
  await liveThrough(whole, span);
  await liveThrough(broken, {
    ...span,
    decide: async (deps) => {
      let budget = 4;
      // Ids run out after a while: what has been committed stays, the rest is lost.
      const failing = () => {
        budget -= 1;
        if (budget < 0) throw new Error('killed');
        return randomUUID();
      };
      for (;;) {
        try {
          return await decideByScript({ ...deps, newId: failing });
        } catch (error) {
          if (!(error instanceof Error) || error.message !== 'killed') throw error;
          budget = 60;
        }
      }
    },
  });
  expect(await history(broken)).toEqual(await history(whole));
  // Once more on the same day there is nothing left to do.
  const clock = fixedClock(instantAt({ date: span.to, time: '05:00' }).toISOString());
  expect(await decideByScript({ db: whole, clock, newId })).toEqual({
    contacts: 0,
    decisions: 0,
    reviews: 0,
  });
}, 120_000);
