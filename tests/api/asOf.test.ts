import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import type { z } from 'zod';
import { SYSTEM } from '../../db/asTenant.ts';
import { createApi } from '../../server/api/api.ts';
import { fixedClock } from '../../shared/clock.ts';
import type { colourList, municipalityHistory } from '../../shared/contracts/colours.ts';
import { addDays, calendarDate, datesFrom } from '../../shared/domain/calendar/calendarDate.ts';
import { createLog } from '../../shared/log.ts';
import { pathSource } from '../../shared/sources/paths.ts';
import { readBundle, readPublications, readSource } from '../../shared/sources/readBundle.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { importPublished } from '../../shared/usecases/importPublished.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { replayReleases } from '../../shared/usecases/replayReleases.ts';
import { bundle, casesCsv, file } from '../sources/fixtures.ts';
import { plainRedCount } from '../sources/plainArithmetic.ts';
import { describeReal, REAL_RELEASES } from '../sources/realReleases.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const clock = fixedClock('2021-04-01T12:00:00Z');
let database: TestDatabase;
let app: express.Express;
beforeEach(async () => {
  database = await freshDatabase();
  app = express();
  app.use(
    createApi({
      db: database.db,
      actor: SYSTEM,
      clock,
      newId: randomUUID,
      log: createLog('silent'),
      version: '1',
    }),
  );
});
afterEach(() => database.close());

const deps = () => ({ db: database.db, clock, newId: randomUUID });
const get = async <T>(address: string) => (await request(app).get(address)).body as T;
type Colours = z.output<typeof colourList>;
const colours = (on: string, asOf?: string) =>
  get<Colours>(`/colours?on=${on}${asOf === undefined ? '' : `&asOf=${asOf}`}`);
const varde = async (on: string, asOf?: string) => {
  const { releasedOn, countedOn, municipalities } = await colours(on, asOf);
  const { cases, measuredColour, computedColour, published } = municipalities.find(
    ({ code }) => code === '0573',
  )!;
  return { releasedOn, countedOn, cases, measuredColour, computedColour, published };
};

/** Cases in Varde on a day of the week before; everything else is zero. */
async function release(on: string, cases: number) {
  const released = calendarDate(on);
  const dates = datesFrom({ from: addDays(released, -40), to: addDays(released, -1) });
  const csv = casesCsv({ dateColumn: 'SampleDate', dates, figures: { '2021-01-22': { Varde: cases } } });
  const read = readBundle(bundle([file('cases.csv', csv)], released));
  await importIncidence(deps(), { ...read, importedBy: 'test' });
  await measureColours(deps());
}

test('28 January 2021 added 198 old cases and the next day took 195 back: every release answers for every day (R3)', async () => {
  await release('2021-01-27', 5);
  await release('2021-01-28', 203);
  await release('2021-01-29', 8);
  const [wednesday, thursday, friday] = ['2021-01-27', '2021-01-28', '2021-01-29'];
  const known = (releasedOn: string, countedOn: string, cases: number, measuredColour: string) =>
    expect.objectContaining({ releasedOn, countedOn, cases, measuredColour }) as unknown;
  // As known on the day itself, which is what is answered when nothing else is asked for.
  expect(await varde(wednesday)).toEqual(known(wednesday, wednesday, 5, 'green'));
  expect(await varde(thursday)).toEqual(known(thursday, thursday, 203, 'red'));
  expect(await varde(friday)).toEqual(known(friday, friday, 8, 'green'));
  expect(await varde(thursday, thursday)).toEqual(await varde(thursday));
  // As known on another release, and as known now.
  expect(await varde(wednesday, thursday)).toEqual(known(thursday, wednesday, 203, 'red'));
  expect(await varde(wednesday, friday)).toEqual(known(friday, wednesday, 8, 'green'));
  expect(await varde(thursday, friday)).toEqual(known(friday, thursday, 8, 'green'));
  expect(await varde(thursday, 'latest')).toEqual(await varde(thursday, friday));
  expect(await varde(friday, wednesday)).toEqual(known(wednesday, wednesday, 5, 'green'));
  const { curve } = await get<z.output<typeof municipalityHistory>>('/municipalities/0573');
  expect(curve.map(({ cases, colour }) => [cases, colour])).toEqual([
    [5, 'green'],
    [203, 'red'],
    [8, 'green'],
  ]);
});

test('what is asked of a release that there is not, or of a day before the first, is said', async () => {
  await release('2021-01-28', 8);
  const asked = await request(app).get('/colours?on=2021-01-28&asOf=2021-01-20');
  expect(asked.status).toBe(404);
  expect(asked.body).toMatchObject({ detail: 'There is no release of 2021-01-20; there are 2021-01-28' });
  expect(await varde('2021-01-20')).toMatchObject({ releasedOn: null, cases: null, measuredColour: null });
  expect(await varde('2020-02-29')).toMatchObject({ releasedOn: null, measuredColour: null });
  for (const day of ['2021-02-29', '0001-01-01', '9999-12-31']) {
    expect((await request(app).get(`/colours?on=${day}`)).status).toBe(400);
  }
});

test('a rate that the authority states again is known since then; every release says which (A2, R3)', async () => {
  await release('2021-01-28', 8);
  const state = async (rate: string, publishedOn: string) => {
    const csv = `date,municipality_code,incidence\n2021-01-28,0573,${rate}\n`;
    const [publication] = readPublications(bundle([file('rates.csv', csv)], calendarDate(publishedOn)));
    await importPublished(deps(), { ...publication!, importedBy: 'test' });
    await measureColours(deps());
  };
  await state('21.5', '2021-01-28');
  await state('16', '2021-02-01');
  const published = (incidence: string, colour: string, knownOn: string) => ({
    measuredColour: colour,
    computedColour: 'green',
    published: { incidence, colour, knownOn, agrees: colour === 'green' },
  });
  expect(await varde('2021-01-28')).toMatchObject(published('21.50', 'red', '2021-01-28'));
  expect(await varde('2021-01-28', '2021-01-28')).toMatchObject(published('21.50', 'red', '2021-01-28'));
  expect(await varde('2021-01-28', '2021-02-01')).toMatchObject(published('16.00', 'green', '2021-02-01'));
  expect(await varde('2021-01-28', 'latest')).toMatchObject(published('16.00', 'green', '2021-02-01'));
  const { releases } = await get<{ releases: { releasedOn: string; knownOn: string; source: string }[] }>(
    '/releases',
  );
  expect(releases.map(({ releasedOn, knownOn, source }) => [releasedOn, knownOn, source])).toEqual([
    ['2021-01-28', '2021-02-01', 'published'],
    ['2021-01-28', '2021-01-28', 'published'],
    ['2021-01-28', '2021-01-28', 'ssi-municipalities'],
  ]);
});

describeReal('the real releases through the API', () => {
  test('9 September as known on the day, on every later release, and now', async () => {
    const releases = await readSource(pathSource([REAL_RELEASES]));
    await replayReleases(deps(), { releases, importedBy: 'test' }, () => undefined);
    const day = '2020-09-09';
    const red = async (asOf?: string) =>
      (await colours(day, asOf)).municipalities.filter(({ measuredColour }) => measuredColour === 'red')
        .length;
    expect(await red()).toBe(28);
    expect(await red('2020-09-29')).toBe(40);
    const later = [...new Set(releases.map(({ release: { releasedOn } }) => releasedOn))].filter(
      (on) => on >= day,
    );
    for (const on of later) expect(await red(on)).toBe(plainRedCount(path.join(REAL_RELEASES, on), day, 8));
    expect(await red('latest')).toBe(await red(later.at(-1)));
  });
});
