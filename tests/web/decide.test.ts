import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../server/app.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import { createLog } from '../../shared/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { faultsOf, wordsOf } from './reading.ts';
import { fillSmallWorld, TODAY } from './smallWorld.ts';

/** Measured red, decided green, contact due. */
const CROSSING = '0147';
const PAGE = `/en/municipalities/${CROSSING}`;
let database: TestDatabase;
let app: Express;

beforeAll(async () => {
  database = await freshDatabase();
  await fillSmallWorld(database.db);
  const clock = fixedClock(instantAt({ date: TODAY, time: '08:00' }).toISOString());
  app = createApp({
    services: webServices({ db: database.db, clock, newId: randomUUID }),
    log: createLog('silent'),
  });
});
afterAll(() => database.close());

const red = (changes: Readonly<Record<string, string>> = {}) => ({
  step: 'preview',
  id: randomUUID(),
  outcome: 'red',
  firstTestWeek: '2020-W40',
  reason: 'Spread in several places',
  parties: 'stps',
  registeredBy: 'Anna Holm',
  onBehalfOf: 'stps',
  note: 'The signal group sees spread among the young',
  ...changes,
});
const send = (form: Readonly<Record<string, string>>) =>
  request(app).post(`${PAGE}/decisions/new`).type('form').send(form);
const stampIn = (text: string) => /name="basedOn" value="([0-9a-f]{32})"/.exec(text)?.[1] ?? '';
const decisions = () =>
  database.db
    .selectFrom('decisions')
    .select(['kind', 'colour', 'onBehalfOf', 'note', 'facts'])
    .where('municipalityCode', '=', CROSSING)
    .execute();

describe('the follow-up of a crossing (R4, P9)', () => {
  test('says what to do today, whom to call and what red would ask for', async () => {
    const { status, text } = await request(app).get(`${PAGE}/follow-up`);
    expect(status).toBe(200);
    expect(faultsOf(text)).toEqual([]);
    expect(wordsOf(text)).toContain('Call today: measured red since Wednesday, 16 September 2020.');
    expect(wordsOf(text)).toContain('Logistikvagten 38 66 00 00');
    expect(wordsOf(text)).toContain('If the whole municipality turns red, week 40, 2020 requires');
  });
});

describe('a decision from the page, one step after the other (R6, R7, R14)', () => {
  test('the form proposes the week of the contact + 2 and says that contact is missing', async () => {
    const { text } = await request(app).get(`${PAGE}/decisions/new`);
    expect(faultsOf(text)).toEqual([]);
    expect(text).toMatch(
      /<option[^>]*value="2020-W40"[^>]*selected|<option[^>]*selected[^>]*value="2020-W40"/,
    );
    expect(wordsOf(text)).toContain('No contact is logged in this follow-up.');
  });

  test('what looks like a CPR number is refused and not repeated, not even in its field (R57)', async () => {
    const { status, text } = await send(red({ reason: 'About 010180-1234', note: 'Written 0101801234' }));
    expect([status, text.includes('1234')]).toEqual([422, false]);
    expect(text).toContain('value="Anna Holm"');
  });

  test('what a rule refuses stands on the form with what was typed', async () => {
    const { status, text } = await send(red());
    expect(status).toBe(422);
    expect(wordsOf(text)).toContain('A first change of colour needs a logged contact');
    expect(text).toContain('Spread in several places</textarea>');
    expect(await decisions()).toEqual([]);
  });

  test('with a contact the effect is shown first, and nothing is registered', async () => {
    const contact = { madeOn: TODAY, madeAt: '07:30', registeredBy: 'Anna Holm', parties: 'stps' };
    expect((await request(app).post(`${PAGE}/follow-up`).type('form').send(contact)).status).toBe(303);
    const { status, text } = await send(red());
    expect(status).toBe(200);
    expect(faultsOf(text)).toEqual([]);
    expect(wordsOf(text)).toContain('Nothing is registered yet.');
    expect(wordsOf(text)).toMatch(/week 40, 2020 confirmed week 42, 2020 provisional/);
    expect(wordsOf(text)).toContain('People offered a test');
    expect(await decisions()).toEqual([]);
  });

  test('“change” leads back to the form as it was', async () => {
    const { status, text } = await send(red({ step: 'edit' }));
    expect(status).toBe(200);
    expect(text).toContain('The signal group sees spread among the young</textarea>');
  });

  test('what was shown to nobody, or is no longer so, is shown again before it is registered', async () => {
    const other = red();
    const shown = await send(other);
    const basedOn = stampIn(shown.text);
    const unseen = await send({ ...other, step: 'confirm' });
    expect([unseen.status, wordsOf(unseen.text)]).toEqual([
      200,
      expect.stringContaining('Something has changed since the effect was shown.'),
    ]);
    expect(stampIn(unseen.text)).toBe(basedOn);
    const changed = await send({ ...other, firstTestWeek: '2020-W41', basedOn, step: 'confirm' });
    expect(wordsOf(changed.text)).toContain('Something has changed since the effect was shown.');
    expect(faultsOf(changed.text)).toEqual([]);
    expect(await decisions()).toEqual([]);
  });

  test('the second step registers it once, and the municipality shows the history', async () => {
    const shown = red();
    const inAnotherTab = red();
    const seenThere = stampIn((await send(inAnotherTab)).text);
    const form = { ...shown, step: 'confirm', basedOn: stampIn((await send(shown)).text) };
    const response = await send(form);
    expect([response.status, response.headers.location]).toEqual([303, `${PAGE}?saved=decision`]);
    const again = await send(form);
    expect([again.status, wordsOf(again.text)]).toEqual([
      422,
      expect.stringContaining('The decision is registered already'),
    ]);
    expect(await decisions()).toEqual([
      expect.objectContaining({
        kind: 'colour',
        colour: 'red',
        onBehalfOf: 'stps',
        note: 'The signal group sees spread among the young',
      }),
    ]);
    const late = await send({ ...inAnotherTab, step: 'confirm', basedOn: seenThere });
    expect(wordsOf(late.text)).toContain('Something has changed since the effect was shown.');
    expect(wordsOf(late.text)).toContain('No change: this holds already.');
    expect(await decisions()).toHaveLength(1);
    const { text } = await request(app).get(`${PAGE}?saved=decision`);
    expect(wordsOf(text)).toContain('The decision has been registered.');
    expect(wordsOf(text)).toContain('by Anna Holm on behalf of the Danish Patient Safety Authority');
    expect(wordsOf(text)).toContain('The signal group sees spread among the young');
  });
});

describe('assessments, notices and agreements have pages (R7, R12, R16)', () => {
  test.each(['en', 'da'])('%s: they stand, with nothing wrong in their markup', async (language) => {
    const pages = [
      '/reviews',
      '/notices',
      `/municipalities/${CROSSING}/agreements`,
      `/municipalities/${CROSSING}/reviews/new`,
    ];
    for (const path of pages) {
      const { status, text } = await request(app).get(`/${language}${path}`);
      expect([path, status, faultsOf(text)]).toEqual([path, 200, []]);
    }
  });

  test('the decision is in the outbox for three parties, in the language of the page', async () => {
    const { text } = await request(app).get(`/en/notices?municipality=${CROSSING}`);
    expect(text.match(/class="notice-subject"/g)).toHaveLength(3);
    expect(wordsOf((await request(app).get('/da/notices')).text)).toContain(
      'Frederiksberg Kommune: skift af kategori',
    );
  });

  test('an assessment is due within seven days, can be held from the page, and the next one follows', async () => {
    expect(wordsOf((await request(app).get('/en/reviews')).text)).toContain('Frederiksberg');
    const form = { registeredBy: 'Anna Holm', parties: 'stps', note: 'Still spreading' };
    const held = await request(app).post(`${PAGE}/reviews/new`).type('form').send(form);
    expect([held.status, held.headers.location]).toEqual([303, '/en/reviews?saved=review']);
    const missing = await request(app).post(`${PAGE}/reviews/new`).type('form').send({ registeredBy: '' });
    expect(missing.status).toBe(422);
  });

  test('an agreement is made and ended from the page', async () => {
    const address = `${PAGE}/agreements`;
    const form = {
      rule: 'interval',
      greenIntervalWeeks: '8',
      from: TODAY,
      reason: 'Few sites',
      parties: 'region',
      registeredBy: 'A',
      onBehalfOf: 'region',
    };
    const refused = await request(app).post(address).type('form').send(form);
    expect(wordsOf(refused.text)).toContain('A longer interval needs the Danish Patient Safety Authority');
    const made = await request(app)
      .post(address)
      .type('form')
      .send({ ...form, greenIntervalWeeks: '4' });
    expect(made.status).toBe(303);
    const { text } = await request(app).get(address);
    expect(wordsOf(text)).toContain('4 weeks instead of 6 weeks');
    expect(wordsOf(text)).toContain('The municipality is red: red test weeks come before the interval.');
    const end = /action="([^"]+\/end)"/.exec(text)?.[1] ?? '';
    expect((await request(app).post(end)).status).toBe(303);
  });
});
