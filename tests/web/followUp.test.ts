import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../server/app.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { wordsOf } from './reading.ts';

let database: TestDatabase;
let app: Express;
const PAGE = '/municipalities/0751/follow-up';

beforeAll(async () => {
  database = await freshDatabase();
  const services = webServices({
    db: database.db,
    clock: fixedClock('2020-09-09T10:00:00Z'),
    newId: randomUUID,
  });
  app = createApp({ services, log: createLog('silent') });
});
afterAll(() => database.close());

const send = (language: string, form: string, headers: Readonly<Record<string, string>> = {}) =>
  request(app).post(`/${language}${PAGE}`).type('form').set(headers).send(form);

describe('logging a contact from the page (R4)', () => {
  test('the form proposes now, in Danish time', async () => {
    const { status, text } = await request(app).get(`/da${PAGE}`);
    expect(status).toBe(200);
    expect(text).toMatch(/name="madeOn"[^>]*value="2020-09-09"/);
    expect(text).toMatch(/name="madeAt"[^>]*value="12:00"/);
  });

  test('what is wrong stands beside its field, with what was typed kept, and nothing is saved', async () => {
    const { status, text } = await send('da', 'madeOn=2020-02-30&madeAt=12:00&circumstances=%3Cb%3E+f%C3%A5');
    expect(status).toBe(422);
    expect(text).toMatch(/id="fault-madeOn"[^>]*>Skriv en dato/);
    expect(text).toMatch(/id="fault-registeredBy"[^>]*>Feltet skal udfyldes/);
    expect(text).toMatch(/id="fault-parties"[^>]*>Vælg mindst én/);
    expect(text).toMatch(/name="madeOn"[^>]*value="2020-02-30"/);
    expect(text).toContain('&lt;b> få</textarea>');
    expect(await database.db.selectFrom('contactLog').select('id').execute()).toEqual([]);
  });

  test('what a rule refuses stands beside its field, in the language of the page', async () => {
    const ahead = 'madeOn=2020-09-09&madeAt=12:01&registeredBy=Anna+Holm&parties=stps';
    expect((await send('en', ahead)).text).toMatch(/id="fault-madeOn"[^>]*>A contact cannot lie ahead/);
  });

  test('what looks like a CPR number is a fault of its field, and the rest stays as typed (R57)', async () => {
    const talk = 'madeOn=2020-09-09&madeAt=11:30&registeredBy=Anna&parties=stps';
    const { status, text } = await send('da', `${talk}&circumstances=010180+1234&note=To+adresser`);
    expect(status).toBe(422);
    expect(text).toMatch(/id="fault-circumstances"[^>]*>Det ligner et CPR-nummer/);
    expect(text).toContain('To adresser</textarea>');
  });

  test('saved: back to the page, which says so, shows the talk and remembers who it was', async () => {
    const form =
      'madeOn=2020-09-09&madeAt=11:30&registeredBy=Anna+H%C3%B8jlund&parties=stps&parties=municipality';
    const response = await send('en', `${form}&circumstances=Two+addresses`, {
      'Sec-Fetch-Site': 'same-origin',
    });
    expect([response.status, response.headers.location]).toEqual([303, `/en${PAGE}?saved=contact`]);
    const cookie = String(response.headers['set-cookie']);
    const back = await request(app)
      .get(`/en${PAGE}?saved=contact`)
      .set('Cookie', /podeplan_registrar=[^;]+/.exec(cookie)?.[0] ?? '');
    expect(wordsOf(back.text)).toContain('The contact has been logged.');
    expect(wordsOf(back.text)).toContain('contact by Anna Højlund');
    expect(wordsOf(back.text)).toContain('Two addresses');
    expect(back.text).toMatch(/name="registeredBy"[^>]*value="Anna Højlund"/);
  });

  test.each([{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'http://elsewhere.example' }])(
    'a form of another site is refused: %j',
    async (headers) => {
      const form = 'madeOn=2020-09-09&madeAt=11:30&registeredBy=X&parties=stps';
      expect((await send('da', form, headers)).status).toBe(422);
      expect(await database.db.selectFrom('contactLog').select('id').execute()).toHaveLength(1);
    },
  );

  test('no such municipality: 404; a cookie that is none of ours is left alone', async () => {
    expect((await request(app).get('/da/municipalities/0999/follow-up')).status).toBe(404);
    const odd = await request(app).get(`/da${PAGE}`).set('Cookie', 'podeplan_registrar=%7Bx');
    expect(odd.status).toBe(200);
  });
});
