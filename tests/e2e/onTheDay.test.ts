import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { createApp } from '../../server/app.ts';
import { urlsIn } from '../../server/web/urls.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { type PlannedDay, plannedDay } from '../support/plannedDay.ts';
import { launchBrowser } from './browser.ts';

let database: TestDatabase;
let server: Server;
let browser: BrowserContext;
let day: PlannedDay;
let origin: string;

beforeAll(async () => {
  database = await freshDatabase();
  day = await plannedDay(database);
  const clock = fixedClock(`${day.date}T04:30:00Z`);
  const services = webServices({ db: database.db, clock, newId: randomUUID });
  server = createApp({ services, log: createLog('silent') }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 240_000);
afterAll(async () => {
  await browser.close();
  server.close();
  await database.close();
});

test('on a telephone at 06:30: swap two, tell them, then call the session off', async () => {
  const page = await browser.newPage();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(origin + urlsIn('da').session(day.session));
  await page.getByRole('link', { name: 'Byt to' }).click();
  await page.selectOption('#field-slot', day.slots[0]);
  await page.selectOption('#field-other', day.slots[1]);
  await page.fill('#field-registeredBy', 'Leder på stedet');
  await page.getByRole('button', { name: 'Byt to' }).click();
  await page.getByText('Rettelsen er gemt').waitFor();
  await page.getByRole('link', { name: '2 skal have besked' }).click();
  for (const label of day.labels) await page.getByLabel(label).check();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  // Who registers is remembered from the last form.
  expect(await page.inputValue('#field-registeredBy')).toBe('Leder på stedet');
  await page.getByRole('button', { name: 'Har fået besked' }).click();
  await page.getByText('Noteret, hvem der har fået besked').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole('link', { name: 'Aflys: ingen prøver' }).click();
  await page.fill('#field-reason', 'Strømmen er gået');
  await page.getByRole('button', { name: 'Aflys: ingen prøver' }).click();
  await page.getByText('Testgangen er aflyst').waitFor();
  await page.close();
}, 60_000);
