import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createApp } from '../../server/app.ts';
import type { DemoStep, WebServices } from '../../server/web/services.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../shared/domain/problem.ts';
import { createLog } from '../../shared/log.ts';
import { wordsOf } from './reading.ts';

const steps: DemoStep[] = [];

/** Services by hand: these tests are about the way to a page, not about what stands on it. */
const services: WebServices = {
  frame: () =>
    Promise.resolve({
      regions: [],
      working: false,
      figures: null,
      demo: { today: calendarDate('2020-09-09') },
    }),
  country: () =>
    Promise.resolve({
      on: calendarDate('2020-09-09'),
      figures: null,
      disagreements: [],
      quarantined: [],
      regions: [],
      municipalities: [],
    }),
  municipality: (code) =>
    code === '9999' ? Promise.reject(new Error('secret detail')) : Promise.resolve(null),
  region: () => Promise.reject(new DomainProblem('unavailable', 'The database does not answer')),
  pickups: () => Promise.resolve(null),
  runs: () => Promise.resolve({ runs: [] }),
  site: () => Promise.resolve(null),
  session: () => Promise.resolve(null),
  using: () => Promise.reject(new Error('no use case is wired')),
  stepDemoClock: (step) => {
    steps.push(step);
    return Promise.resolve();
  },
};
const app = createApp({ services, log: createLog('silent') });
const installation = createApp({ services: { ...services, stepDemoClock: null }, log: createLog('silent') });

describe('the language of a visitor', () => {
  test.each([
    ['nothing said: Danish', {}, '/da/'],
    ['the browser asks for English', { 'Accept-Language': 'en-GB,en;q=0.9' }, '/en/'],
    ['the browser prefers Danish by weight', { 'Accept-Language': 'en;q=0.5, da-DK;q=0.8' }, '/da/'],
    ['a language that we do not speak', { 'Accept-Language': 'sv, de;q=0.8' }, '/da/'],
    ['a refused language', { 'Accept-Language': 'da;q=0, en;q=0.1' }, '/en/'],
    [
      'chosen earlier, whatever the browser asks',
      { Cookie: 'podeplan_language=en', 'Accept-Language': 'da' },
      '/en/',
    ],
    ['a cookie that is none of ours', { Cookie: 'podeplan_language=fr' }, '/da/'],
  ])('%s', async (_, headers, leadsTo) => {
    const response = await request(app).get('/').set(headers);
    expect([response.status, response.headers.location]).toEqual([302, leadsTo]);
  });

  test('reading a page in a language chooses it', async () => {
    const response = await request(app).get('/en/');
    expect(response.headers['set-cookie']?.[0]).toMatch(/^podeplan_language=en;.*HttpOnly; SameSite=Lax/);
    const again = await request(app).get('/en/').set('Cookie', 'podeplan_language=en');
    expect(again.headers['set-cookie']).toBeUndefined();
  });
});

test.each(['da', 'en'])(
  'every page leads to results and statistics elsewhere (R51, R52): %s',
  async (language) => {
    const { text } = await request(app).get(`/${language}/`);
    const footer = text.slice(text.indexOf('<footer'));
    expect([...footer.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      'https://www.sundhed.dk',
      'https://covid19.ssi.dk/overvagningsdata',
    ]);
  },
);

describe('headers', () => {
  test('everything comes from here and nothing is inline', async () => {
    const { headers } = await request(app).get('/da/');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';font-src 'self';img-src 'self' data:;connect-src 'self';" +
        "worker-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('what a page loads is there and may be kept for ever', async () => {
    const { text } = await request(app).get('/da/');
    const assets = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url]) => url ?? '');
    expect(assets.length).toBeGreaterThanOrEqual(4);
    for (const url of assets) {
      const { status, headers } = await request(app).get(url);
      expect([url, status]).toEqual([url, 200]);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    }
  });

  test('the fonts of the stylesheet are there as well', async () => {
    const { text } = await request(app).get('/da/');
    const sheet = /href="(\/assets\/[^"]+dkfds\.min\.css)"/.exec(text)?.[1] ?? '';
    const { text: css } = await request(app).get(sheet);
    const font = /url\(([^)]+\.woff2)\)/.exec(css)?.[1] ?? '';
    expect(font).not.toBe('');
    const { status } = await request(app).get(new URL(font, `http://here${sheet}`).pathname);
    expect(status).toBe(200);
  });
});

describe('pages that say no', () => {
  test('an unknown address: 404 in the language of the address', async () => {
    const { status, text } = await request(app).get('/en/nowhere');
    expect(status).toBe(404);
    expect(wordsOf(text)).toContain('There is no such page');
  });

  test('an address without a language: 404 in the language of the visitor', async () => {
    const { status, text } = await request(app).get('/favicon.ico');
    expect(status).toBe(404);
    expect(wordsOf(text)).toContain('Siden findes ikke');
  });

  test('a bug: 500 without details', async () => {
    const { status, text } = await request(app).get('/da/municipalities/9999');
    expect(status).toBe(500);
    expect(wordsOf(text)).toContain('Der skete en fejl');
    expect(text).not.toContain('secret detail');
  });

  test('a problem: its own status and sentence', async () => {
    const { status, text } = await request(app).get('/en/regions/1084');
    expect(status).toBe(503);
    expect(wordsOf(text)).toContain('The database does not answer');
  });

  test('an address that cannot be read: 400, not a bug', async () => {
    const { status } = await request(app).get('/en/municipalities/%E0%A4%A');
    expect(status).toBe(400);
  });
});

describe('the demo’s clock', () => {
  const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    request(app)
      .post('/da/demo/step')
      .set('Content-Type', 'application/x-www-form-urlencoded')
      .set(headers)
      .send(body);

  test('each page shows the day and both buttons', async () => {
    const { text } = await request(app).get('/en/runs');
    expect(wordsOf(text)).toContain('The day in the demonstration: Wednesday, 9 September 2020');
    expect(text).toMatch(/<button[^>]+value="day"/);
    expect(text).toMatch(/<button[^>]+value="wednesday"/);
  });

  test('a press of a button steps the clock and leads back to the page (redirect after post)', async () => {
    steps.length = 0;
    const response = await post('step=wednesday&from=/da/municipalities/0101');
    expect([response.status, response.headers.location]).toEqual([303, '/da/municipalities/0101']);
    expect(steps).toEqual(['wednesday']);
  });

  test.each(['https://elsewhere.example/', '//elsewhere.example', '/da/..//elsewhere', '/da/\\elsewhere'])(
    'never leads elsewhere: %s',
    async (from) => {
      steps.length = 0;
      const response = await post(`step=day&from=${encodeURIComponent(from)}`);
      expect(response.status).toBe(400);
      expect(steps).toEqual([]);
    },
  );

  test.each([
    ['the browser says so', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sister host', { 'Sec-Fetch-Site': 'same-site' }],
    ['an older browser names the origin', { Origin: 'http://elsewhere.example' }],
  ])('a form of another site is refused: %s', async (_, headers) => {
    steps.length = 0;
    const { status } = await post('step=day', headers);
    expect(status).toBe(422);
    expect(steps).toEqual([]);
  });

  test('a form of our own passes', async () => {
    expect((await post('step=day', { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303);
    expect((await post('step=day', { Host: 'localhost:3000', Origin: 'http://localhost:3000' })).status).toBe(
      303,
    );
  });

  test('an installation has no such thing', async () => {
    const { status } = await request(installation).post('/da/demo/step').type('form').send('step=day');
    expect(status).toBe(404);
  });
});

describe('the name in the Host header', () => {
  const behind = createApp({
    services,
    log: createLog('silent'),
    publicUrl: 'https://podeplan.example.dk/',
    api: (_request, response) => {
      response.json({ answered: true });
    },
  });

  test.each([
    '127.0.0.1:3000',
    '127.0.0.2',
    'localhost:3000',
    'LOCALHOST',
    '[::1]:3000',
    'podeplan.example.dk',
  ])('%s is our own', async (host) => {
    expect((await request(behind).get('/da/').set('Host', host)).status).toBe(200);
    expect((await request(behind).get('/api/v1/colours').set('Host', host)).status).toBe(200);
  });

  test.each([
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'podeplan.example.dk.evil.example',
    '10.0.0.1',
    'a b',
  ])('%s is refused on pages, files and the API, and said so', async (host) => {
    const page = await request(behind).get('/da/').set('Host', host);
    expect([page.status, page.type]).toEqual([421, 'text/plain']);
    expect(page.text).toContain('PUBLIC_URL');
    expect((await request(behind).get('/assets/app.css').set('Host', host)).status).toBe(421);
    const api = await request(behind)
      .post('/api/v1/municipalities/0101/decisions')
      .set('Host', host)
      .send({});
    expect([api.status, api.type]).toEqual([421, 'application/problem+json']);
  });

  test('without PUBLIC_URL its name is a stranger as well', async () => {
    expect((await request(app).get('/da/').set('Host', 'podeplan.example.dk')).status).toBe(421);
  });
});
