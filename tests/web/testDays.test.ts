import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import { sql } from 'kysely';
import request from 'supertest';
import { SYSTEM } from '../../db/asTenant.ts';
import { createApi } from '../../server/api/api.ts';
import { createApp } from '../../server/app.ts';
import { urlsIn } from '../../server/web/urls.ts';
import { webServices } from '../../server/web/webServices.ts';
import { loadDemo } from '../../shared/demo/loadDemo.ts';
import { addDays, calendarDate, datesFrom } from '../../shared/domain/calendar/calendarDate.ts';
import { allotTestDays } from '../../shared/usecases/allotTestDays.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { insertNight, nightWorld } from '../usecases/planning/night.ts';
import { faultsOf, wordsOf } from './reading.ts';

const REGION = '1084';
const OWNER = '0185';
const ON = calendarDate('2020-09-09');
const da = urlsIn('da');

let database: TestDatabase;
let app: Express;
let api: Express;
let allotment: string;

const world = (on: string) => nightWorld(database.db, `${on}T20:00:00Z`);

/** The step of a night that allots, and what it has proposed. */
async function night(number: number): Promise<string | null> {
  const on = addDays(ON, number);
  const runId = `00000000-0000-4000-8000-0000000000a${number}`;
  await insertNight(database.db, runId, on);
  return (await allotTestDays(world(on), { region: REGION, on, runId, seed: 1 })).allotmentId;
}

const page = async (path: string) => {
  const { status, text } = await request(app).get(path);
  return { status, html: text, words: wordsOf(text) };
};
const list = (municipality?: string) => da.testDays({ region: REGION, municipality });
const post = (path: string, form: string) =>
  request(app).post(path).type('form').send(`${form}&registeredBy=Anna+Holm&onBehalfOf=municipality`);

async function proposed(owner: string): Promise<{ id: string; date: string; people: number }[]> {
  const { rows } = await sql<{ id: string; date: string; people: number }>`
    SELECT id, date, people FROM test_days WHERE allotment_id = ${allotment} AND organisation_id = ${owner}
      AND state <> 'withdrawn' ORDER BY people, date, id`.execute(database.db);
  return rows;
}

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database, { demo: 'tiny' });
  allotment = (await night(0)) ?? '';
  const given = { ...world(ON), newId: randomUUID };
  app = createApp({ services: webServices(given), log: given.log });
  api = express().use('/api/v1', createApi({ ...given, actor: SYSTEM, version: '0' }));
}, 240_000);
afterAll(() => database.close());

describe('proposed test days (R34)', () => {
  test('wait for their answer: the next night proposes nothing anew', async () => {
    expect(await night(1)).toBeNull();
    const { rows } = await sql<{ state: string; n: number }>`
      SELECT state, count(*)::integer AS n FROM allotments GROUP BY 1`.execute(database.db);
    expect(rows).toEqual([{ state: 'proposed', n: 1 }]);
  });

  test('stand on a page of the region and of a municipality, in both languages, in numbers alone', async () => {
    for (const language of ['da', 'en'] as const) {
      for (const municipality of [undefined, OWNER]) {
        const { status, html } = await page(urlsIn(language).testDays({ region: REGION, municipality }));
        expect([status, faultsOf(html)]).toEqual([200, []]);
      }
    }
    const { words } = await page(list());
    expect(words).toContain('mangler svar, før regionen kan aftale dem');
    expect((await page(list(OWNER))).words).not.toContain('Aftal testdagene');
    expect((await page(da.testDays({ region: '9999' }))).status).toBe(404);
  });

  test('another day shows its effect on laboratory, quota and routes; one that fits is registered on the other’s behalf', async () => {
    const [day] = await proposed(OWNER);
    const id = day?.id ?? '';
    const effect = await request(api).get(`/api/v1/test-days/${id}/other-days`);
    const { days } = effect.body as {
      days: { date: string; load: number; capacity: number; left: number; km: number; fits: boolean }[];
    };
    expect(days.length).toBeGreaterThan(5);
    expect(days.map(({ date }) => date)).not.toContain(day?.date);
    for (const { load, capacity, left, fits } of days) {
      expect(fits).toBe((day?.people ?? 0) <= left);
      if (fits) expect(load).toBeLessThanOrEqual(capacity);
    }
    expect(new Set(days.map(({ km }) => km)).size).toBeGreaterThan(1);
    const shown = await page(da.otherDay(id));
    expect([shown.status, faultsOf(shown.html)]).toEqual([200, []]);
    expect(shown.words).toContain('Plads i kvoten');
    const fits = days.find((one) => one.fits);
    expect((await post(da.otherDay(id), 'wished=2021-01-01')).status).toBe(422);
    // Within the roll, and not among the days that the site can be open on.
    const offered = [day?.date, ...days.map(({ date }) => date)];
    const closed = datesFrom({ from: addDays(ON, 5), to: addDays(ON, 46) }).find(
      (date) => !offered.includes(date),
    );
    expect(closed).toBeDefined();
    expect((await post(da.otherDay(id), `wished=${closed ?? ''}`)).status).toBe(422);
    const saved = await post(da.otherDay(id), `wished=${fits?.date ?? ''}&note=Personalemøde`);
    expect([saved.status, saved.headers.location]).toEqual([303, `${list(OWNER)}&saved=answered`]);
    const { rows } = await sql`
      SELECT state, wished_date AS wished, answered_by AS by, answered_on_behalf_of AS whose FROM test_days
      WHERE id = ${id}`.execute(database.db);
    expect(rows).toEqual([{ state: 'answered', wished: fits?.date, by: 'Anna Holm', whose: 'municipality' }]);
    expect((await page(list(OWNER))).words).toContain('ønsker');
    expect((await page(da.otherDay(randomUUID()))).status).toBe(404);
  });

  test('the rest is accepted owner by owner, and only then the region agrees; a wished day takes the place of its own', async () => {
    const early = await post(list(), `action=agree+${allotment}`);
    expect(early.status).toBe(422);
    expect((await post(list(OWNER), `action=accept+${allotment}+nobody`)).status).toBe(422);
    const { rows: owners } = await sql<{ owner: string }>`
      SELECT DISTINCT organisation_id AS owner FROM quotas WHERE allotment_id = ${allotment}`.execute(
      database.db,
    );
    for (const { owner } of owners) {
      const accepted = await post(list(), `action=accept+${allotment}+${owner}`);
      expect(accepted.status).toBe(303);
    }
    expect((await page(list())).words).toContain('Alle har svaret');
    const agreed = await post(list(), `action=agree+${allotment}`);
    expect([agreed.status, agreed.headers.location]).toEqual([303, `${list()}?saved=agreedDays`]);
    const { rows } = await sql<{ state: string; moved: number }>`
      SELECT allotments.state, count(*) FILTER (WHERE test_days.wished_date = test_days.date)::integer AS moved
      FROM allotments JOIN test_days ON test_days.allotment_id = allotments.id GROUP BY 1`.execute(
      database.db,
    );
    expect(rows).toEqual([{ state: 'agreed', moved: 1 }]);
    expect(await night(2)).toBeNull();
  });
});

describe('a roll on agreed days', () => {
  test('is planned on a page, shown as a draft, and published from there', async () => {
    const form = await page(da.planRoll(OWNER));
    expect([form.status, faultsOf(form.html)]).toEqual([200, []]);
    expect(form.words).toContain('Som sidst');
    const none = await post(da.planRoll(OWNER), `owner=${OWNER}&basis=copy`);
    expect(none.status).toBe(404);
    const drafted = await post(da.planRoll(OWNER), `owner=${OWNER}&basis=fresh`);
    expect(drafted.status).toBe(303);
    const roll = /\/rolls\/([0-9a-f-]{36})/.exec(drafted.headers.location ?? '')?.[1] ?? '';
    const shown = await page(da.roll(roll));
    expect([shown.status, faultsOf(shown.html)]).toEqual([200, []]);
    expect(shown.words).toContain('Udmeld testrullet Læg planen om');
    const published = await post(da.publishRoll(roll), '');
    expect(published.headers.location).toBe(`${da.roll(roll)}?saved=published`);
    expect((await page(da.roll(roll))).words).toContain('Træk testrullet tilbage');
  }, 60_000);
});
