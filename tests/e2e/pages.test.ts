import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { createApp } from '../../server/app.ts';
import { urlsIn } from '../../server/web/urls.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import { createLog } from '../../shared/log.ts';
import { LANGUAGES } from '../../shared/text/language.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import {
  fillSmallWorld,
  PARTLY,
  PICKUP_DATE,
  RED,
  REGION,
  type SmallWorld,
  TODAY,
} from '../web/smallWorld.ts';
import { launchBrowser } from './browser.ts';

const SCREENSHOTS = 'coverage/screenshots';
const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const databases: TestDatabase[] = [];
const servers: Server[] = [];
let browser: BrowserContext;
let filled: { origin: string; world: SmallWorld };
let empty: { origin: string };

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await launchBrowser();
  const full = await serve();
  filled = { origin: full.origin, world: await fillSmallWorld(full.database.db) };
  empty = await serve();
});
afterAll(async () => {
  await browser.close();
  for (const server of servers) server.close();
  for (const database of databases) await database.close();
});

async function serve() {
  const database = await freshDatabase();
  databases.push(database);
  const clock = fixedClock(instantAt({ date: TODAY, time: '08:00' }).toISOString());
  const services = webServices({
    db: database.db,
    clock,
    newId: randomUUID,
    stepDemoClock: () => Promise.resolve(),
  });
  const server = createApp({ services, log: createLog('silent') }).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return { database, origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

/** Every page with something on it, and those that have nothing to show yet. */
const pages = (language: (typeof LANGUAGES)[number]) => {
  const urls = urlsIn(language);
  const { siteId, sessionId, anonymousSessionId, rollId } = filled.world;
  return {
    country: filled.origin + urls.country(),
    municipality: filled.origin + urls.municipality(RED),
    'municipality-partly': filled.origin + urls.municipality(PARTLY),
    'follow-up': filled.origin + urls.followUp(RED),
    'red-staff': filled.origin + urls.redStaff(RED),
    'red-staff-partly': filled.origin + urls.redStaff(PARTLY),
    decide: filled.origin + urls.decide(RED),
    directory: filled.origin + urls.directory(REGION),
    'directory-empty': filled.origin + urls.directory('stps'),
    roll: filled.origin + urls.roll(rollId),
    'roll-goals': filled.origin + urls.goals(rollId),
    'roll-withdraw': filled.origin + urls.withdrawRoll(rollId),
    weekdays: filled.origin + urls.weekdays(siteId),
    agreements: filled.origin + urls.agreements(RED),
    reviews: filled.origin + urls.reviews(),
    'hold-review': filled.origin + urls.holdReview(RED),
    notices: filled.origin + urls.notices(),
    region: filled.origin + urls.region(REGION),
    pickups: filled.origin + urls.pickups({ regionCode: REGION, date: PICKUP_DATE }),
    'change-list': filled.origin + urls.changeList({ regionCode: REGION, date: PICKUP_DATE }),
    kits: filled.origin + urls.regionKits(REGION),
    'municipality-kits': filled.origin + urls.municipalityKits(RED),
    statement: filled.origin + urls.statement({ regionCode: REGION, month: PICKUP_DATE.slice(0, 7) }),
    releases: filled.origin + urls.releases(),
    release: filled.origin + urls.release(filled.world.releaseId),
    runs: filled.origin + urls.runs(),
    site: filled.origin + urls.site(siteId),
    session: filled.origin + urls.session(sessionId),
    'session-anonymous': filled.origin + urls.session(anonymousSessionId),
    'not-found': `${filled.origin}${urls.country()}nowhere`,
    'country-not-yet': empty.origin + urls.country(),
    'municipality-not-yet': empty.origin + urls.municipality(RED),
    'region-not-yet': empty.origin + urls.region(REGION),
    'pickups-not-yet': empty.origin + urls.pickups({ regionCode: REGION, date: PICKUP_DATE }),
    'runs-not-yet': empty.origin + urls.runs(),
  };
};

/** What the browser complained about: a refused script or style among them. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The page that is not found says so with its status as well.
    if (message.type() === 'error' && !message.text().includes('status of 404'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

describe.each(LANGUAGES)('pages in %s', (language) => {
  test.each(Object.entries(WIDTHS))(
    'on a %s: no accessibility fault, no complaint of the browser, nothing wider than the screen',
    async (device, viewport) => {
      const page = await browser.newPage();
      const complaints = complaintsOf(page);
      await page.setViewportSize(viewport);
      const faults: string[] = [];
      for (const [name, url] of Object.entries(pages(language))) {
        await page.goto(url, { waitUntil: 'networkidle' });
        await page.screenshot({
          path: path.join(SCREENSHOTS, `${name}-${language}-${device}.png`),
          fullPage: true,
        });
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
        for (const { id, nodes } of violations) {
          faults.push(`${name}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
        }
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (overflow > 0) faults.push(`${name}: ${String(overflow)} px wider than the screen`);
      }
      await page.close();
      expect(faults).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});
