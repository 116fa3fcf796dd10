import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listDisagreements, measuredCurve } from '../../db/queries/colours.ts';
import { listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listReleases } from '../../db/queries/releases.ts';
import { countryView } from '../../db/queries/views/country.ts';
import { fixedClock } from '../../shared/clock.ts';
import { addDays, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { readBundle, readPublication } from '../../shared/sources/readBundle.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { importPublished } from '../../shared/usecases/importPublished.ts';
import { disagreementsIn, listColours } from '../../shared/usecases/listColours.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { bundle, casesCsv, file, RELEASED, SAMPLE_DATES } from '../sources/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.close());

const VARDE = '0573' as MunicipalityCode;
const LAST = SAMPLE_DATES.at(-1)!;
const deps = () => ({ db: database.db, clock: fixedClock('2020-09-10T12:00:00Z'), newId: randomUUID });

/** Ten cases are red in Varde (49,961 inhabitants), nine are green. */
const importCases = (varde: number, released = RELEASED, dates = SAMPLE_DATES) => {
  const csv = casesCsv({ dates, figures: { [LAST]: { Varde: varde } } });
  return importIncidence(deps(), {
    ...readBundle(bundle([file('c.csv', csv)], released)),
    importedBy: 'test',
  });
};

const publish = (...lines: string[]) => {
  const csv = `date,municipality_code,incidence,cases\n${lines.join('\n')}\n`;
  return importPublished(deps(), { ...readPublication(bundle([file('p.csv', csv)]))!, importedBy: 'test' });
};

const varde = async (on: CalendarDate = RELEASED, asOf?: CalendarDate) => {
  const { rows } = await listColours(deps(), { actor: SYSTEM, on, asOf });
  return rows.find(({ municipality }) => municipality === VARDE)!;
};
const open = async () =>
  (await asTenant(database.db, SYSTEM, listOpenFollowUps)).map((row) => [row.municipality, row.openedOn]);

describe('a figure that an authority publishes (A2)', () => {
  test('measures, opens the follow-up the same day, and has our own count as its control', async () => {
    const { releaseId } = await importCases(9);
    expect(await measureColours(deps())).toMatchObject([{ red: 0, disagreeing: [], opened: [] }]);
    await publish('2020-09-09,0573,20.02,10', '2020-09-09,0101,0.5,');
    expect(await measureColours(deps())).toMatchObject([
      { red: 1, redBy: { published: 1, 'ssi-dashboard-2020': 0 }, disagreeing: [VARDE], opened: [VARDE] },
    ]);
    expect(await open()).toEqual([[VARDE, '2020-09-09']]);
    expect(await measureColours(deps())).toEqual([]);
    const row = await varde();
    expect(row).toMatchObject({ measuredColour: 'red', computedColour: 'green', incidence: '20.02' });
    expect(row.computedIncidence).toBe('18.01');
    expect(disagreementsIn([row])).toEqual([row]);
    expect(await listDisagreements(database.db, releaseId)).toEqual([
      {
        code: VARDE,
        name: 'Varde',
        published: 20.02,
        publishedColour: 'red',
        cases: 9,
        population: 49_961,
        colour: 'green',
      },
    ]);
    const country = await countryView(database.db, RELEASED);
    expect(country.municipalities.find(({ code }) => code === VARDE)?.measured).toEqual({
      colour: 'red',
      cases: 10,
      population: 49_961,
      published: 20.02,
    });
  });

  test('that is known before the release is measured keeps our higher count from alarming anybody', async () => {
    await importCases(10);
    await publish('2020-09-09,0573,19.99,');
    expect(await measureColours(deps())).toMatchObject([
      {
        red: 0,
        redBy: { published: 0, 'ssi-dashboard-2020': 1 },
        disagreeing: [VARDE],
        crossed: [],
        opened: [],
      },
    ]);
    expect(await open()).toEqual([]);
  });

  test('measures on a day without any release, and leaves the other municipalities as they were', async () => {
    await importCases(10);
    await measureColours(deps());
    const next = addDays(RELEASED, 1);
    await publish('2020-09-10,0101,25,');
    expect(await measureColours(deps())).toMatchObject([{ releasedOn: next, measured: 1, opened: ['0101'] }]);
    expect((await listReleases(database.db)).map(({ findings }) => findings)).toEqual([[], []]);
    const { municipalities } = await countryView(database.db, next);
    const red = municipalities.filter(({ measured }) => measured?.colour === 'red').map(({ code }) => code);
    expect(red.sort()).toEqual(['0101', VARDE]);
    expect(municipalities.every(({ measured }) => measured !== null)).toBe(true);
  });

  test('is as it was stated on the day: another release’s knowledge of the day is our own count', async () => {
    await importCases(9);
    await publish('2020-09-09,0573,20.02,');
    await importCases(9, addDays(RELEASED, 1), [...SAMPLE_DATES, RELEASED]);
    await measureColours(deps());
    expect((await varde(RELEASED)).measuredColour).toBe('red');
    expect((await varde(RELEASED, RELEASED)).measuredColour).toBe('red');
    expect((await varde(RELEASED, addDays(RELEASED, 1))).measuredColour).toBe('green');
  });

  test('is compared as it was stated, never rounded (R2)', async () => {
    await importCases(9);
    await publish('2020-09-09,0573,19.999,');
    expect(await measureColours(deps())).toMatchObject([{ redBy: { published: 0 }, opened: [] }]);
    expect(await varde()).toMatchObject({ measuredColour: 'green', incidence: '19.999' });
    await expect(publish('2020-09-09,0573,20,')).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('of a day after today is refused, whole', async () => {
    await expect(publish('2020-09-10,0573,20,', '2020-09-11,0573,20,')).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringContaining('2020-09-11, and today is 2020-09-10') as unknown,
    });
    expect(await measureColours(deps())).toEqual([]);
  });

  test('adds a row and changes none: the curve keeps what our count said beside it (R3)', async () => {
    await importCases(9);
    await measureColours(deps());
    const ours = () =>
      database.db
        .selectFrom('measuredColours')
        .selectAll()
        .where('windowName', '<>', 'published')
        .orderBy('windowName')
        .orderBy('municipalityCode')
        .execute();
    const before = await ours();
    await publish('2020-09-09,0573,20.02,');
    await measureColours(deps());
    expect(await ours()).toEqual(before);
    const curve = await measuredCurve(database.db, VARDE, { from: RELEASED, to: RELEASED });
    expect(curve).toMatchObject([{ basis: 'published', published: 20.02, colour: 'red', cases: null }]);
  });
});
