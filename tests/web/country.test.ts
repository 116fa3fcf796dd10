import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../server/app.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { addDays } from '../../shared/domain/calendar/calendarDate.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import { createLog } from '../../shared/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { rowsOf, wordsOf } from './reading.ts';
import { fillSmallWorld, TODAY } from './smallWorld.ts';

let database: TestDatabase;
let app: Express;

beforeAll(async () => {
  database = await freshDatabase();
  const clock = fixedClock(instantAt({ date: TODAY, time: '08:00' }).toISOString());
  app = createApp({
    services: webServices({ db: database.db, clock, newId: randomUUID }),
    log: createLog('silent'),
  });
});
afterAll(() => database.close());

describe('the country at a glance', () => {
  test('before the first release: the page stands, says so, and everybody is decided green', async () => {
    const { status, text } = await request(app).get('/da/');
    expect(status).toBe(200);
    expect(text).toContain('Der er ingen smittetal endnu');
    expect(text.match(/class="colour-tag decided-green"/g)).toHaveLength(98);
    expect(text.match(/class="colour-tag measured-unknown"/g)).toHaveLength(98);
  });

  test('with figures and decisions: measured and decided stand apart, in words', async () => {
    await fillSmallWorld(database.db);
    const { text } = await request(app).get('/en/');
    expect(wordsOf(text)).toContain('The figures are from Wednesday, 16 September 2020');
    expect(wordsOf(text)).toContain('Frederiksberg Crossing – contact today 30.68 per 100,000');
    expect(wordsOf(text)).toContain('Brøndby Review due');
    const rows = rowsOf(text);
    expect(rows.get('København')).toMatch(/Region Hovedstaden red red /);
    expect(rows.get('Frederiksberg')).toMatch(/Region Hovedstaden red green .* Crossing – contact today$/);
    expect(rows.get('Ballerup')).toMatch(/Region Hovedstaden green partly red /);
    expect(rows.get('Brøndby')).toMatch(/Region Hovedstaden red green, change suspended /);
  });

  test('a day without a release: yesterday’s picture stands with its date and a word (A17)', async () => {
    const clock = fixedClock(instantAt({ date: addDays(TODAY, 1), time: '08:00' }).toISOString());
    const later = createApp({
      services: webServices({ db: database.db, clock, newId: randomUUID }),
      log: createLog('silent'),
    });
    const words = wordsOf((await request(later).get('/en/')).text);
    expect(words).toContain('The figures are from Wednesday, 16 September 2020');
    expect(words).toContain('No new figures have come today.');
    expect(wordsOf((await request(app).get('/en/')).text)).not.toContain('No new figures');
  });
});
