import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { SYSTEM } from '../../../db/asTenant.ts';
import { loadDemo } from '../../../shared/demo/loadDemo.ts';
import { calendarDate, type CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { addSession, replan } from '../../../shared/usecases/addSession.ts';
import { agreeTestDays } from '../../../shared/usecases/agreeTestDays.ts';
import { allotTestDays } from '../../../shared/usecases/allotTestDays.ts';
import { answerTestDays } from '../../../shared/usecases/answerTestDays.ts';
import { draftRoll } from '../../../shared/usecases/draftRoll.ts';
import { publishRoll } from '../../../shared/usecases/publishRoll.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { nightWorld } from './night.ts';

const REGION = '1084';
const OWNER = '0185'; // Tårnby
const ON = calendarDate('2020-09-09');

let database: TestDatabase;
let rollId: string;

const at = (date: string) => nightWorld(database.db, `${date}T20:00:00Z`);

async function allotted(on: CalendarDate): Promise<string> {
  const world = at(on);
  const { allotmentId } = await allotTestDays(world, { region: REGION, on, runId: null, seed: 1 });
  const given = { allotmentId: allotmentId ?? '' };
  await answerTestDays(world, { ...given, by: 'test', onBehalfOf: 'everybody' });
  await agreeTestDays(world, { ...given, region: REGION, by: 'test' });
  return given.allotmentId;
}

interface Place {
  readonly site: string;
  readonly window: string;
  readonly from: number;
  readonly date: CalendarDate;
  readonly swabber: string;
}

/** A window and a day on which nothing is planned, and somebody who has a session of their own at that window's hour. */
async function freePlace(): Promise<Place> {
  const { rows } = await sql<Place>`
    SELECT windows.site_id AS site, windows.id AS window, windows.from_minute AS "from", day::date AS date,
      lanes.swabber_id AS swabber
    FROM windows JOIN sites ON sites.id = windows.site_id
    JOIN sessions AS other ON other.site_id = sites.id AND other.window_id = windows.id AND other.roll_id = ${rollId}
    JOIN session_lanes AS lanes ON lanes.session_id = other.id AND lanes.lane = 0
    CROSS JOIN LATERAL generate_series(other.date - 14, other.date + 14, interval '14 days') AS day
    WHERE sites.municipality_code = ${OWNER} AND day::date BETWEEN '2020-09-21' AND '2020-10-23'
      AND NOT EXISTS (SELECT FROM sessions WHERE sessions.site_id = sites.id AND sessions.roll_id = ${rollId}
        AND sessions.date = day::date)
    ORDER BY day, sites.name, windows.from_minute`.execute(database.db);
  for (const { site, window, date, swabber, from } of rows) {
    const session = { site, window, date, swabbers: [swabber] };
    const input = { actor: SYSTEM, rollId, session, by: 'Planlægger', preview: true };
    const free = await addSession(at(ON), input).then(
      () => true,
      () => false,
    );
    if (free) return { site, window, from, date, swabber };
  }
  throw new Error('the tiny demo has no free window');
}

async function faultsOf(adding: Promise<unknown>): Promise<string[]> {
  const problem = await adding.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(problem instanceof DomainProblem)) throw new Error('it was not refused');
  expect(problem.kind).toBe('refused-by-rule');
  return problem.faults.map(({ code, place }) => `${place}: ${code ?? ''}`);
}

const sessions = async (roll: string) => {
  const { rows } = await sql<{ key: string; origin: string; people: number; weekday: string }>`
    SELECT site_id || ' ' || window_id || ' ' || date AS key, origin, people,
      site_id || ' ' || window_id || ' ' || extract(isodow FROM date) AS weekday
    FROM sessions WHERE roll_id = ${roll} ORDER BY 1`.execute(database.db);
  return rows;
};

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database, { demo: 'tiny' });
  const allotmentId = await allotted(ON);
  ({ rollId } = await draftRoll(at(ON), { allotmentId, owner: OWNER, on: ON, runId: null, seed: 1 }));
}, 240_000);
afterAll(() => database.close());

describe('a session typed by hand (P3)', () => {
  test('has every fault at once, each at its field, and nothing is written', async () => {
    const place = await freePlace();
    const before = await sessions(rollId);
    const add = (session: Partial<Parameters<typeof addSession>[1]['session']>) =>
      faultsOf(
        addSession(at(ON), {
          actor: SYSTEM,
          rollId,
          session: {
            site: place.site,
            window: place.window,
            date: place.date,
            swabbers: [place.swabber],
            ...session,
          },
          by: 'Planlægger',
        }),
      );
    expect(await add({ date: calendarDate('2020-12-01'), swabbers: [place.swabber, place.swabber] })).toEqual(
      expect.arrayContaining(['date: rule-wish-outside-roll', 'swabbers: rule-wish-twice']),
    );
    expect(await add({ date: calendarDate('2020-09-10') })).toContain('date: rule-wish-outside-roll');
    expect(await add({ start: place.from - 60 })).toContain('start: rule-wish-outside-window');
    expect(await add({ swabbers: [] })).toContain('swabbers: rule-wish-crew');
    expect(await sessions(rollId)).toEqual(before);
  });

  test('is planned around at once: the new draft has it, with people in it, and can be published', async () => {
    const { site, window, date, swabber } = await freePlace();
    const added = await addSession(at(ON), {
      actor: SYSTEM,
      rollId,
      session: { site, window, date, swabbers: [swabber] },
      by: 'Planlægger',
    });
    expect(added.rollId).not.toBe(rollId);
    rollId = added.rollId;
    const typed = (await sessions(rollId)).filter(({ origin }) => origin === 'hand');
    expect(typed.map(({ key }) => key)).toEqual([`${site} ${window} ${date}`]);
    // Planned once more it stays; left out it is gone.
    const again = await replan(at(ON), await rollOf(rollId), { on: ON, seed: 2 });
    expect((await sessions(again.rollId)).filter(({ origin }) => origin === 'hand')).toHaveLength(1);
    const without = await replan(at(ON), await rollOf(again.rollId), { on: ON, seed: 1, keep: [] });
    expect((await sessions(without.rollId)).filter(({ origin }) => origin === 'hand')).toHaveLength(0);
    rollId = without.rollId;
    const back = await addSession(at(ON), {
      actor: SYSTEM,
      rollId,
      session: { site, window, date, swabbers: [swabber] },
      by: 'Planlægger',
    });
    rollId = back.rollId;
    expect(back.drafted?.unplaced).toBe(added.drafted?.unplaced);
    await publishRoll(at(ON), { rollId, on: ON, by: 'test' });
    const held = await sessions(rollId);
    expect(held.some(({ origin, key }) => origin === 'hand' && key === `${site} ${window} ${date}`)).toBe(
      true,
    );
  }, 120_000);

  test('in a published roll stands at once, with its places free and its swabber to be told', async () => {
    const { site, window, date, swabber } = await freePlace();
    const input = {
      actor: SYSTEM,
      rollId,
      session: { site, window, date, swabbers: [swabber] },
      by: 'Leder',
    };
    const preview = await addSession(at(ON), { ...input, preview: true });
    expect(preview.sessionId).toBeNull();
    const { sessionId, concerned, drafted } = await addSession(at(ON), input);
    expect(drafted).toBeNull();
    expect(concerned.map(({ who }) => who)).toEqual([{ kind: 'swabber', id: swabber }]);
    const { rows } = await sql`SELECT state, people, origin FROM sessions WHERE id = ${sessionId}`.execute(
      database.db,
    );
    expect(rows).toEqual([{ state: 'published', people: 0, origin: 'hand' }]);
    const told = await sql<{ kind: string }>`
      SELECT kind FROM roll_changes JOIN roll_change_people ON change_id = roll_changes.id
      WHERE session_id = ${sessionId} AND told_at IS NULL`.execute(database.db);
    expect(told.rows).toEqual([{ kind: 'by-hand' }]);
    const notices = await sql<{ addressee: string; kind: string; people: number }>`
      SELECT addressee, facts->>'kind' AS kind, (facts->>'people')::integer AS people FROM notices
      WHERE facts->>'template' = 'roll-changed' ORDER BY 1`.execute(database.db);
    expect(notices.rows).toEqual([
      { addressee: 'municipality', kind: 'by-hand', people: 1 },
      { addressee: 'region', kind: 'by-hand', people: 1 },
    ]);
    expect(await faultsOf(addSession(at(ON), input))).toContain('window: rule-wish-second');
  });
});

test('a copy of the last roll keeps weekdays, windows and people’s times where today allows, and passes the checker (P3)', async () => {
  const later = calendarDate('2020-10-15');
  const allotmentId = await allotted(later);
  const given = { allotmentId, owner: OWNER, on: later, runId: null, seed: 1 };
  const own = await draftRoll(at(later), given);
  const asBefore = await timesKept(own.rollId);
  const copy = await draftRoll(at(later), { ...given, wanted: { copyLast: true } });
  const last = new Set((await sessions(rollId)).map(({ weekday }) => weekday));
  const copied = (await sessions(copy.rollId)).filter(({ origin }) => origin === 'copy');
  expect(copied.length).toBeGreaterThan(0);
  for (const { weekday } of copied) expect(last).toContain(weekday);
  expect(await timesKept(copy.rollId)).toBeGreaterThan(Math.max(10, asBefore));
  expect(copy.placed + copy.unplaced).toBe(own.placed + own.unplaced);
  // Planned again it is copied again.
  const first = (await sessions(copy.rollId)).map(({ key, origin }) => `${key} ${origin}`);
  const again = await replan(at(later), await rollOf(copy.rollId), { on: later, seed: 1 });
  expect((await sessions(again.rollId)).map(({ key, origin }) => `${key} ${origin}`)).toEqual(first);
  await publishRoll(at(later), { rollId: again.rollId, on: later, by: 'test' });
}, 240_000);

test('a first roll has none before it that could be copied', async () => {
  const { rows } = await sql<{ id: string; owner: string }>`
    SELECT DISTINCT quotas.allotment_id AS id, quotas.organisation_id AS owner FROM quotas
    WHERE organisation_id <> ${OWNER} ORDER BY 2 LIMIT 1`.execute(database.db);
  const [first] = rows;
  await expect(
    draftRoll(at(ON), {
      allotmentId: first?.id ?? '',
      owner: first?.owner ?? '',
      on: ON,
      runId: null,
      seed: 1,
      wanted: { copyLast: true },
    }),
  ).rejects.toMatchObject({ kind: 'not-found', faults: [{ code: 'rule-no-last-roll' }] });
});

/** How many have their time on the weekday and at the minute of the roll before, six weeks later. */
async function timesKept(roll: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM slots JOIN sessions ON sessions.id = slots.session_id AND sessions.roll_id = ${roll}
    WHERE EXISTS (SELECT FROM slots AS old JOIN sessions AS was ON was.id = old.session_id AND was.roll_id = ${rollId}
      WHERE old.staff_id = slots.staff_id AND was.date + 42 = sessions.date AND old.start_minute = slots.start_minute)`.execute(
    database.db,
  );
  return rows[0]?.n ?? 0;
}

async function rollOf(id: string) {
  const { lockRoll } = await import('../../../db/queries/rolls.ts');
  const { asTenant } = await import('../../../db/asTenant.ts');
  const found = await asTenant(database.db, SYSTEM, (tx) => lockRoll(tx, id));
  if (!found) throw new Error('no such roll');
  return found;
}
