import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
beforeAll(async () => {
  database = await freshDatabase();
  const clock = fixedClock('2020-09-16T08:00:00Z');
  const services = webServices({ db: database.db, clock, newId: randomUUID });
  app = createApp({ services, log: createLog('silent') });
});
afterAll(() => database.close());

const send = (path: string, fields: Record<string, string>) =>
  request(app).post(path).type('form').send(fields);
const words = async (path: string) => wordsOf((await request(app).get(path)).text);

// One story, told in order.
test('STPS gets a duty phone and an address, which is changed and taken out again', async () => {
  expect(await words('/da/directory/stps')).toContain('Ingen kontakter er oplyst.');
  const fields = { role: 'duty', name: 'Tilsynsvagten', language: 'da', registeredBy: 'Anna Holm' };

  const refused = await send('/da/directory/stps', { ...fields, phone: '45 72 22 74 00', email: 'vagt' });
  expect(refused.status).toBe(422);
  expect(wordsOf(refused.text)).toContain('Skriv otte cifre, eller + og landekoden');
  expect(wordsOf(refused.text)).toContain('Skriv en mailadresse, for eksempel vagt@kommune.dk');

  const added = await send('/da/directory/stps', {
    ...fields,
    phone: '72 22 74 00',
    email: 'vagt@stps.example',
  });
  expect([added.status, added.headers.location]).toEqual([303, '/da/directory/stps?saved=directory']);
  const { text } = await request(app).get('/en/directory/stps');
  expect(wordsOf(text)).toContain('Tilsynsvagten Duty phone · 72 22 74 00 · vagt@stps.example (Danish)');
  const id = /\?contact=([0-9a-f-]{36})/.exec(text)![1]!;
  expect(await words(`/en/directory/stps?contact=${id}`)).toContain('Change Tilsynsvagten');

  await send('/da/directory/stps', { ...fields, id, email: 'vagt@stps.example', language: 'en' });
  expect(await words('/da/directory/stps')).toContain('vagt@stps.example (engelsk)');
  // Whoever calls on the day of a crossing finds it.
  expect(await words('/da/municipalities/0573/follow-up')).toContain('Tilsynsvagten');

  expect((await send(`/da/directory/stps/${id}/remove`, {})).status).toBe(303);
  expect(await words('/da/directory/stps')).toContain('Ingen kontakter er oplyst.');
});

test('nobody else’s directory is there', async () => {
  expect((await request(app).get('/da/directory/9999')).status).toBe(404);
});
