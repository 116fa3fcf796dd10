import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { SYSTEM } from '../../db/asTenant.ts';
import { createApi } from '../../server/api/api.ts';
import { createApp } from '../../server/app.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { recordTicks } from '../../shared/usecases/lists/recordTicks.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { listWorld, type ListWorld } from '../usecases/lists/listWorld.ts';
import { launchBrowser } from './browser.ts';

let database: TestDatabase;
let world: ListWorld;
let server: Server;
let browser: BrowserContext;
let origin: string;

const clock = fixedClock('2030-01-01T00:00:00Z');

beforeAll(async () => {
  browser = await launchBrowser();
  database = await freshDatabase();
  world = await listWorld(database.db);
  const given = { db: database.db, clock, newId: randomUUID };
  const log = createLog('silent');
  server = createApp({
    services: webServices(given),
    log,
    api: createApi({ ...given, actor: SYSTEM, log, version: '0' }),
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await browser.setOffline(false);
  await browser.close();
  server.close();
  await database.close();
});

const address = (language: string) => `${origin}/${language}/routes/${world.routes[0]!}`;

/** Opens the page and waits until it is kept for times without coverage. */
async function open(language: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('ERR_INTERNET_DISCONNECTED'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(address(language));
  await page.waitForSelector('[data-driver][data-ready]');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await caches.match(location.pathname))) await new Promise((done) => setTimeout(done, 50));
  });
  return { page, complaints };
}

const stops = async () =>
  (
    await database.db
      .selectFrom('stops')
      .select(['id', 'state', 'samplesCollected', 'kitsDelivered'])
      .where('routeId', '=', world.routes[0]!)
      .orderBy('position')
      .execute()
  ).map(({ state, samplesCollected, kitsDelivered }) => [state, samplesCollected, kitsDelivered]);

test.each(['da', 'en'])(
  'the driver’s page in %s: nothing to complain about, nothing too wide',
  async (language) => {
    const { page, complaints } = await open(language);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  },
);

test('without coverage stops are ticked off, the page is closed and opened again, and all is sent later, once', async () => {
  const { page, complaints } = await open('da');
  await browser.setOffline(true);
  const first = page.locator('[data-stop]').nth(0);
  await first.locator('[name=samples]').fill('17');
  await first.locator('[data-tick=pick-up]').click();
  await page.waitForSelector('[data-stop][data-state=picked-up]');
  expect(await page.locator('[data-sync]').textContent()).toContain('1 afkrydsninger venter');
  expect(await stops()).toEqual([
    ['frozen', null, null],
    ['frozen', null, null],
  ]);

  await page.close();
  const again = await browser.newPage();
  await again.goto(address('da'));
  await again.waitForSelector('[data-stop][data-state=picked-up]');
  const second = again.locator('[data-stop]').nth(1);
  await second.locator('summary').click();
  await second.locator('[name=note]').fill('Ingen åbnede');
  await second.locator('[data-tick=refuse]').click();
  await again.waitForSelector('[data-stop][data-state=refused]');
  expect(await again.locator('[data-progress]').textContent()).toBe('2 af 2 stop klaret');

  await browser.setOffline(false);
  await again.waitForSelector('[data-sync=sent]');
  await again.reload();
  await again.waitForSelector('[data-driver][data-ready]');
  expect(await stops()).toEqual([
    ['picked-up', 17, 10],
    ['refused', null, null],
  ]);
  expect(await database.db.selectFrom('stopTicks').select(['event', 'outcome']).execute()).toHaveLength(2);
  await again.locator('[data-deliver]').click();
  await again.waitForSelector('[data-stop][data-state=delivered]');
  await again.waitForSelector('[data-sync=sent]');
  expect((await stops())[0]?.[0]).toBe('delivered');
  await again.close();
  expect(complaints).toEqual([]);
});

test('a conflict is told when the telephone has coverage again, and the page shows how it stands', async () => {
  await database.db
    .updateTable('stops')
    .set({
      state: 'frozen',
      pickedUpAt: null,
      pickedUpBy: null,
      samplesCollected: null,
      kitsDelivered: null,
      deliveredAt: null,
    })
    .execute();
  const { page } = await open('da');
  await browser.setOffline(true);
  await page.locator('[data-stop]').nth(0).locator('[data-tick=pick-up]').click();
  await page.waitForSelector('[data-stop][data-state=picked-up]');
  // Meanwhile another telephone in the same car, with coverage.
  await recordTicks(
    { db: database.db, clock, newId: randomUUID },
    {
      actor: SYSTEM,
      ticks: [{ key: randomUUID(), stop: world.stops[0]!, event: 'pick-up', at: new Date(), samples: 3 }],
      by: 'Bil 9',
    },
  );
  await browser.setOffline(false);
  await page.waitForSelector('[data-told] p');
  expect(await page.locator('[data-told]').textContent()).toContain('Bil 9 har allerede meldt 3 prøver');
  expect((await stops())[0]).toEqual(['picked-up', 3, 10]);
  await page.close();
});

test('what may not be written is refused on the telephone, and one faulty tick holds back no other', async () => {
  await database.db
    .updateTable('stops')
    .set({ state: 'frozen', pickedUpAt: null, pickedUpBy: null })
    .execute();
  const { page } = await open('da');
  const first = page.locator('[data-stop]').nth(0);
  const second = page.locator('[data-stop]').nth(1);
  for (const typed of ['', '123456', '-1']) {
    await first.locator('[name=samples]').fill(typed);
    await first.locator('[data-tick=pick-up]').click();
    expect(await page.locator('[data-told] p').last().textContent()).toContain('helt tal');
  }
  await second.locator('summary').click();
  await second.locator('[name=note]').fill('ring 0101801234');
  await second.locator('[data-tick=miss]').click();
  expect(await page.locator('[data-told] p').last().textContent()).toContain('CPR-nummer');
  expect((await stops()).map(([state]) => state)).toEqual(['frozen', 'frozen']);

  // Kept by an earlier page that let it through.
  await page.evaluate(async (stop) => {
    const request = indexedDB.open('podeplan-driver', 1);
    const store = await new Promise<IDBDatabase>((done) => (request.onsuccess = () => done(request.result)));
    const put = store.transaction('ticks', 'readwrite').objectStore('ticks').put({
      key: crypto.randomUUID(),
      stop,
      event: 'miss',
      at: new Date().toISOString(),
      note: 'ring 0101801234',
    });
    await new Promise((done) => (put.onsuccess = done));
  }, world.stops[1]!);
  await first.locator('[name=samples]').fill('9');
  const answered = () => page.waitForResponse((response) => response.url().endsWith('/ticks'));
  await Promise.all([answered(), first.locator('[data-tick=pick-up]').click()]);
  await page.waitForSelector('[data-sync=sent]');
  expect((await stops()).map(([state, samples]) => [state, samples])).toEqual([
    ['picked-up', 9],
    ['frozen', null],
  ]);
  // It is still to be corrected when the page is opened again.
  await page.reload();
  await page.waitForSelector('[data-driver][data-ready]');
  expect(await page.locator('[data-told] p').last().textContent()).toContain('CPR-nummer');
  expect(await second.locator('[name=note]').inputValue()).toBe('ring 0101801234');
  await second.locator('[name=note]').fill('ingen hjemme');
  await Promise.all([answered(), second.locator('[data-tick=miss]').click()]);
  await page.waitForSelector('[data-stop][data-state=missed]');
  await page.waitForSelector('[data-sync=sent]');
  await page.reload();
  await page.waitForSelector('[data-driver][data-ready]');
  expect(await page.locator('[data-told] p').count()).toBe(0);
  expect((await stops())[1]?.[0]).toBe('missed');
  await page.close();
});
