import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { createApp } from '../../server/app.ts';
import { urlsIn } from '../../server/web/urls.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import { createLog } from '../../shared/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fillSmallWorld, TODAY } from '../web/smallWorld.ts';
import { launchBrowser } from './browser.ts';

const SCREENSHOTS = 'coverage/screenshots';
const WIDTHS = [
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1280, height: 900 }],
] as const;
/** Measured red, nobody has called. */
const CROSSING = '0147';
const urls = urlsIn('da');
let browser: BrowserContext;
let database: TestDatabase;
let server: Server;
let origin: string;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await launchBrowser();
  browser.setDefaultTimeout(15_000);
});
afterAll(() => browser.close());
beforeEach(async () => {
  database = await freshDatabase();
  await fillSmallWorld(database.db);
  const clock = fixedClock(instantAt({ date: TODAY, time: '08:00' }).toISOString());
  const services = webServices({ db: database.db, clock, newId: randomUUID });
  server = createApp({ services, log: createLog('silent') }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterEach(async () => {
  server.close();
  await database.close();
});

/** Whoever needs a screen reader or a telephone gets through this page too. */
async function lookAt(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${SCREENSHOTS}/decide-${name}.png`, fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect([name, violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)]).toEqual([name, []]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect([name, Math.max(0, wider)]).toEqual([name, 0]);
}

async function logContact(page: Page): Promise<void> {
  await page.getByLabel('Hvem registrerer').fill('Anna Holm, Region Hovedstaden');
  await page.getByLabel('Særlige forhold').fill('Spredt smitte blandt unge');
  await page.getByRole('button', { name: 'Gem kontakten' }).click();
  await page.getByText('Kontakten er skrevet ned').waitFor();
}

test.each(WIDTHS)(
  'on a %s: from the crossing by way of a talk to a red decision, its history and its notices (R4, R6, R7)',
  async (device, size) => {
    const page = await browser.newPage();
    await page.setViewportSize(size);
    await page.goto(origin + urls.country());
    await page.getByRole('link', { name: 'Kontakt i dag' }).first().click();
    await page.getByText('Ring i dag: målt rød siden').waitFor();
    await lookAt(page, `follow-up-${device}`);
    await logContact(page);
    await page.goto(origin + urls.followUp(CROSSING));
    await page.getByText('Spredt smitte blandt unge').first().waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Registrér en beslutning' }).click();
    await page.locator('#field-outcome-red').check();
    await page.getByRole('textbox', { name: 'Begrundelse' }).fill('Smitten er spredt i flere bydele');
    await page.getByRole('button', { name: 'Se virkningen' }).click();
    await page.getByText('Intet er registreret endnu').waitFor();
    await page.getByText('uge 40, 2020').first().waitFor();
    await page.getByText('Smitten er spredt i flere bydele').waitFor();
    await lookAt(page, `preview-${device}`);
    await page.getByRole('button', { name: 'Registrér beslutningen' }).click();
    await page.getByText('Beslutningen er registreret').waitFor();
    expect(new URL(page.url()).pathname).toBe(urls.municipality(CROSSING));
    await page.getByText('Smitten er spredt i flere bydele').first().waitFor();
    await lookAt(page, `history-${device}`);
    await page.goto(origin + urls.notices());
    const subjects = page.getByRole('heading', { name: 'Frederiksberg Kommune: skift af kategori' });
    expect(await subjects.count()).toBe(3);
    await page.getByText('uge 42, 2020 (foreløbig)').first().waitFor();
    await lookAt(page, `notices-${device}`);
    await page.close();
  },
  120_000,
);

test.each(WIDTHS)(
  'on a %s: a suspension needs a day to look again, and the assessment is held and written down (R8, R12)',
  async (device, size) => {
    const page = await browser.newPage();
    await page.setViewportSize(size);
    await page.goto(origin + urls.followUp(CROSSING));
    await logContact(page);
    await page.goto(origin + urls.decide(CROSSING));
    await page.locator('#field-outcome-suspend').check();
    await page.getByRole('textbox', { name: 'Begrundelse' }).fill('Få smittede på få adresser');
    await page.getByRole('button', { name: 'Se virkningen' }).click();
    await page.getByText('Intet er gemt endnu').waitFor();
    await lookAt(page, `suspend-faults-${device}`);
    await page.fill('#field-reviewOn', '2020-09-23');
    await page.getByRole('button', { name: 'Se virkningen' }).click();
    await page.getByText('Intet er registreret endnu').waitFor();
    await page.getByRole('button', { name: 'Registrér beslutningen' }).click();
    await page.getByText('Beslutningen er registreret').waitFor();
    await page.goto(origin + urls.reviews());
    await lookAt(page, `reviews-${device}`);
    await page
      .getByRole('row', { name: 'Frederiksberg' })
      .getByRole('link', { name: 'Skriv en vurdering ned' })
      .click();
    await page.getByLabel('Hvad blev sagt').fill('Stadig få adresser');
    await page.getByRole('button', { name: 'Gem vurderingen' }).click();
    await page.getByText('Vurderingen er skrevet ned').waitFor();
    await lookAt(page, `reviewed-${device}`);
    await page.close();
  },
  120_000,
);
