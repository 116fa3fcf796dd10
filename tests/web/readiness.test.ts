import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import { sql } from 'kysely';
import request from 'supertest';
import { SYSTEM } from '../../db/asTenant.ts';
import { createApi } from '../../server/api/api.ts';
import { createApp } from '../../server/app.ts';
import { urlsIn } from '../../server/web/urls.ts';
import { webServices } from '../../server/web/webServices.ts';
import { loadDemo } from '../../shared/demo/loadDemo.ts';
import { READINESS_ITEMS, readinessOf } from '../../shared/domain/planning/readiness.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { nightWorld } from '../usecases/planning/night.ts';
import { faultsOf, wordsOf } from './reading.ts';

const CODE = '0185';
const API = `/api/v1/municipalities/${CODE}/readiness`;
let database: TestDatabase;
let app: Express;
let api: Express;

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database, { demo: 'tiny' });
  await sql`DELETE FROM readiness WHERE municipality_code = ${CODE}`.execute(database.db);
  const given = { ...nightWorld(database.db, '2020-09-09T20:00:00Z'), newId: randomUUID };
  app = createApp({ services: webServices(given), log: given.log });
  api = express().use('/api/v1', createApi({ ...given, actor: SYSTEM, version: '0' }));
}, 240_000);
afterAll(() => database.close());

const words = async (language: 'da' | 'en') => {
  const { status, text } = await request(app).get(urlsIn(language).municipality(CODE));
  expect([status, faultsOf(text)]).toEqual([200, []]);
  return wordsOf(text);
};

test('the list warns of what is missing and of what is not known before a first roll (R48, R54)', async () => {
  const da = await words('da');
  expect(da).toContain('7 punkter mangler.');
  expect(da).toContain('Testdage: Regionen har ikke foreslået testdage endnu.');
  expect(da).toContain('Afhentningssteder: Det er ikke aftalt, hvor prøverne hentes.');
  expect(await words('en')).toContain('7 items are missing.');
});

test('an item is marked on the page and by API, with who did it; a second time changes nothing', async () => {
  const path = urlsIn('da').markReady(CODE, 'webreq');
  for (let i = 0; i < 2; i++) {
    const { status, headers } = await request(app).post(path).type('form').send('ready=yes');
    expect([status, headers.location]).toEqual([303, `${urlsIn('da').municipality(CODE)}?saved=readiness`]);
  }
  expect(await words('da')).toContain('6 punkter mangler.');
  const marked = await request(api).post(`${API}/pickup-places`).send({ ready: true, by: 'Anna Holm' });
  expect(marked.status).toBe(200);
  const { body } = (await request(api).get(API)) as { body: { items: unknown[]; unknown: string[] } };
  expect(body.items).toContainEqual({ item: 'webreq', doneOn: '2020-09-09' });
  expect(body.unknown).not.toContain('pickup-places');
  const back = await request(api).post(`${API}/webreq`).send({ ready: false, by: 'Anna Holm' });
  expect(back.body).toMatchObject({ items: expect.arrayContaining([{ item: 'webreq', doneOn: null }]) });
  const { rows } = await sql`
    SELECT action, subject_id AS item, actor FROM audit_log WHERE subject = 'readiness' ORDER BY at, action`.execute(
    database.db,
  );
  expect(rows).toHaveLength(3);
  expect(rows).toContainEqual({ action: 'not-ready', item: 'webreq', actor: 'Anna Holm' });
});

test('what is not on the list cannot be marked', async () => {
  expect(
    (await request(app).post(urlsIn('da').markReady(CODE, 'coffee')).type('form').send('ready=yes')).status,
  ).toBe(404);
  expect((await request(app).post(urlsIn('da').markReady(CODE, 'webreq')).type('form').send('')).status).toBe(
    400,
  );
  expect((await request(api).post(`${API}/coffee`).send({ ready: true, by: 'Anna' })).status).toBe(400);
});

test('everything in place and known: nothing is warned of (R54)', () => {
  const doneOn = calendarDate('2020-09-01');
  const facts = {
    expected: 100,
    sitesWithoutNumbers: 0,
    trainees: 5,
    traineesAgreed: 5,
    trainingHeldOn: doneOn,
    testDays: 3,
    testDaysAgreed: 3,
  };
  const all = READINESS_ITEMS.map((item) => ({ item, doneOn }));
  expect(readinessOf(all, facts).unknown).toEqual([]);
  expect(readinessOf([], facts).unknown).toEqual(['pickup-places']);
  expect(
    readinessOf(all, { ...facts, sitesWithoutNumbers: 1, traineesAgreed: 4, testDaysAgreed: 2 }).unknown,
  ).toEqual(['numbers', 'training', 'test-days']);
});
