import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { SYSTEM } from '../../db/asTenant.ts';
import { createApi } from '../../server/api/api.ts';
import { fixedClock } from '../../shared/clock.ts';
import type { caseFile, decisionHistory } from '../../shared/contracts/caseFile.ts';
import { createLog } from '../../shared/log.ts';
import type { z } from 'zod';
import { podeplan } from '../cli/podeplan.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fillSmallWorld, PARTLY, RED } from '../web/smallWorld.ts';

const CROSSING = '0147';
let database: TestDatabase;
let app: express.Express;

beforeAll(async () => {
  database = await freshDatabase();
  await fillSmallWorld(database.db);
  app = express();
  app.use(
    createApi({
      db: database.db,
      actor: SYSTEM,
      clock: fixedClock('2020-09-16T10:00:00Z'),
      newId: randomUUID,
      log: createLog('silent'),
      version: '1.2.3',
    }),
  );
});
afterAll(() => database.close());

const json = async <T>(path: string) => (await request(app).get(path)).body as T;
const run = (...args: string[]) => podeplan(database.url, ...args);

describe('the case of a municipality (R4, R5, R12)', () => {
  test('of a crossing says whom to call and what red would ask for', async () => {
    expect(await json(`/municipalities/${CROSSING}/case-file`)).toMatchObject({
      today: '2020-09-16',
      name: 'Frederiksberg',
      measured: { colour: 'red', releasedOn: '2020-09-16' },
      decided: { colour: 'green', scope: 'whole', suspended: false },
      suggestion: 'call',
      suggestedFirstTestWeek: '2020-W40',
      followUps: [{ openedOn: '2020-09-16', closedOn: null, contacts: [] }],
      contacts: { region: [{ role: 'duty', name: 'Logistikvagten', phone: '38 66 00 00' }] },
      testWeeks: [],
    });
  });

  test('of a red one says its talks, its test weeks and when it is assessed', async () => {
    const { redDemand, ...file } = await json<z.output<typeof caseFile>>(`/municipalities/${RED}/case-file`);
    expect(redDemand).toMatchObject({ laboratories: [{ name: 'Laboratoriet i Herlev' }] });
    expect(redDemand.people).toBeGreaterThan(0);
    expect({ ...file, testWeeks: file.testWeeks.slice(0, 2) }).toMatchObject({
      decided: { colour: 'red', since: '2020-09-09' },
      reviewDueOn: '2020-09-16',
      testWeeks: [
        { week: '2020-W39', flowWeek: 1, state: 'confirmed' },
        { week: '2020-W41', flowWeek: 3, state: 'provisional' },
      ],
      followUps: [
        { contacts: [{ madeBy: 'Region Hovedstaden', circumstances: expect.stringContaining('Udbrud') }] },
      ],
    });
  });

  test('the history says what was known, for which places, and which decision holds', async () => {
    const { decisions } = await json<z.output<typeof decisionHistory>>(`/municipalities/${PARTLY}/decisions`);
    expect(decisions).toMatchObject([
      {
        kind: 'colour',
        scope: 'partial',
        places: ['Skovlunde'],
        standing: 'inForce',
        standingBy: null,
        onBehalfOf: 'stps',
        // That of the day itself came an hour after the decision.
        figureThen: { releasedOn: '2020-09-08', colour: 'green' },
        toldOtherwise: false,
      },
    ]);
  });

  test('open follow-ups come with what to do, those to call first', async () => {
    const { followUps } = await json<{ followUps: { name: string; suggestion: string }[] }>('/follow-ups');
    expect(followUps.map(({ name, suggestion }) => `${name} ${suggestion}`)).toEqual([
      'Frederiksberg call',
      'Ballerup discuss',
      'København none',
    ]);
  });

  test.each(['case-file', 'decisions'])('%s of an unknown municipality is 404', async (what) => {
    expect((await request(app).get(`/municipalities/0999/${what}`)).status).toBe(404);
  });
});

describe('the same on the command line', () => {
  test('podeplan case, in words and as JSON', async () => {
    const { code, out } = await run('case', 'Frederiksberg');
    expect([code, out]).toEqual([0, expect.stringContaining('Follow-up open since 2020-09-16')]);
    expect(out).toContain('Contact of the region, duty: Logistikvagten, 38 66 00 00');
    expect(out).toMatch(/asks for: \d+ people at \d+ sites/);
    const file = JSON.parse((await run('case', RED, '--json')).out) as z.output<typeof caseFile>;
    expect(file).toMatchObject({ name: 'København', reviewDueOn: '2020-09-16' });
  });

  test('podeplan decisions', async () => {
    const { out } = await run('decisions', 'Ballerup');
    expect(out).toMatch(/^No\. \d+ {2}colour red in part {2}\(in force\)\n {2}for: Skovlunde\n/);
    expect(out).toContain('known then: green: 5 cases among');
    const { decisions } = JSON.parse((await run('decisions', PARTLY, '--json')).out) as {
      decisions: unknown[];
    };
    expect(decisions).toHaveLength(1);
  });

  test('podeplan follow-ups', async () => {
    const { out } = await run('follow-ups');
    expect(out).toContain(
      '2020-09-16  Frederiksberg: measured red, decided green; no contact yet; suggestion: call\n',
    );
  });
});
