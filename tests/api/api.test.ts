import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { SYSTEM } from '../../db/asTenant.ts';
import { createApi } from '../../server/api/api.ts';
import { ENDPOINTS } from '../../server/api/endpoints.ts';
import { createMetrics, healthRouter } from '../../server/api/health.ts';
import { fixedClock } from '../../shared/clock.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { proposalOf } from '../../shared/domain/status/outcome.ts';
import { createLog } from '../../shared/log.ts';
import { previewDecision } from '../../shared/usecases/previewDecision.ts';
import { watchFigures } from '../../shared/usecases/watchFigures.ts';
import { freshDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let stopping = false;
let app: express.Express;

beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database;
  const figures = () => watchFigures({ db, clock: fixedClock('2020-09-09T10:00:00Z') });
  const metrics = createMetrics(figures);
  app = express();
  app.use(metrics.measure, metrics.router, healthRouter({ db, stopping: () => stopping, figures }));
  app.use(
    '/api/v1',
    createApi({
      db,
      actor: SYSTEM,
      clock: fixedClock('2020-09-09T10:00:00Z'),
      newId: randomUUID,
      log: createLog('silent'),
      version: '1.2.3',
    }),
  );
});

afterAll(() => database.close());

describe('problems', () => {
  test('a bad request names every faulty place, as RFC 9457 says', async () => {
    const response = await request(app).get('/api/v1/sessions?municipality=101&from=2020-02-30&limit=0');
    expect(response.status).toBe(400);
    expect(response.type).toBe('application/problem+json');
    const body = JSON.parse(response.text) as { type: string; faults: { place: string }[] };
    expect(body.type).toBe('/api/v1/problems/invalid-input');
    expect(body.faults.map(({ place }) => place).sort()).toEqual([
      'query.from',
      'query.limit',
      'query.municipality',
    ]);
  });

  test.each(
    ENDPOINTS.filter(({ method, contract }) => method === 'get' && contract.path.endsWith('/:id')).map(
      ({ contract }) => contract.path,
    ),
  )('%s without such an id is 404, with a shapeless id 400', async (path) => {
    const missing = await request(app).get(`/api/v1${path.replace(':id', randomUUID())}`);
    expect([missing.status, missing.type]).toEqual([404, 'application/problem+json']);
    const shapeless = await request(app).get(`/api/v1${path.replace(':id', 'x')}`);
    expect([shapeless.status, shapeless.type]).toEqual([400, 'application/problem+json']);
  });

  test('an unknown path is 404 and a known one with another method 405', async () => {
    expect((await request(app).get('/api/v1/nothing')).status).toBe(404);
    expect((await request(app).delete('/api/v1/rolls')).status).toBe(405);
  });
});

describe('an empty installation', () => {
  test.each(
    ENDPOINTS.filter(({ method, contract }) => method === 'get' && !contract.path.includes(':')).map(
      ({ contract }) => contract.path,
    ),
  )('%s answers with an empty list that keeps its own contract', async (path) => {
    const response = await request(app).get(`/api/v1${path}`);
    expect(response.status).toBe(200);
  });
});

describe('colours', () => {
  test('without figures nobody is measured, and everybody is green until somebody decides', async () => {
    const { body } = (await request(app).get('/api/v1/colours?region=1084')) as {
      body: { on: string; releasedOn: string | null; municipalities: Record<string, unknown>[] };
    };
    expect([body.on, body.releasedOn, body.municipalities.length]).toEqual(['2020-09-09', null, 29]);
    expect(body.municipalities[0]).toEqual({
      code: '0101',
      name: 'København',
      region: '1084',
      cases: null,
      population: null,
      source: null,
      incidence: null,
      measuredColour: null,
      computedCases: null,
      computedIncidence: null,
      computedColour: null,
      statedAgrees: null,
      published: null,
      followUpSince: null,
      decidedColour: 'green',
      decidedScope: 'whole',
      suspended: false,
    });
  });

  test('a municipality answers with its history, an unknown code with 404', async () => {
    const { body } = (await request(app).get('/api/v1/municipalities/0751')) as { body: unknown };
    expect(body).toEqual({ code: '0751', name: 'Aarhus', curve: [], decisions: [] });
    expect((await request(app).get('/api/v1/municipalities/0999')).status).toBe(404);
  });
});

test('a clock that moves between requests is read anew for each', async () => {
  let today = '2020-09-09T10:00:00Z';
  let known = new Date(today);
  const clock = { now: () => known, refresh: () => Promise.resolve((known = new Date(today))) };
  const moving = express();
  moving.use(
    createApi({
      db: database.db,
      actor: SYSTEM,
      clock,
      newId: randomUUID,
      log: createLog('silent'),
      version: '1.2.3',
    }),
  );
  expect((await request(moving).get('/colours')).body).toMatchObject({ on: '2020-09-09' });
  today = '2020-09-10T10:00:00Z';
  expect((await request(moving).get('/colours')).body).toMatchObject({ on: '2020-09-10' });
});

describe('writes', () => {
  const contacts = '/api/v1/municipalities/0751/contacts';
  const talk = { madeBy: 'Anna Holm', parties: ['stps', 'municipality'], circumstances: 'Two addresses' };

  test('what was recorded answers 201; the same follow-up takes the next one', async () => {
    const first = await request(app).post(contacts).send(talk);
    expect([first.status, first.body]).toEqual([201, expect.objectContaining({ opened: true })]);
    const second = await request(app).post(contacts).send(talk);
    expect(second.body).toMatchObject({
      followUpId: (first.body as { followUpId: string }).followUpId,
      opened: false,
    });
  });

  test('every fault of path, query and body is told at once, those of a rule with their names', async () => {
    const response = await request(app)
      .post('/api/v1/municipalities/751/contacts')
      .send({ madeBy: '', parties: [], colour: 'red' });
    expect([response.status, response.type]).toEqual([400, 'application/problem+json']);
    const { faults } = JSON.parse(response.text) as { faults: { place: string }[] };
    expect(faults.map(({ place }) => place).sort()).toEqual([
      'body',
      'body.madeBy',
      'body.parties',
      'path.code',
    ]);
    const ahead = await request(app)
      .post(contacts)
      .send({ ...talk, madeAt: '2020-09-09T10:00:01Z' });
    expect(JSON.parse(ahead.text)).toMatchObject({ faults: [{ place: 'madeOn', code: 'contactAhead' }] });
  });

  const decided = { outcome: 'red', firstTestWeek: '2020-W39', reason: 'spread', parties: ['stps'] };
  const people = { registeredBy: 'Anna Holm', onBehalfOf: 'stps' };
  const today = calendarDate('2020-09-09');
  const review = { heldBy: 'Anna Holm', parties: ['stps'] };
  test.each([
    ['contacts', { ...talk, madeBy: 'Jens 010180-1234' }, 'madeBy'],
    ['contacts', { ...talk, circumstances: '010180 1234 er smittet' }, 'circumstances'],
    ['contacts', { ...talk, note: 'a\u0000b' }, 'note'],
    ['decisions', { ...decided, ...people, registeredBy: '0101801234' }, 'registeredBy'],
    ['decisions/preview', { ...decided, ...people, reason: '01 01 80 1234' }, 'reason'],
    [
      'agreements',
      { rule: 'notice', params: {}, from: '2020-09-10', ...people, reason: '010180-1234', parties: ['stps'] },
      'reason',
    ],
    ['reviews', { ...review, heldBy: '0101801234' }, 'heldBy'],
  ])(
    '%s: what looks like a CPR number is a fault of its field and is not repeated (R57)',
    async (path, body, field) => {
      const response = await request(app).post(`/api/v1/municipalities/0751/${path}`).send(body);
      expect(response.status).toBe(400);
      const { faults } = JSON.parse(response.text) as { faults: { place: string }[] };
      expect(faults.map(({ place }) => place)).toContain(`body.${field}`);
      expect(response.text).not.toMatch(/1234/);
    },
  );

  test('a decision is registered with the stamp of its preview, and one of several (R7)', async () => {
    const address = '/api/v1/municipalities/0751/decisions';
    const body = { ...decided, ...people };
    expect((await request(app).post(address).send(body)).text).toContain('basedOn');
    const preview = async (changes: object = {}) =>
      (
        await request(app)
          .post(`${address}/preview`)
          .send({ ...body, ...changes })
      ).body as { basedOn: string; noChange: boolean; faults: { code: string }[] };
    const { basedOn, noChange } = await preview();
    expect(noChange).toBe(false);
    const register = async (changes: object = {}) =>
      (
        await request(app)
          .post(address)
          .send({ ...body, basedOn, ...changes })
      ).status;
    expect(await register({ firstTestWeek: '2020-W40' })).toBe(409);
    const answers = await Promise.all([register(), register(), register()]);
    expect(answers.sort()).toEqual([201, 409, 409]);
    expect(await preview()).toMatchObject({ noChange: true, faults: [] });
    expect((await preview({ areas: [] })).faults).toMatchObject([{ code: 'partialWithoutPlaces' }]);
  });

  test('a contact is with known parties and from its own follow-up (R4, R7)', async () => {
    const faultsOf = async (changes: object) =>
      (
        JSON.parse(
          (
            await request(app)
              .post(contacts)
              .send({ ...talk, ...changes })
          ).text,
        ) as { faults: unknown }
      ).faults;
    expect(await faultsOf({ parties: ['martians'] })).toMatchObject([{ place: 'body.parties.0' }]);
    expect(await faultsOf({ madeAt: '1999-01-01T10:00:00Z' })).toMatchObject([
      { place: 'madeOn', code: 'contactBefore' },
    ]);
  });

  test('an agreement changes something, from now on, and is the only one about its rule (R16)', async () => {
    const agreement = {
      rule: 'minimum-gap',
      params: { redMinimumGapDays: 5 },
      from: '2020-09-10',
      ...people,
      reason: 'few staff',
      parties: ['municipality', 'region'],
    };
    const send = async (changes: object) => {
      const { status, text } = await request(app)
        .post('/api/v1/municipalities/0751/agreements')
        .send({ ...agreement, ...changes });
      const { faults = [] } = JSON.parse(text) as { faults?: { code?: string; place: string }[] };
      return [status, ...faults.map(({ code, place }) => code ?? place)];
    };
    expect(await send({ params: {} })).toEqual([422, 'nothingChanged']);
    expect(await send({ from: '2010-01-01' })).toEqual([422, 'beginsLongAgo']);
    expect(await send({ onBehalfOf: 'martians' })).toEqual([400, 'body.onBehalfOf']);
    const longer = { rule: 'interval', params: { greenIntervalWeeks: 9 } };
    expect(await send({ ...longer, parties: ['stps'] })).toEqual([422, 'longerIntervalNeedsLocal']);
    expect(await send({})).toEqual([201]);
    expect(await send({ from: '2020-12-01', to: '2020-12-24' })).toEqual([422, 'overlapsAgreement']);
  });

  test.each([
    ['the list of parties', { onBehalfOf: 'martians' }, 'unknownParty'],
    ['STPS or the region', { parties: ['municipality'] }, 'decisionParties'],
    ['a first test week that is near', { firstTestWeek: isoWeek('2039-W10') }, 'weekFarAhead'],
    ['effect by its test week', { effectiveFrom: calendarDate('2020-11-01') }, 'effectiveAfterTestWeek'],
    ['a day in its follow-up', { decidedOn: calendarDate('2020-08-20') }, 'decidedBeforeFollowUp'],
    ['an end within a year', { effectiveTo: calendarDate('2039-01-01') }, 'endsFarAhead'],
  ])('a decision needs %s, and its preview says so (R6–R8, R15)', async (_, changes, code) => {
    const clock = fixedClock('2020-09-09T10:00:00Z');
    const proposal = proposalOf('red', { ...decided, ...people, firstTestWeek: isoWeek('2020-W39') }, today);
    const { faults } = await previewDecision(
      { db: database.db, clock, newId: randomUUID },
      { actor: SYSTEM, municipality: '0751' as MunicipalityCode, ...proposal, ...changes },
    );
    expect(faults.map((fault) => fault.code)).toContain(code);
  });

  test.each([
    ['another media type', { 'Content-Type': 'text/plain' }, 400],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 400],
    ['a page of another site', { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'cross-site' }, 422],
    [
      'an older browser on another site',
      { 'Content-Type': 'application/json', Origin: 'http://e.example' },
      422,
    ],
  ])('refused: %s', async (_, headers, status) => {
    const response = await request(app).post(contacts).set(headers).send(JSON.stringify(talk));
    expect([response.status, response.type]).toEqual([status, 'application/problem+json']);
  });

  test('a body that is no JSON is the sender’s fault; another method is told what there is', async () => {
    const garbled = await request(app)
      .post(contacts)
      .set('Content-Type', 'application/json')
      .send('{"madeBy":');
    expect([garbled.status, garbled.type]).toEqual([400, 'application/problem+json']);
    const put = await request(app).put(contacts).send(talk);
    expect([put.status, put.headers.allow]).toEqual([405, 'POST']);
  });
});

describe('OpenAPI', () => {
  test('describes every endpoint, with its parameters and answers', async () => {
    const { body } = (await request(app).get('/api/v1/openapi.json')) as {
      body: {
        openapi: string;
        paths: Record<string, { get: { parameters: { name: string; in: string; required: boolean }[] } }>;
      };
    };
    expect(body.openapi).toBe('3.1.0');
    const described = Object.entries(body.paths).flatMap(([path, own]) =>
      Object.keys(own).map((method) => method + path),
    );
    expect(described).toHaveLength(ENDPOINTS.length);
    const { parameters } = body.paths['/rolls/{id}']!.get;
    expect(parameters).toEqual([expect.objectContaining({ name: 'id', in: 'path', required: true })]);
    const limit = body.paths['/sessions']!.get.parameters.find(({ name }) => name === 'limit');
    expect(limit).toMatchObject({ in: 'query', required: false, schema: { default: 200 } });
  });
});

describe('operations', () => {
  test('ready while it works, not ready once it is stopping, alive all the time', async () => {
    expect((await request(app).get('/readyz')).body).toEqual({
      ready: true,
      database: true,
      stopping: false,
      figures: { quarantined: 0 },
    });
    stopping = true;
    expect((await request(app).get('/readyz')).status).toBe(503);
    expect((await request(app).get('/healthz')).status).toBe(200);
    stopping = false;
  });

  test('metrics count requests by area, without ids', async () => {
    await request(app).get(`/api/v1/rolls/${randomUUID()}`);
    const { text } = await request(app).get('/metrics');
    expect(text).toMatch(/podeplan_http_request_seconds_count\{method="GET",area="api",status="404"\} [1-9]/);
    expect(text).not.toMatch(/rolls\/[0-9a-f]/);
  });
});
