import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import request from 'supertest';
import { SYSTEM } from '../../db/asTenant.ts';
import { createApi } from '../../server/api/api.ts';
import { createApp } from '../../server/app.ts';
import { urlsIn } from '../../server/web/urls.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { type PlannedDay, plannedDay } from '../support/plannedDay.ts';
import { faultsOf, wordsOf } from './reading.ts';

let database: TestDatabase;
let app: Express;
let api: Express;
let day: PlannedDay;

beforeAll(async () => {
  database = await freshDatabase();
  day = await plannedDay(database);
  const given = { db: database.db, clock: fixedClock(`${day.date}T04:30:00Z`), newId: randomUUID };
  const log = createLog('silent');
  app = createApp({ services: webServices(given), log });
  api = express().use('/api/v1', createApi({ ...given, actor: SYSTEM, log, version: '0' }));
}, 240_000);
afterAll(() => database.close());

const da = urlsIn('da');
const page = async (path: string) => {
  const { status, text } = await request(app).get(path);
  return { status, html: text, words: wordsOf(text) };
};
const send = (name: string, form: string) =>
  request(app).post(da.dayForm(day.session, name)).type('form').send(`${form}&registeredBy=Leder`);

describe('a leader changes a session on its day (P7)', () => {
  test('the session offers each action, and a link beside each person', async () => {
    const { words, html } = await page(da.session(day.session));
    expect(words).toContain('Ret på dagen');
    expect(words).toContain('Byt to Flyt én Giv en ledig tid');
    expect(html).toContain(`${da.dayForm(day.session, 'move')}?slot=${day.slots[0]}`);
  });

  test.each([
    'swap',
    'move',
    'fill',
    'name',
    'swabber',
    'cover',
    'drop-in',
    'cancel',
    'confirm',
    'key-person',
  ])('the form "%s" opens in both languages, well-formed', async (name) => {
    for (const language of ['da', 'en'] as const) {
      const { status, html } = await page(urlsIn(language).dayForm(day.session, name));
      expect([status, faultsOf(html)]).toEqual([200, []]);
    }
  });

  test('a swap is saved, both stand among those to be told, and a tick takes them off', async () => {
    const [slot, other] = day.slots;
    const saved = await send('swap', `slot=${slot}&other=${other}`);
    expect([saved.status, saved.headers.location]).toEqual([303, `${da.session(day.session)}?saved=changed`]);
    const after = await page(da.session(day.session));
    expect(after.words).toContain('2 skal have besked');
    expect(after.words).toContain(`Byttet`);
    const told = await page(da.told(day.session));
    const ids = [...told.html.matchAll(/name="people" value="([0-9a-f-]+)"/g)].map(
      ([, id]) => `people=${id}`,
    );
    expect(ids).toHaveLength(2);
    const ticked = await request(app)
      .post(da.told(day.session))
      .type('form')
      .send(`${ids.join('&')}&registeredBy=Leder`);
    expect(ticked.status).toBe(303);
    expect((await page(da.session(day.session))).words).not.toContain('skal have besked');
  });

  test('a broken rule is told in the language of the page, with the form as it was', async () => {
    const { rows } = await database.db.executeQuery<{ id: string }>(
      database.db
        .selectFrom('slots')
        .select('id')
        .where('sessionId', '=', day.session)
        .where('state', '=', 'planned')
        .limit(1)
        .compile(),
    );
    const refused = await send('move', `slot=${rows[0]?.id}&place=${day.session}+0+180`);
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('Tiden ligger uden for tidsrummet');
    expect(wordsOf((await send('swap', 'slot=&other=')).text)).toContain('Vælg én');
  });

  test('the key person and the document stand on the session', async () => {
    expect((await send('key-person', 'label=Afdelingslederen')).status).toBe(303);
    const form = await page(da.dayForm(day.session, 'confirm'));
    const crew = [...form.html.matchAll(/<option value="([0-9a-f-]+)" selected/g)].map(
      ([, id]) => `performed=${id}`,
    );
    expect(crew.length).toBeGreaterThan(0);
    // At 06:30 it has not begun.
    expect((await send('confirm', `${crew.join('&')}&attended=7`)).status).toBe(422);
    expect((await page(da.session(day.session))).words).toContain(
      'Nøgleperson (registrering): Afdelingslederen',
    );
  });

  test('no such session, or no id: 404', async () => {
    expect((await page(da.dayForm(randomUUID(), 'swap'))).status).toBe(404);
    expect((await page(da.dayForm('x', 'swap'))).status).toBe(404);
  });
});

describe('a planner and a roll', () => {
  test('the roll shows goals with their weights, swabbing hours (P14) and what it was made for, in both languages', async () => {
    for (const language of ['da', 'en'] as const) {
      const { status, html } = await page(urlsIn(language).roll(day.roll));
      expect([status, faultsOf(html)]).toEqual([200, []]);
    }
    const { words } = await page(da.roll(day.roll));
    expect(words).toContain('Testdag på et sted 1,00 1,00');
    expect(words).toContain('Tid til podning');
    expect(words).toContain('inden for kvoten');
    expect((await page(da.roll(randomUUID()))).status).toBe(404);
  });

  test('weights are set for the next plan, not for this roll; nonsense is sent back', async () => {
    const form = (siteDay: string) =>
      request(app)
        .post(da.goals(day.roll))
        .type('form')
        .send(
          `siteDay=${siteDay}&session=0,3&km=0,02&moved=0,5&peakTolerance=1,02&from=2020-09-09&registeredBy=P`,
        );
    expect((await form('mange')).status).toBe(422);
    expect((await form('2,5')).status).toBe(303);
    expect((await page(da.roll(day.roll))).words).toContain('Testdag på et sted 1,00 2,50');
  });

  test('fixed weekdays stand on the site (P3)', async () => {
    const sent = await request(app)
      .post(da.weekdays(day.site))
      .type('form')
      .send('weekdays=1&weekdays=3&from=2020-09-09&registeredBy=P');
    expect(sent.status).toBe(303);
    expect((await page(da.site(day.site))).words).toContain('tirsdag og torsdag, fra 9. sep. 2020');
  });

  test('withdrawing asks for a reason, and previews by the API', async () => {
    const { status, html } = await page(da.withdrawRoll(day.roll));
    expect([status, faultsOf(html)]).toEqual([200, []]);
    const empty = await request(app)
      .post(da.withdrawRoll(day.roll))
      .type('form')
      .send('from=2020-09-28&registeredBy=P');
    expect(empty.status).toBe(422);
    const asked = await request(app)
      .post(da.withdrawRoll(day.roll))
      .type('form')
      .send('from=2020-09-28&reason=Forkerte+vagter&registeredBy=P');
    expect([asked.status, faultsOf(asked.text)]).toEqual([200, []]);
    expect(wordsOf(asked.text)).toContain('testgange aflyses');
    expect(asked.text).toContain('name="confirmed" value="yes"');
    const body = { from: '2020-09-28', reason: 'Forkerte vagter', by: 'P', preview: true };
    const preview = await request(api).post(`/api/v1/rolls/${day.roll}/withdrawal`).send(body);
    expect(preview.status).toBe(200);
    expect((preview.body as { people: number }).people).toBeGreaterThan(0);
  });
});

describe('a session typed by hand (P3)', () => {
  const open = () => da.addSession({ roll: day.roll, site: day.site });

  test('the site comes first, then its windows and who swabs there, in both languages', async () => {
    const choose = await page(da.addSession({ roll: day.roll }));
    expect(choose.html).toContain(`site=${day.site}`);
    for (const language of ['da', 'en'] as const) {
      const { status, html } = await page(urlsIn(language).addSession({ roll: day.roll, site: day.site }));
      expect([status, faultsOf(html)]).toEqual([200, []]);
    }
    expect((await page(open())).words).toContain('Poder ved podespor 1');
  });

  test('every fault is told at once, in Danish, and nothing is written', async () => {
    const { html } = await page(open());
    const window = /<option value="([0-9a-f-]+)" selected/.exec(html)?.[1] ?? '';
    const send = (form: string) => request(app).post(open()).type('form').send(`${form}&registeredBy=P`);
    const refused = await send(`window=${window}&date=2020-12-01`);
    expect(refused.status).toBe(422);
    const words = wordsOf(refused.text);
    expect(words).toContain('Dagen ligger uden for testrullet, der går fra 2020-09-14 til 2020-10-25');
    expect(words).toContain('Der er 0 podere til 1 podespor');
    expect((await send('window=x&date=')).status).toBe(422);
    const api1 = await request(api)
      .post(`/api/v1/rolls/${day.roll}/sessions`)
      .send({ site: day.site, window, date: '2020-12-01', swabbers: [randomUUID()], by: 'P', preview: true });
    expect(api1.status).toBe(422);
  });

  test('once everything is published there is no roll to plan, and none to publish again', async () => {
    expect((await page(da.planRoll('0155'))).words).toContain('Intet testrul venter på at blive lagt');
    expect((await page(da.planRoll('9999'))).status).toBe(404);
    expect((await page(da.publishRoll(day.roll))).status).toBe(200);
    expect((await request(api).post('/api/v1/owners/0155/drafts').send({})).status).toBe(409);
    const again = await request(api).post(`/api/v1/rolls/${day.roll}/publication`).send({ by: 'P' });
    expect([again.status, again.body]).toEqual([201, expect.objectContaining({ rollId: day.roll })]);
  });
});

describe('questions about a roll as it stands', () => {
  test('why a session is on its day: each other day has its price or the rules that forbid it, in both languages', async () => {
    for (const language of ['da', 'en'] as const) {
      const { status, html } = await page(urlsIn(language).why(day.session));
      expect([status, faultsOf(html)]).toEqual([200, []]);
    }
    const asked = await request(api).get(`/api/v1/sessions/${day.session}/why`);
    const { alternatives, date } = asked.body as {
      date: string;
      alternatives: {
        date: string;
        broken: { rule: string; times: number }[];
        change: { cost: number } | null;
      }[];
    };
    expect([date, alternatives.length]).toEqual([day.date, 41]);
    for (const { date: other, broken, change } of alternatives) {
      expect(other).not.toBe(day.date);
      expect(change === null).toBe(broken.length > 0);
      for (const { times } of broken) expect(times).toBeGreaterThan(0);
    }
    expect((await page(da.why(randomUUID()))).status).toBe(404);
    expect((await page(da.session(day.session))).words).toContain('Hvorfor ligger den her?');
  });

  test('what if: the answer stands beside the real roll, which is untouched', async () => {
    const slots = () => database.db.selectFrom('slots').selectAll().orderBy('id').execute();
    const before = await slots();
    const { status, html } = await page(da.whatIf(day.roll));
    expect([status, faultsOf(html)]).toEqual([200, []]);
    const ask = (form: string) => request(app).post(da.whatIf(day.roll)).type('form').send(form);
    expect((await ask('red=&laboratoryPercent=&site=&lanes=1&closed=')).status).toBe(422);
    const red = await ask('red=2020-09-16&laboratoryPercent=70&site=&lanes=1&closed=');
    expect([red.status, faultsOf(red.text)]).toEqual([200, []]);
    expect(wordsOf(red.text)).toContain('Testtilbud i alt');
    const lane = await request(api)
      .post(`/api/v1/rolls/${day.roll}/what-if`)
      .send({ lanesFewer: { site: day.site, lanes: 1 } });
    const { real, scenario } = lane.body as Record<'real' | 'scenario', { people: number; placed: number }>;
    expect(real.placed).toBe(real.people);
    expect([scenario.people, scenario.placed <= real.placed]).toEqual([real.people, true]);
    const less = await request(api).post(`/api/v1/rolls/${day.roll}/what-if`).send({ laboratoryPercent: 2 });
    const found = less.body as { real: { placed: number }; scenario: { placed: number } };
    expect(found.scenario.placed).toBeLessThan(found.real.placed);
    expect(await slots()).toEqual(before);
  }, 60_000);
});

describe('the same by the API', () => {
  const post = (path: string, body: object) => request(api).post(`/api/v1${path}`).send(body);

  test('a preview writes nothing; a broken rule is a problem with its faults', async () => {
    const shown = await request(api).get(`/api/v1/sessions/${day.session}/day`);
    expect(shown.status).toBe(200);
    const body = shown.body as {
      lines: { id: string; staff: object | null; people: number }[];
      free: { session: string; lane: number; start: number }[];
      crew: { swabber: { id: string } | null }[];
    };
    const a = body.lines.find(({ people }) => people === 1)?.id;
    const keep = { kind: 'drop-in', session: day.session, places: 0 };
    const preview = await post('/session-changes', { action: keep, by: 'Leder', preview: true });
    expect([preview.status, preview.body]).toEqual([200, { changeId: null, concerned: [], stops: [] }]);
    const refused = await post('/session-changes', {
      action: { kind: 'move', slot: a, session: day.session, lane: 0, start: '03:00' },
      by: 'Leder',
    });
    expect([
      refused.status,
      (refused.body as { faults: { code?: string }[] }).faults.map(({ code }) => code),
    ]).toEqual([422, expect.arrayContaining(['rule-window'])]);
    const swabber = body.crew[0]?.swabber?.id ?? '';
    const cover = await post(`/swabbers/${swabber}/cover`, { date: day.date, by: 'Leder', preview: true });
    expect(cover.status).toBe(200);
    expect((cover.body as { replacements: unknown[] }).replacements.length).toBeGreaterThan(0);
    expect((await post('/session-changes', { action: { kind: 'swap', slot: a }, by: 'x' })).status).toBe(400);
  });

  test('the test days of a region stand with their answers, in counts (R34)', async () => {
    const listed = await request(api).get('/api/v1/regions/1084/test-days');
    const { status } = listed;
    const { testDays } = listed.body as { testDays: { id: string; allotmentId: string; state: string }[] };
    expect([status, testDays[0]?.state]).toEqual([200, 'agreed']);
    const late = await post(`/allotments/${testDays[0]?.allotmentId}/answers`, {
      otherDays: [{ testDayId: testDays[0]?.id, wished: '2020-09-30' }],
      by: 'P',
      onBehalfOf: 'municipality',
    });
    expect(late.status).toBe(409);
  });

  test('calling a session off takes its stop away', async () => {
    const off = await post(`/sessions/${day.session}/cancellation`, { by: 'Leder', reason: 'Strømsvigt' });
    expect(off.status).toBe(200);
    const { state } = (await request(api).get(`/api/v1/sessions/${day.session}`)).body as { state: string };
    expect(state).toBe('cancelled');
    expect((await page(da.session(day.session))).words).toContain('aflyst');
  });
});
