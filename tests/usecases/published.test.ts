import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listDisagreements, measuredCurve } from '../../db/queries/colours.ts';
import { listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listReleases } from '../../db/queries/releases.ts';
import { countryView } from '../../db/queries/views/country.ts';
import { fixedClock } from '../../shared/clock.ts';
import { addDays, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import { readBundle, readPublications } from '../../shared/sources/readBundle.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { importPublished } from '../../shared/usecases/importPublished.ts';
import { disagreementsIn, listColours } from '../../shared/usecases/listColours.ts';
import { judgeRelease } from '../../shared/usecases/judgeRelease.ts';
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

/** A file of the authority's, without a day of its own. */
const publish = (...lines: string[]) => publishOn(undefined, ...lines);

/** One that was published on a day. */
const publishOn = (publishedOn: CalendarDate | undefined, ...lines: string[]) => {
  const csv = `date,municipality_code,incidence,cases\n${lines.join('\n')}\n`;
  const [publication] = readPublications(bundle([file('p.csv', csv)]));
  return importPublished(deps(), { ...publication!, publishedOn, importedBy: 'test' });
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
      { red: 1, measured: 98, redBy: { published: 1 }, disagreeing: [VARDE], opened: [VARDE] },
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
    const nobody = { red: 0, disagreeing: [VARDE], crossed: [], opened: [] };
    expect(await measureColours(deps())).toMatchObject([
      { ...nobody, redBy: { published: 0, 'ssi-dashboard-2020': 1 } },
      { ...nobody, redBy: { published: 0 } },
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

  test('alone on a day makes nobody cross again who was red the day before', async () => {
    await importCases(10);
    await measureColours(deps());
    await publish('2020-09-10,0101,25,');
    expect(await measureColours(deps())).toMatchObject([{ crossed: ['0101'] }]);
    await importCases(11, addDays(RELEASED, 1), [...SAMPLE_DATES, RELEASED]);
    expect(await measureColours(deps())).toMatchObject([{ red: 2, crossed: [], opened: [] }]);
  });

  test('measures its day on every later release as well, with what that release counts as its control', async () => {
    await importCases(9);
    await publish('2020-09-09,0573,20.02,');
    await importCases(9, addDays(RELEASED, 1), [...SAMPLE_DATES, RELEASED]);
    await measureColours(deps());
    expect((await varde(RELEASED)).measuredColour).toBe('red');
    expect((await varde(RELEASED, RELEASED)).measuredColour).toBe('red');
    expect(await varde(RELEASED, addDays(RELEASED, 1))).toMatchObject({
      measuredColour: 'red',
      computedColour: 'green',
    });
  });

  test('is compared as it was stated, never rounded (R2)', async () => {
    await importCases(9);
    await publish('2020-09-09,0573,19.999,');
    expect(await measureColours(deps())).toMatchObject([
      { opened: [] },
      { redBy: { published: 0 }, opened: [] },
    ]);
    expect(await varde()).toMatchObject({ measuredColour: 'green', incidence: '19.999' });
    await publish('2020-09-09,0573,20,');
    expect(await measureColours(deps())).toMatchObject([{ redBy: { published: 1 }, opened: [VARDE] }]);
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

describe('a figure that the authority states again, otherwise (R3, A2)', () => {
  const [day, next, after] = [RELEASED, addDays(RELEASED, 1), addDays(RELEASED, 2)];
  const later = fixedClock('2020-09-14T12:00:00Z');

  const told = async () => {
    const { rows } = await sql<{ text: string }>`
      SELECT concat_ws('|',
        (SELECT string_agg(p::text, '|' ORDER BY p::text) FROM published_incidence p),
        (SELECT string_agg(m::text, '|' ORDER BY m::text) FROM measured_colours m)) AS text`.execute(
      database.db,
    );
    return rows[0]!.text.split('|');
  };

  test('is known since the day of its file: as known on the day, on a release, and now', async () => {
    await importCases(9);
    await publish('2020-09-09,0573,19.99,', '2020-09-09,0101,1,');
    await measureColours(deps());
    const before = await told();
    expect(await publishOn(next, '2020-09-09,0573,20.5,', '2020-09-09,0101,1,')).toMatchObject({
      added: 0,
      corrected: 1,
      known: 1,
      days: [{ outcome: 'applied', releasedOn: day, sequence: 3 }],
    });
    // Nothing newer has been measured: who crossed is called on the day on which that came to be known.
    expect(await measureColours(deps())).toMatchObject([
      { releasedOn: day, crossed: [VARDE], opened: [VARDE] },
    ]);
    expect(await open()).toEqual([[VARDE, next]]);
    expect(await varde(day)).toMatchObject({ measuredColour: 'green', incidence: '19.99' });
    expect(await varde(day, day)).toMatchObject({ measuredColour: 'green' });
    expect(await varde(day, next)).toMatchObject({
      measuredColour: 'red',
      published: { incidence: '20.50', knownOn: next },
    });
    const { rows } = await listColours(deps(), { actor: SYSTEM, on: day, asOf: 'latest' });
    expect(rows.find(({ municipality }) => municipality === VARDE)).toMatchObject({ measuredColour: 'red' });
    await expect(varde(day, after)).rejects.toMatchObject({ kind: 'not-found' });
    // Pages of the day speak as on the day, those of the next day as then; no earlier word has changed.
    const colourOn = async (on: CalendarDate) =>
      (await countryView(database.db, on)).municipalities.find(({ code }) => code === VARDE)?.measured
        ?.colour;
    expect([await colourOn(day), await colourOn(next)]).toEqual(['green', 'red']);
    expect(await told()).toEqual(expect.arrayContaining(before));
    const curve = await measuredCurve(database.db, VARDE, { from: day, to: next });
    expect(curve).toMatchObject([{ releasedOn: day, published: 19.99, colour: 'green' }]);
  });

  test('of a day that newer figures have passed calls nobody, and is told beside a decision made by it', async () => {
    await importCases(9);
    await publish('2020-09-09,0573,19.99,');
    await importCases(9, next, [...SAMPLE_DATES, RELEASED]);
    await measureColours(deps());
    await publishOn(next, '2020-09-09,0573,25,');
    expect(await measureColours(deps())).toMatchObject([{ releasedOn: day, opened: [] }]);
    expect((await varde(next)).measuredColour).toBe('green');
    expect(await open()).toEqual([]);
  });

  test('on the day itself is a second statement of it; the same file again changes nothing', async () => {
    const lines = ['2020-09-09,0573,20,', '2020-09-09,0101,1,'];
    expect(await publish(...lines)).toMatchObject({ added: 2, corrected: 0 });
    expect(await publish('2020-09-09,0573,19,')).toMatchObject({ added: 0, corrected: 1 });
    expect((await varde()).published).toMatchObject({ incidence: '19.00', colour: 'green' });
    expect(await publish(...lines)).toMatchObject({ added: 0, corrected: 0, known: 2 });
    expect((await varde()).published).toMatchObject({ incidence: '19.00' });
    expect(await listReleases(database.db)).toHaveLength(2);
  });

  test('that came late is not taken for newer than one published after it', async () => {
    await publish('2020-09-09,0573,18,');
    const [third, fourth] = [addDays(day, 3), addDays(day, 4)];
    const at = { ...deps(), clock: later };
    const statement = (publishedOn: CalendarDate, rate: string) => {
      const csv = `date,municipality_code,incidence\n2020-09-09,0573,${rate}\n`;
      const [publication] = readPublications(bundle([file('p.csv', csv)]));
      return importPublished(at, { ...publication!, publishedOn, importedBy: 'test' });
    };
    await statement(fourth, '30');
    await statement(third, '25');
    const { rows } = await listColours(deps(), { actor: SYSTEM, on: day, asOf: 'latest' });
    expect(rows.find(({ municipality }) => municipality === VARDE)?.incidence).toBe('30.00');
    expect((await varde(day, third)).incidence).toBe('25.00');
  });
});

describe('a statement that cannot be right', () => {
  const lines = (rate: (code: string) => string, day = '2020-09-09') =>
    MUNICIPALITIES.map(({ code }) => `${day},${code},${rate(code)},`);

  test('is held back with what and where, opens nothing, and is released or rejected with a reason', async () => {
    await importCases(9);
    await measureColours(deps());
    const { days } = await publish('2020-09-09,0573,25,', '2020-09-09,9999,1,');
    expect(days).toMatchObject([{ outcome: 'quarantined' }]);
    expect(days[0]?.doubts).toMatchObject([
      { check: 'unknown-name', facts: { place: 'p.csv, line 3, column municipality_code', name: '9999' } },
    ]);
    expect(await measureColours(deps())).toEqual([]);
    expect((await varde()).published).toBeUndefined();
    const { quarantined } = await countryView(database.db, RELEASED);
    expect(quarantined).toMatchObject([{ releasedOn: RELEASED }]);
    const judge = (verdict: 'release' | 'reject', reason: string) =>
      judgeRelease(deps(), { releaseId: days[0]!.releaseId, verdict, judgedBy: 'operator', reason });
    await expect(judge('release', '')).rejects.toMatchObject({ kind: 'invalid-input' });
    expect(await judge('release', 'a new code')).toMatchObject({ measured: { opened: [VARDE] } });
    expect((await varde()).published).toMatchObject({ incidence: '25.00', colour: 'red' });
  });

  test('and is rejected counts for nothing, whatever is asked', async () => {
    const { days } = await publish('2020-09-09,0573,25,', '2020-09-09,9999,1,');
    const releaseId = days[0]!.releaseId;
    await judgeRelease(deps(), { releaseId, verdict: 'reject', judgedBy: 'operator', reason: 'a slip' });
    expect(await measureColours(deps())).toEqual([]);
    expect((await varde()).published).toBeUndefined();
    await expect(varde(RELEASED, RELEASED)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await publish('2020-09-09,0573,25,')).toMatchObject({ added: 1, days: [{ outcome: 'applied' }] });
  });

  test('holds back its day alone: the other days of the file are taken in', async () => {
    const result = await publish(
      ...lines(() => '5', '2020-09-08'),
      ...lines((code) => (code === VARDE ? '2000' : '5')),
    );
    expect(result.days.map(({ releasedOn, outcome }) => [releasedOn, outcome])).toEqual([
      ['2020-09-08', 'applied'],
      ['2020-09-09', 'quarantined'],
    ]);
    expect(result.days[1]?.doubts).toMatchObject([
      { check: 'rate-jump', facts: { municipality: VARDE, cases: 999, known: 2 } },
    ]);
  });
});

describe('two statements at the same moment', () => {
  test('are taken in one after the other: one of them is the second of its day', async () => {
    const results = await Promise.all([
      publish('2020-09-09,0573,20,'),
      publish('2020-09-09,0573,20,'),
      publish('2020-09-09,0573,19,'),
    ]);
    const applied = results.flatMap(({ days }) => days.filter(({ outcome }) => outcome === 'applied'));
    expect(applied.map(({ sequence }) => sequence).sort()).toEqual([1, 2].slice(0, applied.length));
    expect(applied.length).toBeGreaterThanOrEqual(2);
  });
});
