import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../server/app.ts';
import { urlsIn } from '../../server/web/urls.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import { createLog } from '../../shared/log.ts';
import { type Language, LANGUAGES } from '../../shared/text/language.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { faultsOf, rowsOf, wordsOf } from './reading.ts';
import { fillSmallWorld, PARTLY, PICKUP_DATE, RED, REGION, type SmallWorld, TODAY } from './smallWorld.ts';

let database: TestDatabase;
let empty: TestDatabase;
let world: SmallWorld;
let app: Express;
let emptyApp: Express;

beforeAll(async () => {
  [database, empty] = await Promise.all([freshDatabase(), freshDatabase()]);
  world = await fillSmallWorld(database.db);
  const clock = fixedClock(instantAt({ date: TODAY, time: '08:00' }).toISOString());
  const appOver = ({ db }: TestDatabase) =>
    createApp({
      services: webServices({ db, clock, newId: randomUUID, stepDemoClock: () => Promise.resolve() }),
      log: createLog('silent'),
    });
  [app, emptyApp] = [appOver(database), appOver(empty)];
});
afterAll(async () => {
  await database.close();
  await empty.close();
});

const read = async (url: string, from = app) => {
  const { status, text } = await request(from).get(url);
  return { status, html: text, words: wordsOf(text) };
};

const everyPage = (language: Language) => {
  const urls = urlsIn(language);
  return [
    urls.country(),
    urls.municipality(RED),
    urls.municipality(PARTLY),
    urls.region(REGION),
    urls.pickups({ regionCode: REGION, date: PICKUP_DATE }),
    urls.redStaff(RED),
    urls.redStaff(PARTLY),
    urls.directory(RED),
    urls.directory(REGION),
    urls.directory('stps'),
    urls.reviews(),
    urls.notices(),
    urls.followUp(RED),
    urls.decide(RED),
    urls.agreements(RED),
    urls.runs(),
    urls.site(world.siteId),
    urls.session(world.sessionId),
    urls.session(world.anonymousSessionId),
  ];
};

describe.each(LANGUAGES)('every page in %s', (language) => {
  test('stands, says its language and obeys the content security policy', async () => {
    for (const url of everyPage(language)) {
      const { status, html } = await read(url);
      expect([url, status]).toEqual([url, 200]);
      expect(html).toContain(`<html lang="${language}">`);
      expect([url, faultsOf(html)]).toEqual([url, []]);
    }
  });

  test('before there is anything to show: stands all the same', async () => {
    const urls = urlsIn(language);
    const pages = [urls.country(), urls.municipality(RED), urls.region(REGION), urls.runs()];
    for (const url of [...pages, urls.pickups({ regionCode: REGION, date: PICKUP_DATE })]) {
      const { status, html } = await read(url, emptyApp);
      expect([url, status]).toEqual([url, 200]);
      expect(html).toContain('class="not-yet"');
      expect([url, faultsOf(html)]).toEqual([url, []]);
    }
  });

  test('leads to itself in the other language', async () => {
    const other = language === 'da' ? 'en' : 'da';
    for (const url of everyPage(language)) {
      const { html } = await read(url);
      expect(html).toContain(`href="${url.replace(`/${language}/`, `/${other}/`)}" lang="${other}"`);
    }
  });
});

describe('a municipality', () => {
  test('decided red: both colours, curve, follow-up, decision, roll, unplaced with limit and fix', async () => {
    const { words, html } = await read(urlsIn('en').municipality(RED));
    expect(words).toContain('Measured colour red 30.05 per 100,000 190 new cases in the last week');
    expect(words).toContain('Decided colour red since 9 Sept 2020');
    expect(html).toContain('>Threshold: 20</text>');
    // 8 × 25 and 8 × 24 cases among 632,340: as known now, beside what the day itself was told.
    expect(rowsOf(html).get('16 Sept 2020')).toBe('16 Sept 2020 200 31.63 30.05 red');
    expect(rowsOf(html).get('8 Sept 2020')).toBe('8 Sept 2020 192 30.36 22.14 red');
    const rows = rowsOf(html);
    expect(rows.get('25 Aug 2020 – 5 Sept 2020')).toBe('25 Aug 2020 – 5 Sept 2020 green green');
    expect(rows.get('6 Sept 2020 – 8 Sept 2020')).toBe('6 Sept 2020 – 8 Sept 2020 red green');
    expect(rows.get('9 Sept 2020 – 16 Sept 2020')).toBe('9 Sept 2020 – 16 Sept 2020 red red');
    expect(words).toContain('Open since 7 Sept 2020 7 Sept 2020 10:15: contact by Region Hovedstaden');
    expect(words).toContain('Reason Smitten er spredt.');
    expect(words).toContain('First test week week 39, 2020');
    expect(words).toContain('on behalf of the Danish Patient Safety Authority');
    expect(words).toContain('648 slots in 27 sessions on 27 test days');
    expect(words).toContain('14 · no places left · due 4 Oct 2020');
    expect(words).toContain(
      '14 people share 12 places in 2 windows at Plejehjemmet Åkandehuset until 4 Oct 2020. ' +
        'What helps: Give one lane more with a swabber: Plejehjemmet Åkandehuset, Fri 25 Sept 14:00–16:00.',
    );
  });

  test('partly red: says where', async () => {
    const { words } = await read(urlsIn('en').municipality(PARTLY));
    expect(words).toContain('Change of colour partly red');
    expect(words).toContain('Holds for Skovlunde');
  });
});

describe('a region', () => {
  test('shows load against capacity, weeks, quotas and agreed test days as counts', async () => {
    const { html, words } = await read(urlsIn('en').region(REGION));
    const rows = rowsOf(html);
    expect(words).toContain('Laboratoriet i Herlev: 648 samples planned in the period');
    expect(rows.get('week 39, 2020')).toBe('week 39, 2020 120 660 18% 99%');
    expect(rows.get('København')).toBe('København red red 810 30 20 of 27 agreed 27 648 14');
    expect(rows.get('Thursday, 17 September 2020')).toBe('Thursday, 17 September 2020 planned 1 2 24 31.4');
  });

  test('names nobody who is to be tested (R18)', async () => {
    const { words } = await read(urlsIn('da').region(REGION));
    expect(words).not.toContain('Medarbejder');
  });
});

describe('a pickup list', () => {
  test('shows stops in order with address, when samples are ready, how many, kits, and who to call', async () => {
    const { html, words } = await read(urlsIn('en').pickups({ regionCode: REGION, date: PICKUP_DATE }));
    expect(words).toContain('1 route, 2 stops, 24 samples, 24 kits');
    expect(rowsOf(html).get('Plejecentret Ørstedhaven')).toBe(
      '1 16:00 Plejecentret Ørstedhaven Jagtvej 12, 2200 København N, Ved bagindgangen 16:00 24 0 planned',
    );
    expect(words).toContain('Logistikvagten: 38 66 00 00');
    expect(words).toContain(
      'Plejehjemmet Åkandehuset No vehicle can be there while the samples can be collected. What helps: Let the samples',
    );
    expect(words).not.toContain('Medarbejder');
  });

  test('its routes as GeoJSON: a line from depot through the stops to the laboratory', async () => {
    const response = await request(app).get(
      urlsIn('en').pickupRoutes({ regionCode: REGION, date: PICKUP_DATE }),
    );
    const { features } = JSON.parse(response.text) as {
      features: { geometry: { type: string; coordinates: unknown } }[];
    };
    const lines = features.filter(({ geometry }) => geometry.type === 'LineString');
    expect(lines.map(({ geometry }) => geometry.coordinates)).toEqual([
      [
        [12.4428, 55.7312],
        [12.55, 55.692],
        [12.62, 55.655],
        [12.4428, 55.7312],
      ],
    ]);
  });

  test.each(['2020-02-30', 'tomorrow', '2020-9-1'])('a day that is none (%s) is not found', async (date) => {
    const { status, words } = await read(`/en/regions/${REGION}/pickups/${date}`);
    expect(status).toBe(404);
    expect(words).toContain('There is no such page');
  });
});

describe('the runs', () => {
  test('show each step with a word, progress while running, and what went wrong', async () => {
    const { words, html } = await read(urlsIn('da').runs());
    expect(words).toContain('Nattens beregning for onsdag den 16. september 2020 i gang');
    expect(words).toContain('Fordel testdage færdig Læg testrul i gang');
    expect(words).toContain('Fejl Municipality_test_pos.csv, line 7: no column "Population"');
    expect(words).toContain('Indlæs tal fejlet');
    expect(html).toContain('data-following');
  });

  test('say what each step found in the language of the page, parts added up; an old sentence as it was', async () => {
    const danish = await read(urlsIn('da').runs());
    expect(danish.words).toContain('Mål kategorier færdig 28 af 98 kommuner målt røde, 2 skal følges op');
    expect(danish.words).toContain('Læg testrul i gang 1.200 har fået testtid, 2 ikke, på 40 testdage');
    expect(danish.words).toContain('Lås kørelister færdig 3 kørelister låst');
    expect(danish.html).toContain('<span lang="en">as an earlier version wrote it</span>');
    const { words } = await read(urlsIn('en').runs());
    expect(words).toContain('28 of 98 municipalities measured red, 2 to follow up');
    expect(words).toContain('1,200 placed, 2 not, on 40 test days');
  });
});

describe('a session', () => {
  test('with names: times by the labels that the organisation uses, swabbers and pickup', async () => {
    const { html, words } = await read(urlsIn('da').session(world.sessionId));
    expect(rowsOf(html).get('14:44')).toBe('14:44 Medarbejder 124 nat Spor 2 byt flyt');
    expect(words).toContain('Spor 1 Poder A Spor 2 Poder B');
    expect(words).toContain('Bil 3 kommer kl. 16:00');
    expect(words).toContain('Testen er frivillig');
  });

  test('from a headcount: places without a name, and a lane without a swabber says so', async () => {
    const { words } = await read(urlsIn('da').session(world.anonymousSessionId));
    expect(words).toContain('24 pladser uden navn');
    expect(words).toContain('Spor 2 ikke fundet');
    expect(words).toContain('Der er ingen køreliste for dagen endnu.');
  });

  test('unknown or no id at all: not found', async () => {
    const urls = urlsIn('en');
    expect((await read(urls.session('4a3b5c1e-0000-4000-8000-000000000000'))).status).toBe(404);
    expect((await read(urls.session("1' OR 1=1"))).status).toBe(404);
    expect((await read(urls.site('nowhere'))).status).toBe(404);
  });
});
