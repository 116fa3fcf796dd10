import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { createApp } from '../../server/app.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { addDays } from '../../shared/domain/calendar/calendarDate.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import { createLog } from '../../shared/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { wordsOf } from './reading.ts';
import { fillSmallWorld, RED, REGION, TODAY } from './smallWorld.ts';

let database: TestDatabase;
let app: Express;
beforeAll(async () => {
  database = await freshDatabase();
  await fillSmallWorld(database.db);
  const clock = fixedClock(instantAt({ date: TODAY, time: '08:00' }).toISOString());
  const services = webServices({ db: database.db, clock, newId: randomUUID });
  app = createApp({ services, log: createLog('silent') });
});
afterAll(() => database.close());

const ASKED = 'Decide a prioritisation';
const pages = [
  '/en/',
  `/en/municipalities/${RED}`,
  `/en/municipalities/${RED}/follow-up`,
  `/en/regions/${REGION}`,
];
const asking = async () => {
  const words = await Promise.all(pages.map(async (page) => wordsOf((await request(app).get(page)).text)));
  return words.map((said) => said.includes(ASKED));
};
const limitIs = (limitKind: string) =>
  asTenant(database.db, SYSTEM, (tx) =>
    tx.updateTable('unplaced').set({ limitKind }).where('municipalityCode', '=', RED).execute(),
  );

// One story, told in order.
describe('capacity is short (R13, A19)', () => {
  test('a room that is too small asks nobody for a prioritisation', async () => {
    await limitIs('no-places');
    expect(await asking()).toEqual([false, false, false, false]);
  });

  test.each(['lab-capacity', 'pool'])('%s asks for one on every page where tasks stand', async (limit) => {
    await limitIs(limit);
    expect(await asking()).toEqual([true, true, true, true]);
    const { text } = await request(app).get(`/en/municipalities/${RED}/decisions/new?outcome=prioritise`);
    expect(text).toMatch(/value="prioritise"[^>]*checked|checked[^>]*value="prioritise"/);
  });

  test('until kommune and region have decided one', async () => {
    await asTenant(database.db, SYSTEM, (tx) =>
      tx
        .insertInto('decisions')
        .values({
          ...{ id: randomUUID(), municipalityCode: RED, kind: 'prioritisation', scope: 'whole' },
          ...{ decidedOn: TODAY, effectiveFrom: TODAY, effectiveTo: addDays(TODAY, 14) },
          ...{ reason: 'Laboratoriet er fuldt', parties: ['municipality', 'region'] },
          ...{ registeredBy: 'Anna Holm', onBehalfOf: 'municipality' },
          registeredAt: instantAt({ date: TODAY, time: '07:00' }),
        })
        .execute(),
    );
    expect(await asking()).toEqual([false, false, false, false]);
  });
});
