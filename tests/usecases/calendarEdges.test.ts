import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Actor, asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertRows } from '../../db/insertRows.ts';
import { listDecisions, listRedWeeks } from '../../db/queries/decisions.ts';
import { listNotices } from '../../db/queries/notices.ts';
import { municipalityView } from '../../db/queries/views/municipality.ts';
import { regionView } from '../../db/queries/views/region.ts';
import { fixedClock } from '../../shared/clock.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { type IsoWeek, isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode, RegionCode } from '../../shared/domain/geography/codes.ts';
import { WHOLE } from '../../shared/domain/status/decision.ts';
import { listReviews } from '../../shared/usecases/listReviews.ts';
import { loadCaseFile } from '../../shared/usecases/loadCaseFile.ts';
import { logContact } from '../../shared/usecases/logContact.ts';
import { raiseNotices } from '../../shared/usecases/raiseNotices.ts';
import { registerDecision } from '../../shared/usecases/registerDecision.ts';
import { settleTestWeeks } from '../../shared/usecases/settleTestWeeks.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const roskilde = '0265' as MunicipalityCode;
const [sjælland, østdanmark] = [
  { kind: 'region', region: '1085' as RegionCode },
  { kind: 'region', region: '1086' as RegionCode },
] as const;
let database: TestDatabase;
let now: string;
const deps = () => ({ db: database.db, clock: fixedClock(now), newId: randomUUID });
const read = <T>(actor: Actor, work: Parameters<typeof asTenant<T>>[2]) => asTenant(database.db, actor, work);

const registerRed = (actor: Actor, firstTestWeek: IsoWeek) =>
  registerDecision(deps(), {
    actor,
    municipality: roskilde,
    kind: 'colour',
    colour: 'red',
    scope: WHOLE,
    decidedOn: calendarDate(now.slice(0, 10)),
    effectiveFrom: calendarDate(now.slice(0, 10)),
    firstTestWeek,
    reason: 'spredt smitte',
    parties: ['stps', 'municipality', 'region'],
    registeredBy: 'planner of the region',
    onBehalfOf: 'stps',
  });
const contact = () =>
  logContact(deps(), { actor: SYSTEM, municipality: roskilde, madeBy: 'duty officer', parties: ['stps'] });
const weeks = async (actor: Actor) =>
  (await read(actor, listRedWeeks))
    .filter(({ municipality, week }) => municipality === roskilde && week <= '2027-W04')
    .map(({ week, state }) => `${week} ${state}`)
    .sort();

// One story, told in order: red from 2 December 2026, and the region ends with the year.
describe('the merger of 1 January 2027 within a red period', () => {
  beforeAll(async () => {
    database = await freshDatabase();
    await read(SYSTEM, (tx) =>
      insertRows(
        tx,
        'contacts',
        [
          { regionCode: '1085', email: 'vagt@sjaelland.example' },
          { regionCode: '1086', email: 'vagt@oestdanmark.example' },
        ].map((where) => ({ id: randomUUID(), role: 'duty', name: 'Vagt', ...where })),
      ),
    );
  });
  afterAll(() => database.close());

  const told = async () =>
    (await read(SYSTEM, (tx) => listNotices(tx)))
      .filter(({ addressee }) => addressee === 'region')
      .map(({ facts, region, recipients }) => [facts.template, region, ...recipients]);

  test('before it Region Sjælland registers, is told and plans', async () => {
    now = '2026-12-02T12:00:00Z';
    await contact();
    await registerRed(sjælland, isoWeek('2026-W51'));
    expect(await told()).toEqual([['decision', '1085', 'vagt@sjaelland.example']]);
    const on = calendarDate('2026-12-31');
    expect(
      await read(SYSTEM, async (db) => (await municipalityView(db, { code: roskilde, on }))?.region),
    ).toMatchObject({ code: '1085' });
  });

  test('the weeks go on over New Year, and the new region is told of the next one', async () => {
    now = '2026-12-31T12:00:00Z';
    await settleTestWeeks(deps());
    const before = await weeks(sjælland);
    expect(before).toEqual([
      '2026-W51 held',
      '2026-W53 held',
      '2027-W02 provisional',
      '2027-W04 provisional',
    ]);
    now = '2027-01-01T12:00:00Z';
    await settleTestWeeks(deps());
    expect(await weeks(østdanmark)).toEqual(before);
    // Confirmed once Wednesday the 6th has passed.
    now = '2027-01-07T12:00:00Z';
    await settleTestWeeks(deps());
    await raiseNotices(deps());
    expect(await weeks(østdanmark)).toContain('2027-W02 confirmed');
    expect((await told()).filter(([template]) => template === 'test-week')).toEqual([
      ['test-week', '1086', 'vagt@oestdanmark.example'],
    ]);
  });

  test('the pages show the municipality in the new region, red as before, with its history', async () => {
    const on = calendarDate('2027-01-07');
    const view = await read(østdanmark, (db) => municipalityView(db, { code: roskilde, on }));
    expect(view).toMatchObject({
      region: { code: '1086' },
      decided: { colour: 'red' },
      decisions: [{ decidedOn: '2026-12-02' }],
    });
    const codes = async (code: RegionCode) =>
      (await read(SYSTEM, (db) => regionView(db, { code, on })))?.municipalities.map((one) => one.code) ?? [];
    expect(await codes('1086' as RegionCode)).toContain(roskilde);
    expect(await codes('1086' as RegionCode)).toContain('0101');
    expect(await codes('1085' as RegionCode)).toEqual([]);
    const file = await loadCaseFile(deps(), { actor: østdanmark, municipality: roskilde });
    expect(file.municipality.region).toBe('1086');
  });

  test('the new region decides on, within the same red period', async () => {
    now = '2027-01-13T12:00:00Z';
    await registerRed(østdanmark, isoWeek('2027-W04'));
    const history = await read(østdanmark, (db) => listDecisions(db, roskilde));
    expect(history.map(({ decidedOn }) => decidedOn)).toEqual(['2026-12-02', '2027-01-13']);
    const periods = new Set((await read(østdanmark, listRedWeeks)).map(({ begunBy }) => begunBy));
    expect(periods.size).toBe(1);
    expect((await told()).filter(([template]) => template === 'decision')).toEqual(
      expect.arrayContaining([
        ['decision', '1085', 'vagt@sjaelland.example'],
        ['decision', '1086', 'vagt@oestdanmark.example'],
      ]),
    );
  });
});

describe('an assessment that is due on the Sunday of a clock change', () => {
  test.each([
    ['2020-10-25', '2020-10-18T12:00:00Z', '2020-10-25T22:59:00Z', '2020-10-25T23:00:00Z'],
    ['2021-03-28', '2021-03-21T12:00:00Z', '2021-03-28T21:59:00Z', '2021-03-28T22:00:00Z'],
  ])('on %s is overdue from midnight in Copenhagen', async (dueOn, decided, lastMinute, midnight) => {
    database = await freshDatabase();
    try {
      now = decided;
      await contact();
      await registerRed(SYSTEM, isoWeek(dueOn === '2020-10-25' ? '2020-W44' : '2021-W13'));
      const overdue = async (at: string) => {
        now = at;
        await raiseNotices(deps());
        const { reviews } = await listReviews(deps(), { actor: SYSTEM });
        const notices = await read(SYSTEM, (tx) => listNotices(tx));
        return {
          reviews: reviews.map((review) => [review.dueOn, review.overdue]),
          told: notices.filter(({ facts }) => facts.template === 'review-overdue').length,
        };
      };
      expect(await overdue(lastMinute)).toEqual({ reviews: [[dueOn, false]], told: 0 });
      expect(await overdue(midnight)).toEqual({ reviews: [[dueOn, true]], told: 3 });
    } finally {
      await database.close();
    }
  });
});
