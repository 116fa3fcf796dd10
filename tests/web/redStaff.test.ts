import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import request from 'supertest';
import { type Actor, asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertRows } from '../../db/insertRows.ts';
import { createApi } from '../../server/api/api.ts';
import { createApp } from '../../server/app.ts';
import { webServices } from '../../server/web/webServices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { addDays, calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import type { MunicipalityCode, RegionCode } from '../../shared/domain/geography/codes.ts';
import { createLog } from '../../shared/log.ts';
import { listRedStaff } from '../../shared/usecases/listRedStaff.ts';
import { planHere } from '../../shared/usecases/lists/planHere.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { faultsOf, rowsOf, wordsOf } from './reading.ts';
import { fillSmallWorld, PARTLY, RED, REGION, TODAY } from './smallWorld.ts';

/** Red in the area Skovlunde, at one site beside it and for one team. */
const BALLERUP = PARTLY as MunicipalityCode;
const HOME = 'home-in-ballerup';
const clock = fixedClock(instantAt({ date: TODAY, time: '08:00' }).toISOString());
const from = calendarDate('2020-08-01');
const DUE = addDays(TODAY, -1);

let database: TestDatabase;
let app: Express;

beforeAll(async () => {
  database = await freshDatabase();
  await fillSmallWorld(database.db);
  await insertPeople();
  const services = webServices({ db: database.db, clock, newId: randomUUID });
  app = createApp({ services, log: createLog('silent') });
});
afterAll(() => database.close());

async function insertPeople(): Promise<void> {
  await asTenant(database.db, SYSTEM, async (tx) => {
    const { id: areaId } = await tx.selectFrom('areas').select('id').executeTakeFirstOrThrow();
    const { id: decisionId } = await tx
      .selectFrom('decisions')
      .select('id')
      .where('municipalityCode', '=', BALLERUP)
      .executeTakeFirstOrThrow();
    const own = { organisationId: BALLERUP, municipalityCode: BALLERUP };
    await insertRows(tx, 'organisations', [
      { id: HOME, kind: 'home', name: 'Friplejehjemmet', municipalityCode: BALLERUP, independent: true },
    ]);
    const site = (name: string, changes: object = {}) => ({
      ...{ id: randomUUID(), name, kind: 'nursing-home', lat: 55.72, lon: 12.4, address: null, areaId: null },
      ...{ laboratoryId: null, minutesPerSwab: 4, blockMinutes: 0, dropIn: 0, turnout: 1, pickupMinutes: 5 },
      ...{ lastPickupMinute: 17 * 60, collectedBy: 'region', pickupPoint: 'Døren', pickupFromMinute: 540 },
      ...{ openFrom: from, ...own, ...changes },
    });
    const [inArea, named, green] = [
      site('Områdets Plejehjem', { areaId }),
      site('Friplejehjemmet', { organisationId: HOME }),
      site('Det Grønne Plejehjem'),
    ];
    await insertRows(tx, 'sites', [inArea, named, green]);
    const [team, otherTeam] = [
      { ...own, id: randomUUID(), name: 'Natteamet' },
      { ...own, id: randomUUID(), name: 'Dagteamet' },
    ];
    await insertRows(tx, 'careTeams', [team, otherTeam]);
    await insertRows(
      tx,
      'decisionScopes',
      [{ siteId: named.id }, { careTeamId: team.id }].map((place) => ({
        ...{ id: randomUUID(), decisionId, municipalityCode: BALLERUP },
        ...place,
      })),
    );
    const person = (label: string, changes: object = {}) => ({
      ...{ id: randomUUID(), label, shift: 'day', inScopeFrom: from, careTeamId: null, inScopeTo: null },
      ...own,
      ...changes,
    });
    const staff = {
      area: person('A1'),
      both: person('A2', { careTeamId: team.id }),
      mobile: person('M1', { careTeamId: team.id }),
      // Of a team that is not named: red, since they serve a red site.
      visiting: person('M2', { careTeamId: otherTeam.id }),
      green: person('G1', { careTeamId: otherTeam.id }),
      gone: person('A9', { inScopeTo: addDays(TODAY, -1) }),
      home: person('F1', { organisationId: HOME }),
      // A14: of København, and at work in Ballerup as well.
      neighbour: person('K1', { organisationId: RED, municipalityCode: RED }),
    };
    await insertRows(tx, 'staff', Object.values(staff));
    const serves = (who: { id: string }, where: { id: string }, organisationId: string = BALLERUP) => ({
      ...{ staffId: who.id, siteId: where.id, organisationId, position: 0 },
    });
    await insertRows(tx, 'staffSites', [
      serves(staff.area, inArea),
      serves(staff.both, inArea),
      serves(staff.mobile, green),
      serves(staff.visiting, inArea),
      serves(staff.green, green),
      serves(staff.gone, inArea),
      serves(staff.home, named, HOME),
      serves(staff.neighbour, inArea, RED),
    ]);
    await insertRows(tx, 'headcounts', [
      { ...own, id: randomUUID(), siteId: inArea.id, shift: 'night', people: 7, fromDate: from },
      { ...own, id: randomUUID(), siteId: green.id, shift: 'night', people: 30, fromDate: from },
    ]);
    await tx.updateTable('reviews').set({ dueOn: DUE }).where('decisionId', '=', decisionId).execute();
  });
}

const seenBy = async (actor: Actor, municipality = BALLERUP) => {
  const { people, places } = await listRedStaff({ db: database.db, clock }, { actor, municipality });
  return {
    people,
    places: places.map(({ name, people: count }) => `${name}: ${count}`),
    names: places.flatMap(({ staff }) => staff.map(({ label }) => label)),
  };
};
const NUMBERS = { people: 13, places: ['Friplejehjemmet: 1', 'Områdets Plejehjem: 11', 'Natteamet: 2'] };

describe('who is red, and why (A18)', () => {
  test('goes down to the site and the mobile team: whoever serves any red place, each person once', async () => {
    const view = await listRedStaff({ db: database.db, clock }, { actor: SYSTEM, municipality: BALLERUP });
    expect(view.people).toBe(13);
    expect(
      view.places.map(({ name, kind, reason, area, staff }) => [
        ...[name, kind, reason, area],
        staff.map(({ label }) => label).sort(),
      ]),
    ).toEqual([
      ['Friplejehjemmet', 'site', 'named', null, ['F1']],
      ['Områdets Plejehjem', 'site', 'area', 'Skovlunde', ['A1', 'A2', 'K1', 'M2']],
      ['Natteamet', 'team', 'named', null, ['A2', 'M1']],
    ]);
  });

  test('the region and STPS see the same numbers and no name (R18)', async () => {
    const region: Actor = { kind: 'region', region: REGION as RegionCode };
    expect(await seenBy(region)).toEqual({ ...NUMBERS, names: [] });
    expect(await seenBy({ kind: 'stps' })).toEqual({ ...NUMBERS, names: [] });
  });

  test('the municipality sees its own by name, and of a home and of a neighbour how many', async () => {
    const seen = await seenBy({ kind: 'municipality', municipality: BALLERUP });
    expect(seen).toEqual({ ...NUMBERS, names: ['A1', 'A2', 'M2', 'A2', 'M1'] });
  });

  test('the home sees its own, and not how many there are elsewhere', async () => {
    const seen = await seenBy({ kind: 'organisation', organisation: HOME });
    expect([seen.people, seen.names]).toEqual([1, ['F1']]);
  });

  test('strangers see nobody, not even a number', async () => {
    const nothing = { people: 0, places: [], names: [] };
    expect(await seenBy({ kind: 'region', region: '1082' as RegionCode })).toEqual(nothing);
    expect(await seenBy({ kind: 'municipality', municipality: '0751' as MunicipalityCode })).toEqual(nothing);
  });

  test('of a green municipality nobody is red', async () => {
    expect(await seenBy(SYSTEM, '0147' as MunicipalityCode)).toEqual({ people: 0, places: [], names: [] });
  });

  test('the API answers a region with numbers only', async () => {
    const api = createApi({
      ...{ db: database.db, clock, newId: randomUUID, planPickups: planHere },
      ...{ actor: { kind: 'region', region: REGION as RegionCode } as const },
      ...{ log: createLog('silent'), version: '1.2.3' },
    });
    const served = express().use(api);
    const { status, text } = await request(served).get(`/municipalities/${BALLERUP}/red-staff`);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ people: 13, decidedColour: 'red', decidedScope: 'partial' });
    expect(text).not.toContain('"label"');
    expect((await request(served).get('/municipalities/0999/red-staff')).status).toBe(404);
  });

  test.each([
    ['da', 'Området Skovlunde er rødt', 'Beslutningen nævner teamet', '7 uden navn'],
    ['en', 'The area Skovlunde is red', 'The decision names the team', '7 without a name'],
  ])('the page says it in %s', async (language, area, team, unnamed) => {
    const { status, text } = await request(app).get(`/${language}/municipalities/${BALLERUP}/red-staff`);
    expect([status, faultsOf(text)]).toEqual([200, []]);
    const rows = rowsOf(text);
    expect(rows.get('Områdets Plejehjem')).toContain(area);
    expect(rows.get('Områdets Plejehjem')).toContain(unnamed);
    expect(rows.get('Natteamet')).toContain(team);
    const front = await request(app).get(`/${language}/municipalities/${BALLERUP}`);
    expect(front.text).toContain(`/${language}/municipalities/${BALLERUP}/red-staff`);
  });
});

describe('a colour that nobody has looked at in time (A17)', () => {
  const read = async (path: string) => (await request(app).get(path)).text;

  test.each([
    ['da', 'Kategorien er ført videre.', 'ført videre siden'],
    ['en', 'The colour has been carried over.', 'carried over since'],
  ])('is said on its page and wherever it is listed, in %s', async (language, banner, note) => {
    const page = wordsOf(await read(`/${language}/municipalities/${BALLERUP}`));
    expect(page).toContain(banner);
    expect(wordsOf(await read(`/${language}/municipalities/${BALLERUP}/follow-up`))).toContain(banner);
    for (const list of ['/', `/regions/${REGION}`, '/reviews']) {
      const rows = rowsOf(await read(`/${language}${list}`));
      expect([list, rows.get('Ballerup')]).toEqual([list, expect.stringContaining(note)]);
      // Due today is not yet too late.
      expect([list, rows.get('København')]).toEqual([list, expect.not.stringContaining(note)]);
    }
    expect(wordsOf(await read(`/${language}/municipalities/${RED}`))).not.toContain(banner);
  });

  test('old figures are said on the page of a red municipality, not of a green one', async () => {
    const later = fixedClock(instantAt({ date: addDays(TODAY, 4), time: '08:00' }).toISOString());
    const services = webServices({ db: database.db, clock: later, newId: randomUUID });
    const aged = createApp({ services, log: createLog('silent') });
    const words = async (code: string) =>
      wordsOf((await request(aged).get(`/en/municipalities/${code}`)).text);
    expect(await words(RED)).toContain('The colour rests on old figures');
    expect(await words('0147')).not.toContain('The colour rests on old figures');
  });

  test('a review that was held ends it', async () => {
    await asTenant(database.db, SYSTEM, (tx) =>
      tx.updateTable('reviews').set({ heldOn: TODAY }).where('municipalityCode', '=', BALLERUP).execute(),
    );
    expect(wordsOf(await read(`/en/municipalities/${BALLERUP}`))).not.toContain('carried over');
  });
});
