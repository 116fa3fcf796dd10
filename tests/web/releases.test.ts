import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listOpenFollowUps } from '../../db/queries/followUps.ts';
import { createApi } from '../../server/api/api.ts';
import { createMetrics, healthRouter } from '../../server/api/health.ts';
import { createApp } from '../../server/app.ts';
import { webServices } from '../../server/web/webServices.ts';
import { type Clock } from '../../shared/clock.ts';
import { addDays } from '../../shared/domain/calendar/calendarDate.ts';
import { createLog } from '../../shared/log.ts';
import { readBundle, readPublications } from '../../shared/sources/readBundle.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { importPublished } from '../../shared/usecases/importPublished.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { watchFigures } from '../../shared/usecases/watchFigures.ts';
import { bundle, casesCsv, file, RELEASED, SAMPLE_DATES } from '../sources/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { wordsOf } from './reading.ts';

let database: TestDatabase;
let app: Express;
let now = '2020-09-09T12:30:00Z';
const clock: Clock = { now: () => new Date(now) };
const LAST = SAMPLE_DATES.at(-1)!;
const deps = () => ({ db: database.db, clock, newId: randomUUID });

const take = async (varde: number, days: number, rows = SAMPLE_DATES) => {
  const csv = casesCsv({ dates: rows, figures: { [LAST]: { Varde: varde } } });
  const released = addDays(RELEASED, days);
  return importIncidence(deps(), {
    ...readBundle(bundle([file('c.csv', csv)], released)),
    importedBy: 'test',
  });
};

beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database;
  const figures = () => watchFigures({ db, clock });
  const metrics = createMetrics(figures);
  app = createApp({
    services: webServices({ db, clock, newId: randomUUID }),
    log: createLog('silent'),
    operations: [healthRouter({ db, stopping: () => false, figures }), metrics.router],
    api: createApi({ db, actor: SYSTEM, clock, newId: randomUUID, log: createLog('silent'), version: '1' }),
  });
  await take(9, 0);
  await measureColours(deps());
});
afterAll(() => database.close());

const page = async (path: string) => wordsOf((await request(app).get(path)).text);
const gap = [...SAMPLE_DATES, RELEASED].filter((date) => date !== '2020-09-01');

describe('a release that is held back', () => {
  test('is told on the front page and the page of releases, what and where, in both languages', async () => {
    now = '2020-09-10T12:30:00Z';
    const { releaseId, outcome } = await take(10, 1, gap);
    expect(outcome).toBe('quarantined');
    expect(await page('/en/')).toContain('Look at it, and release or reject it');
    expect(await page('/en/releases')).toContain(
      'One release is held back They do not look right, and count for nothing until somebody has looked at them. ' +
        'Figures of Thursday, 10 September 2020 In the middle of the series there are no figures for 1 Sept 2020.',
    );
    expect(await page(`/da/releases/${releaseId}`)).toContain(
      'Midt i rækken mangler der tal for 1. sep. 2020.',
    );
    expect((await request(app).get('/readyz')).body).toMatchObject({ figures: { quarantined: 1 } });
    expect((await request(app).get('/metrics')).text).toContain('podeplan_releases_quarantined 1');
  });

  test('is judged in a form, which asks again for what is missing', async () => {
    const { body } = (await request(app).get('/api/v1/releases?state=quarantined')) as {
      body: { releases: { id: string; doubts: unknown[] }[] };
    };
    const [held] = body.releases;
    expect(held?.doubts).toMatchObject([{ check: 'day-missing', facts: { days: ['2020-09-01'] } }]);
    const address = `/en/releases/${held!.id}`;
    const refused = await request(app).post(address).type('form').send({ reason: 'right', registeredBy: '' });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('Choose one');
    expect(await asTenant(database.db, SYSTEM, listOpenFollowUps)).toEqual([]);
    const saved = await request(app)
      .post(address)
      .type('form')
      .send({ verdict: 'release', reason: 'SSI confirms by phone', registeredBy: 'Anna Holm' });
    expect([saved.status, saved.headers.location]).toEqual([303, `${address}?saved=released`]);
    // The crossing was measured as the release was let through.
    expect(await asTenant(database.db, SYSTEM, listOpenFollowUps)).toMatchObject([{ municipality: '0573' }]);
    const words = await page(`${address}?saved=released`);
    expect(words).toContain('The figures are released and measured.');
    expect(words).toContain('By Anna Holm, ');
    expect(words).toContain('SSI confirms by phone');
    expect(words).toContain('Eight sample dates (SSI’s dashboard 2020) 1 in force');
  });

  test('is judged through the API, once, with a reason', async () => {
    now = '2020-09-11T12:30:00Z';
    const dates = [...gap, addDays(RELEASED, 1)];
    const { releaseId } = await take(12, 2, dates);
    const address = `/api/v1/releases/${releaseId}/judgement`;
    const judge = (verdict: string, reason: string) =>
      request(app).post(address).send({ verdict, reason, judgedBy: 'operator' });
    expect((await judge('reject', '')).body).toMatchObject({ faults: [{ place: 'body.reason' }] });
    expect((await judge('reject', 'a wrong file')).body).toEqual({
      releasedOn: '2020-09-11',
      state: 'rejected',
      measured: null,
    });
    expect((await judge('release', 'after all')).status).toBe(409);
    const told = await request(app).get(`/api/v1/releases/${releaseId}`);
    expect(told.body).toMatchObject({
      state: 'rejected',
      judgedBy: 'operator',
      judgement: 'a wrong file',
      red: [],
    });
  });

  test('that nobody knows is a page that says so', async () => {
    expect((await request(app).get('/en/releases/x')).status).toBe(404);
    expect((await request(app).get(`/api/v1/releases/${randomUUID()}`)).status).toBe(404);
  });
});

describe('figures that are old (A17)', () => {
  test('are said on every page, by health, by metrics and by the API', async () => {
    now = '2020-09-10T13:00:00Z';
    expect(await page('/en/runs')).not.toContain('case figures are of');
    now = '2020-09-14T14:30:00Z';
    const banner = 'The newest case figures are of Thursday, 10 September 2020 and are 98 hours old.';
    for (const path of ['/en/', '/en/runs', '/en/municipalities/0573', '/en/releases']) {
      expect(await page(path)).toContain(
        `${banner} The decided colours stand until somebody decides otherwise.`,
      );
    }
    expect(await page('/da/runs')).toContain('De nyeste smittetal er fra torsdag den 10. september 2020');
    expect((await request(app).get('/readyz')).body).toMatchObject({
      ready: true,
      figures: { releasedOn: '2020-09-10', hours: 98, stale: true, late: true },
    });
    const { text } = await request(app).get('/metrics');
    expect(text).toMatch(/^podeplan_figures_stale 1$/m);
    expect(text).toMatch(/^podeplan_figures_age_hours 98$/m);
    expect((await request(app).get('/api/v1/figures')).body).toMatchObject({
      releasedOn: '2020-09-10',
      ageHours: 98,
      stale: true,
      lastAsked: null,
    });
  });
});

describe('an authority’s own figure (A2)', () => {
  test('measures on page and API, and where our count says otherwise, both say so', async () => {
    now = '2020-09-10T13:00:00Z';
    const csv = 'date,municipality_code,incidence\n2020-09-10,0573,19.99\n2020-09-10,0101,0\n';
    const [publication] = readPublications(bundle([file('p.csv', csv)]));
    await importPublished(deps(), { ...publication!, importedBy: 'test' });
    await measureColours(deps());
    expect(await page('/en/')).toContain(
      'The authority’s figures and our own count disagree The authority’s figure measures; our own count is its ' +
        'control. 1 municipality Varde : published as 19.99 per 100,000 (green), counted as 20.02 (red)',
    );
    expect(await page('/en/municipalities/0573')).toContain('as the authority itself states it');
    const { body } = (await request(app).get('/api/v1/colours?on=2020-09-10')) as {
      body: { municipalities: { code: string }[] };
    };
    expect(body.municipalities.find(({ code }) => code === '0573')).toMatchObject({
      incidence: '19.99',
      measuredColour: 'green',
      computedColour: 'red',
      published: { incidence: '19.99', colour: 'green', agrees: false, knownOn: '2020-09-10' },
    });
  });
});
