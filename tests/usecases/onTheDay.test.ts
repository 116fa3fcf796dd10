import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { SYSTEM } from '../../db/asTenant.ts';
import { fixedClock } from '../../shared/clock.ts';
import { loadDemo } from '../../shared/demo/loadDemo.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { DayAction } from '../../shared/domain/onTheDay/daySession.ts';
import { cancelSession } from '../../shared/usecases/cancelSession.ts';
import { changeSession } from '../../shared/usecases/changeSession.ts';
import { confirmSession } from '../../shared/usecases/confirmSession.ts';
import { coverSwabber } from '../../shared/usecases/coverSwabber.ts';
import { nameKeyPerson } from '../../shared/usecases/nameKeyPerson.ts';
import { tellPeople } from '../../shared/usecases/tellPeople.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { insertNight, nightWorld, planNight } from './planning/night.ts';

const REGION = '1084';
const ON = calendarDate('2020-09-09');
const RUN = '00000000-0000-4000-8000-000000000031';
/** 06:30 in Denmark. */
const EARLY = 'T04:30:00Z';
const by = 'Leder';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database, { demo: 'tiny' });
  await insertNight(database.db, RUN, ON);
  await planNight(nightWorld(database.db, '2020-09-09T20:00:00Z'), { region: REGION, on: ON, runId: RUN });
}, 240_000);
afterAll(() => database.close());

interface Line {
  readonly slot: string;
  readonly session: string;
  readonly staff: string;
  readonly date: string;
  readonly lane: number;
  readonly start: number;
  readonly shift: string;
  readonly owner: string;
  readonly site: string;
}

/** People by name in published sessions, in order. */
async function lines(where = sql`true`): Promise<Line[]> {
  const { rows } = await sql<Line>`
    SELECT slots.id AS slot, sessions.id AS session, slots.staff_id AS staff, sessions.date, slots.lane,
      slots.start_minute AS start, staff.shift, sessions.organisation_id AS owner, sessions.site_id AS site
    FROM slots JOIN sessions ON sessions.id = slots.session_id JOIN staff ON staff.id = slots.staff_id
    WHERE sessions.published AND slots.state = 'planned' AND ${where}
    ORDER BY sessions.date, sessions.site_id, sessions.start_minute, slots.lane, slots.start_minute`.execute(
    database.db,
  );
  return rows;
}

const deps = (instant: string) => ({ ...nightWorld(database.db, instant), clock: fixedClock(instant) });
const act = (date: string, action: DayAction) =>
  changeSession(deps(`${date}${EARLY}`), { actor: SYSTEM, action, by });

/** What must hold after every action: counts follow the times, and no rule of the database was bent. */
async function consistent(): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM sessions
    LEFT JOIN LATERAL (SELECT coalesce(sum(people), 0) AS people, min(start_minute) AS first FROM slots
      WHERE session_id = sessions.id AND state = 'planned') AS planned ON true
    WHERE sessions.published AND (sessions.people <> planned.people OR planned.first <> sessions.start_minute)
  `.execute(database.db);
  expect(rows[0]?.n).toBe(0);
}

/** Two people of the same shift in the same session. */
async function pair(): Promise<[Line, Line]> {
  const all = await lines();
  for (const [, own] of Map.groupBy(all, ({ session, shift }) => `${session} ${shift}`)) {
    const [a] = own;
    const b = own.find(({ start }) => a !== undefined && start > a.start);
    if (a && b) return [a, b];
  }
  throw new Error('no pair');
}

describe('P7, within agreed sessions', () => {
  test('two people change places, are to be told, and what they were told before is kept', async () => {
    const [a, b] = await pair();
    const preview = await changeSession(deps(`${a.date}${EARLY}`), {
      actor: SYSTEM,
      action: { kind: 'swap', slot: a.slot, other: b.slot },
      by,
      preview: true,
    });
    expect(preview.changeId).toBeNull();
    expect(await lines(sql`sessions.id = ${a.session}`)).toContainEqual(a);
    const done = await act(a.date, { kind: 'swap', slot: a.slot, other: b.slot });
    expect(done.concerned).toEqual([
      {
        who: { kind: 'staff', id: a.staff },
        people: 1,
        before: { session: a.session, start: a.start },
        after: { session: b.session, start: b.start },
      },
      {
        who: { kind: 'staff', id: b.staff },
        people: 1,
        before: { session: b.session, start: b.start },
        after: { session: a.session, start: a.start },
      },
    ]);
    const now = new Map(
      (await lines(sql`sessions.id = ${a.session}`)).map((line) => [line.staff, line.start]),
    );
    expect([now.get(a.staff), now.get(b.staff)]).toEqual([b.start, a.start]);
    const { rows } = await sql<{ id: string; told: boolean; state: string }>`
      SELECT people.id, people.told_at IS NOT NULL AS told,
        (SELECT state FROM slots WHERE id = ${a.slot}) AS state
      FROM roll_change_people AS people WHERE change_id = ${done.changeId}`.execute(database.db);
    expect(rows.map(({ told, state }) => ({ told, state }))).toEqual([
      { told: false, state: 'superseded' },
      { told: false, state: 'superseded' },
    ]);
    const told = { actor: SYSTEM, people: rows.map(({ id }) => id), by };
    expect(await tellPeople(deps(`${a.date}${EARLY}`), told)).toBe(2);
    expect(await tellPeople(deps(`${a.date}${EARLY}`), told)).toBe(0);
    await consistent();
  });

  test('a move onto a taken time, outside the duty or to another site is refused with its rule; nothing changes', async () => {
    const [a, b] = await pair();
    const before = await lines();
    const move = (to: Partial<Line>) =>
      act(a.date, {
        kind: 'move',
        slot: a.slot,
        session: to.session ?? a.session,
        lane: to.lane ?? a.lane,
        start: to.start ?? a.start,
      });
    await expect(move({ lane: b.lane, start: b.start })).rejects.toMatchObject({
      kind: 'refused-by-rule',
      faults: expect.arrayContaining([expect.objectContaining({ place: 'lane' })]),
    });
    await expect(move({ start: 3 * 60 })).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ place: 'window' })]),
    });
    const served = await sql<{
      site: string;
    }>`SELECT site_id AS site FROM staff_sites WHERE staff_id = ${a.staff}`.execute(database.db);
    const elsewhere = before.find(
      ({ site, owner, date }) =>
        owner === a.owner && date >= a.date && !served.rows.some((row) => row.site === site),
    );
    expect(elsewhere).toBeDefined();
    await expect(
      move({ session: elsewhere?.session ?? '', lane: 0, start: elsewhere?.start ?? 0 }),
    ).rejects.toMatchObject({
      // Off duty there, or, where the session is one of another round, with no offer in it.
      faults: expect.arrayContaining([
        expect.objectContaining({ place: expect.stringMatching(/duty|once/) }),
      ]),
    });
    expect(await lines()).toEqual(before);
  });

  test('a new colleague gets a free time once, at the minimum gap only, and the laboratory and the stop follow (P5)', async () => {
    const [a] = await pair();
    const hire = crypto.randomUUID();
    await sql`
      INSERT INTO staff (id, organisation_id, municipality_code, label, shift, rota_weeks, rota_days, in_scope_from)
      SELECT ${hire}, organisation_id, municipality_code, 'Ny kollega', shift, rota_weeks, rota_days, ${a.date}
      FROM staff WHERE id = ${a.staff}`.execute(database.db);
    await sql`INSERT INTO staff_sites (staff_id, site_id, organisation_id, position) VALUES (${hire}, ${a.site}, ${a.owner}, 0)`.execute(
      database.db,
    );
    const own = (await lines(sql`sessions.id = ${a.session}`)).filter(({ lane }) => lane === a.lane);
    const last = Math.max(...own.map(({ start }) => start));
    const fill = { kind: 'fill', session: a.session, lane: a.lane, staff: hire, keptFree: false } as const;
    const done = await act(a.date, { ...fill, start: last + 4 });
    expect(done.concerned).toEqual([
      {
        who: { kind: 'staff', id: hire },
        people: 1,
        before: null,
        after: { session: a.session, start: last + 4 },
      },
    ]);
    await consistent();
    await expect(act(a.date, { ...fill, start: last + 8 })).rejects.toMatchObject({
      faults: [expect.objectContaining({ code: 'rule-second-time' })],
    });
    await sql`UPDATE slots SET state = 'cancelled' WHERE staff_id = ${hire}`.execute(database.db);
    await sql`UPDATE sessions SET people = people - 1 WHERE id = ${a.session}`.execute(database.db);
    const recently = calendarDate('2020-09-08');
    await sql`
      INSERT INTO earlier_offers (id, organisation_id, staff_id, offered_on)
      VALUES (${crypto.randomUUID()}, ${a.owner}, ${hire}, ${recently})`.execute(database.db);
    await expect(act(a.date, { ...fill, start: last + 4 })).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ place: 'due' })]),
    });
  });

  test('places of a headcount get names one by one, and those beside them stay (P1)', async () => {
    const { rows } = await sql<{
      slot: string;
      session: string;
      date: string;
      people: number;
      owner: string;
      site: string;
      shift: string;
    }>`
      SELECT slots.id AS slot, sessions.id AS session, sessions.date, slots.people, sessions.organisation_id AS owner,
        sessions.site_id AS site, headcounts.shift
      FROM slots JOIN sessions ON sessions.id = slots.session_id JOIN headcounts ON headcounts.id = slots.headcount_id
      WHERE sessions.published AND slots.state = 'planned' AND slots.people >= 3 ORDER BY sessions.date, slots.id LIMIT 1
    `.execute(database.db);
    const line = rows[0];
    if (!line) throw new Error('no line of three nameless places');
    const person = crypto.randomUUID();
    await sql`
      INSERT INTO staff (id, organisation_id, municipality_code, label, shift, in_scope_from)
      SELECT ${person}, organisation_id, municipality_code, 'Vikar 7', ${line.shift}, ${line.date}
      FROM sessions WHERE id = ${line.session}`.execute(database.db);
    await sql`INSERT INTO staff_sites (staff_id, site_id, organisation_id, position) VALUES (${person}, ${line.site}, ${line.owner}, 0)`.execute(
      database.db,
    );
    await act(line.date, { kind: 'name', slot: line.slot, place: 1, staff: person });
    const after = await sql<{ people: number; staff: string | null }>`
      SELECT people, staff_id AS staff FROM slots WHERE session_id = ${line.session} AND state = 'planned'
        AND headcount_id IN (SELECT headcount_id FROM slots WHERE id = ${line.slot})
      ORDER BY lane_minute`.execute(database.db);
    expect(after.rows.reduce((sum, { people }) => sum + people, 0)).toBeGreaterThanOrEqual(line.people);
    expect(after.rows.filter(({ staff }) => staff === person)).toHaveLength(1);
    await consistent();
  });

  test('only somebody trained, on duty and of the site may swab (R41)', async () => {
    const [a] = await pair();
    const untrained = await sql<{ id: string }>`
      SELECT id FROM swabbers WHERE municipality_code <> (SELECT municipality_code FROM sessions WHERE id = ${a.session}) LIMIT 1
    `.execute(database.db);
    await expect(
      act(a.date, { kind: 'swabber', session: a.session, lane: 0, swabber: untrained.rows[0]?.id ?? '' }),
    ).rejects.toMatchObject({ faults: [expect.objectContaining({ place: 'swabber' })] });
  });

  test('what was held stands, and so does a session that was called off', async () => {
    const [a, b] = await pair();
    await expect(act('2020-12-01', { kind: 'swap', slot: a.slot, other: b.slot })).rejects.toMatchObject({
      kind: 'refused-by-rule',
    });
  });
});

describe('P7, a swabber cannot come at 06:30', () => {
  const crew = async () => {
    const { rows } = await sql<{
      swabber: string;
      date: string;
      session: string;
      owner: string;
      people: number;
    }>`
      SELECT swabber_id AS swabber, sessions.date, session_id AS session, sessions.organisation_id AS owner, sessions.people
      FROM session_lanes JOIN sessions ON sessions.id = session_lanes.session_id
      WHERE sessions.published AND swabber_id IS NOT NULL AND sessions.date > '2020-09-16'
      ORDER BY sessions.people DESC, sessions.date, session_id`.execute(database.db);
    return rows;
  };
  const cover = (date: string, swabber: string) =>
    coverSwabber(deps(`${date}${EARLY}`), { actor: SYSTEM, swabber, date: calendarDate(date), by });

  test('another trained swabber serves the session, and nobody else moves', async () => {
    const before = await lines();
    for (const { swabber, date, session } of await crew()) {
      const preview = await coverSwabber(deps(`${date}${EARLY}`), {
        actor: SYSTEM,
        swabber,
        date: calendarDate(date),
        by,
        preview: true,
      });
      if (preview.replacements.some((one) => one.swabber === null)) continue;
      const done = await cover(date, swabber);
      expect(done.replacements.map((one) => one.session)).toContain(session);
      expect(done.concerned.every(({ who }) => who.kind === 'swabber')).toBe(true);
      expect(await lines()).toEqual(before);
      expect((await crew()).some((one) => one.session === session && one.swabber === swabber)).toBe(false);
      await consistent();
      return;
    }
    throw new Error('nobody could be replaced');
  });

  test('without another one its people go to the nearest free times, or are told that they have none; nobody else moves', async () => {
    const [one] = await crew();
    if (!one) throw new Error('no crew');
    const others = await sql<{ id: string }>`
      UPDATE swabbers SET active_to = '2020-09-15' WHERE id <> ${one.swabber} AND id NOT IN
        (SELECT swabber_id FROM session_lanes WHERE swabber_id IS NOT NULL AND session_id <> ${one.session} AND date = ${one.date}::date)
        AND municipality_code = (SELECT municipality_code FROM sessions WHERE id = ${one.session}) RETURNING id`.execute(
      database.db,
    );
    expect(others.rows.length).toBeGreaterThan(0);
    const before = await lines();
    const done = await cover(one.date, one.swabber);
    const concerned = new Set(
      done.concerned.filter(({ who }) => who.kind === 'staff').map(({ who }) => who.id),
    );
    const after = await lines();
    const at = (line: Line) => `${line.staff} ${line.session} ${line.lane} ${line.start}`;
    const left = (all: readonly Line[]) =>
      all
        .filter(({ staff }) => !concerned.has(staff))
        .map(at)
        .sort();
    const gone = before.filter(({ session }) => session === one.session);
    const laneless = (keys: string[]) =>
      keys.map((key) =>
        key
          .split(' ')
          .filter((_, i) => i !== 2)
          .join(' '),
      );
    expect(laneless(left(after))).toEqual(laneless(left(before)));
    if (done.replacements.some(({ swabber }) => swabber === null)) {
      expect(gone.length).toBeGreaterThan(0);
      const moved = done.concerned.filter(({ after: to, who }) => who.kind === 'staff' && to !== null);
      expect(moved.length + done.without).toBeGreaterThan(0);
    }
    await consistent();
  });
});

describe('P7, no samples today', () => {
  test('until the hour the session, its times and its stop are called off; after it only the telephone helps', async () => {
    const { rows } = await sql<{ id: string; date: string; stop: string }>`
      SELECT sessions.id, sessions.date, stop_sessions.stop_id AS stop FROM sessions
      JOIN stop_sessions ON stop_sessions.session_id = sessions.id
      WHERE sessions.published AND sessions.start_minute >= 720 ORDER BY sessions.date, sessions.id LIMIT 1`.execute(
      database.db,
    );
    const one = rows[0];
    if (!one) throw new Error('no session with a stop');
    const cancel = (instant: string) =>
      cancelSession(deps(instant), { actor: SYSTEM, sessionId: one.id, by, reason: 'Strømmen er gået' });
    await expect(cancel(`${one.date}T08:30:00Z`)).rejects.toMatchObject({ kind: 'refused-by-rule' });
    const done = await cancel(`${one.date}${EARLY}`);
    expect(done.stops).toEqual([one.stop]);
    const after = await sql<{ state: string; slots: number; links: number; planned: number }>`
      SELECT state, (SELECT count(*)::integer FROM slots WHERE session_id = sessions.id AND state = 'cancelled') AS slots,
        (SELECT count(*)::integer FROM slots WHERE session_id = sessions.id AND state = 'planned') AS planned,
        (SELECT count(*)::integer FROM stop_sessions WHERE session_id = sessions.id) AS links
      FROM sessions WHERE id = ${one.id}`.execute(database.db);
    expect(after.rows[0]).toMatchObject({ state: 'cancelled', planned: 0, links: 0 });
    expect(after.rows[0]?.slots).toBeGreaterThan(0);
    await expect(cancel(`${one.date}${EARLY}`)).rejects.toMatchObject({ kind: 'conflict' });
    await consistent();
  });
});

describe('the site document (R42, R43, A12)', () => {
  test('is planned before, confirmed after, and never says who came', async () => {
    const [a] = await pair();
    const { rows } = await sql<{ swabber: string }>`
      SELECT swabber_id AS swabber FROM session_lanes WHERE session_id = ${a.session} AND swabber_id IS NOT NULL`.execute(
      database.db,
    );
    const swabber = rows[0]?.swabber ?? '';
    await nameKeyPerson(deps(`${a.date}${EARLY}`), {
      actor: SYSTEM,
      sessionId: a.session,
      label: 'Afdelingsleder',
      by,
    });
    const confirm = (instant: string, attended: number) =>
      confirmSession(deps(instant), {
        actor: SYSTEM,
        sessionId: a.session,
        performed: [{ lane: 0, swabber }],
        attended,
        by,
      });
    await expect(confirm('2020-09-10T10:00:00Z', 3)).rejects.toMatchObject({ kind: 'refused-by-rule' });
    await confirm(`${a.date}T21:00:00Z`, 3);
    await confirm(`${a.date}T21:30:00Z`, 4);
    const kept = await sql<{
      attended: number;
      performed: number;
      planned: number;
      key: string;
      audits: number;
    }>`
      SELECT attended, (SELECT count(*)::integer FROM performed_swabs WHERE session_id = sessions.id) AS performed,
        (SELECT count(*)::integer FROM session_lanes WHERE session_id = sessions.id) AS planned,
        (SELECT label FROM session_key_persons WHERE session_id = sessions.id) AS key,
        (SELECT count(*)::integer FROM audit_log WHERE subject_id = sessions.id::text AND action LIKE 'session-confirmed%') AS audits
      FROM sessions WHERE id = ${a.session}`.execute(database.db);
    expect(kept.rows[0]).toMatchObject({ attended: 4, performed: 1, key: 'Afdelingsleder', audits: 2 });
    expect(kept.rows[0]?.planned).toBeGreaterThan(0);
  });
});
