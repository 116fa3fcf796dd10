import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/decisions.ts';
import { decidedView } from '../../db/queries/views/decidedStates.ts';
import { listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listPendingReviews } from '../../db/queries/reviews.ts';
import { fixedClock } from '../../shared/clock.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode, RegionCode } from '../../shared/domain/geography/codes.ts';
import { WHOLE } from '../../shared/domain/status/decision.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { listDecidedStates } from '../../shared/usecases/listDecidedStates.ts';
import { logContact } from '../../shared/usecases/logContact.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { type DecisionInput, previewDecision } from '../../shared/usecases/previewDecision.ts';
import { registerDecision } from '../../shared/usecases/registerDecision.ts';
import { readBundle } from '../../shared/sources/readBundle.ts';
import { bundle, casesCsv, file, SAMPLE_DATES } from '../sources/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const asSystem = <T>(work: (db: Db) => Promise<T>): Promise<T> => asTenant(database.db, SYSTEM, work);
const varde = '0573' as MunicipalityCode;
let database: TestDatabase;
let now = '2020-09-09T12:00:00Z';
const deps = () => ({ db: database.db, clock: fixedClock(now), newId: randomUUID });

const red = (changes: Partial<DecisionInput> = {}): DecisionInput => ({
  actor: SYSTEM,
  municipality: varde,
  kind: 'colour',
  colour: 'red',
  scope: WHOLE,
  decidedOn: calendarDate(now.slice(0, 10)),
  effectiveFrom: calendarDate(now.slice(0, 10)),
  firstTestWeek: isoWeek('2020-W39'),
  reason: 'spread in several places',
  parties: ['stps', 'municipality', 'region'],
  registeredBy: 'planner of the kommune',
  onBehalfOf: 'stps',
  ...changes,
});
const without = { firstTestWeek: undefined };
const green = (changes: Partial<DecisionInput> = {}) => red({ colour: 'green', ...without, ...changes });
const contact = () =>
  logContact(deps(), {
    actor: SYSTEM,
    municipality: varde,
    madeBy: 'duty officer',
    parties: ['stps', 'municipality'],
  });
const statusOf = async (on: string) =>
  (await listDecidedStates(deps(), { actor: SYSTEM, on: calendarDate(on) })).find(
    ({ municipality }) => municipality === varde,
  )!;
const faultsOf = async (input: DecisionInput) =>
  (await previewDecision(deps(), input)).faults.map(({ place }) => place);

describe('a decision', () => {
  beforeAll(async () => {
    database = await freshDatabase();
    const figures = { [SAMPLE_DATES.at(-1)!]: { Varde: 12 } };
    const from = bundle([file('cases.csv', casesCsv({ figures }))]);
    await importIncidence(deps(), { ...readBundle(from), importedBy: 'test' });
    await measureColours(deps());
  });
  afterAll(() => database.close());

  // One story, told in order: each step stands on the ones before.
  test('for red is refused before somebody has talked with the municipality (R7)', async () => {
    expect(await asSystem(listOpenFollowUps)).toHaveLength(1);
    await expect(registerDecision(deps(), red())).rejects.toMatchObject({
      kind: 'refused-by-rule',
      faults: [{ place: 'contact', message: 'a first change of colour needs a logged contact (R7)' }],
    });
    expect(await asSystem((db) => listDecisions(db))).toEqual([]);
  });

  test('is shown with its effect first, which changes nothing', async () => {
    expect(await contact()).toMatchObject({ opened: false });
    const effect = await previewDecision(deps(), red());
    expect(effect).toMatchObject({
      faults: [],
      flowState: 'contact',
      before: { colour: 'green' },
      after: { colour: 'red' },
      suggestedFirstTestWeek: '2020-W39',
      reviewDueOn: '2020-09-16',
    });
    expect(effect.testWeeks.slice(0, 2)).toMatchObject([
      { week: '2020-W39', state: 'confirmed' },
      { week: '2020-W41', state: 'provisional' },
    ]);
    expect((await statusOf('2020-09-09')).state.colour).toBe('green');
  });

  test('needs its parts', async () => {
    const bare = red({ reason: ' ', parties: [], onBehalfOf: '', firstTestWeek: undefined });
    expect(await faultsOf(bare)).toEqual(['reason', 'parties', 'onBehalfOf', 'firstTestWeek']);
    expect(await faultsOf(red({ decidedOn: calendarDate('2020-09-10') }))).toEqual([
      'decidedOn',
      'effectiveFrom',
    ]);
    expect(await faultsOf(red({ firstTestWeek: isoWeek('2020-W36') }))).toEqual(['firstTestWeek']);
    expect(await faultsOf(red({ intervalWeeks: 3 }))).toEqual(['intervalWeeks']);
    const nowhere = { kind: 'partial', areas: [], sites: [], teams: [] } as const;
    expect(await faultsOf(red({ scope: nowhere }))).toEqual(['scope']);
  });

  test('to suspend names a review date, and keeps the municipality green (R8)', async () => {
    const suspension = green({ kind: 'suspension' });
    expect(await faultsOf(suspension)).toEqual(['reviewOn']);
    const farAhead = { ...suspension, reviewOn: calendarDate('2020-09-17') };
    expect(await faultsOf(farAhead)).toEqual(['reviewOn']);
    await registerDecision(deps(), { ...suspension, reviewOn: calendarDate('2020-09-11') });
    expect((await statusOf('2020-09-09')).state).toMatchObject({ colour: 'green', suspended: true });
    expect(await asSystem(listPendingReviews)).toMatchObject([{ municipality: varde, dueOn: '2020-09-11' }]);
  });

  test('for red in a part of the municipality names it (R10)', async () => {
    now = '2020-09-10T12:00:00Z';
    const area = randomUUID();
    await asTenant(database.db, SYSTEM, (transaction) =>
      transaction.insertInto('areas').values({ id: area, municipalityCode: varde, name: 'Nord' }).execute(),
    );
    await registerDecision(deps(), red({ scope: { kind: 'partial', areas: [area], sites: [], teams: [] } }));
    const { state, testWeeks } = await statusOf('2020-09-10');
    expect(state).toMatchObject({ colour: 'red', scope: { kind: 'partial', areas: [area] } });
    expect(testWeeks[0]).toMatchObject({ week: '2020-W39', state: 'confirmed' });
  });

  test('for the whole municipality supersedes it, in the same red period', async () => {
    now = '2020-09-16T12:00:00Z';
    await registerDecision(deps(), red());
    expect((await statusOf('2020-09-16')).state.scope).toEqual(WHOLE);
    const periods = await asTenant(database.db, SYSTEM, (transaction) =>
      transaction.selectFrom('redPeriods').select(['firstTestWeek', 'endedBy']).execute(),
    );
    expect(periods).toEqual([{ firstTestWeek: '2020-W39', endedBy: null }]);
  });

  test('to close is refused while it is red', async () => {
    expect(await faultsOf(red({ kind: 'closing', colour: undefined, ...without }))).toEqual(['kind']);
  });

  test('for green ends the red period and cancels its coming weeks (A5)', async () => {
    now = '2020-09-30T12:00:00Z';
    await registerDecision(deps(), green());
    const { state, testWeeks } = await statusOf('2020-09-30');
    expect(state.colour).toBe('green');
    expect(testWeeks.slice(0, 2).map(({ week, state: standing }) => [week, standing])).toEqual([
      ['2020-W39', 'held'],
      ['2020-W41', 'cancelled'],
    ]);
    const weeks = await asTenant(database.db, SYSTEM, (transaction) =>
      transaction.selectFrom('redWeeks').select(['week', 'state']).orderBy('week').limit(2).execute(),
    );
    expect(weeks).toEqual([
      { week: '2020-W39', state: 'held' },
      { week: '2020-W41', state: 'cancelled' },
    ]);
    expect(await asSystem(listPendingReviews)).toEqual([]);
  });

  test('is not dated back behind another one', async () => {
    const backdated = red({
      decidedOn: calendarDate('2020-09-23'),
      effectiveFrom: calendarDate('2020-09-23'),
    });
    expect((await previewDecision(deps(), backdated)).faults).toMatchObject([
      {
        place: 'effectiveFrom',
        message: 'a decision that takes effect on 2020-09-30 is registered already; withdraw it first',
      },
    ]);
  });

  test('made by mistake is withdrawn, and what it had changed is as before', async () => {
    const mistaken = (await asSystem((db) => listDecisions(db, varde))).find(
      ({ colour, kind }) => kind === 'colour' && colour === 'green',
    )!;
    const withdrawal = red({ kind: 'withdrawal', colour: undefined, ...without, supersedes: mistaken.id });
    await registerDecision(deps(), withdrawal);
    expect((await statusOf('2020-09-30')).state.colour).toBe('red');
    expect(await faultsOf(withdrawal)).toEqual(['supersedes']);
    await registerDecision(deps(), green());
  });

  test('handed in twice under one id is registered once', async () => {
    const id = randomUUID();
    const wish = red({
      id,
      kind: 'intensity',
      colour: undefined,
      ...without,
      intervalWeeks: 2,
      effectiveTo: calendarDate('2020-10-14'),
    });
    await registerDecision(deps(), wish);
    await expect(registerDecision(deps(), wish)).rejects.toMatchObject({ kind: 'conflict' });
    await registerDecision(
      deps(),
      red({ kind: 'withdrawal', colour: undefined, ...without, supersedes: id }),
    );
  });

  test('names places of its own municipality only, and a prioritisation its parties (R10, R13)', async () => {
    const stranger = randomUUID();
    const part = { kind: 'partial', areas: [stranger], sites: [], teams: [] } as const;
    expect(await faultsOf(red({ firstTestWeek: isoWeek('2020-W42'), scope: part }))).toEqual(['scope']);
    const ranking = { kind: 'prioritisation', colour: undefined, ...without, ranking: [stranger] } as const;
    expect(await faultsOf(red({ ...ranking, parties: ['region'] }))).toEqual([
      'onBehalfOf',
      'parties',
      'effectiveTo',
      'ranking',
    ]);
  });

  test('to close ends the follow-up', async () => {
    await registerDecision(deps(), red({ kind: 'closing', colour: undefined, ...without }));
    expect(await asSystem(listOpenFollowUps)).toEqual([]);
    const last = (await asSystem((db) => listDecisions(db, varde))).findLast(
      ({ kind }) => kind === 'colour',
    )!;
    const late = red({ kind: 'withdrawal', colour: undefined, ...without, supersedes: last.id });
    expect((await previewDecision(deps(), late)).faults).toMatchObject([
      { place: 'supersedes', message: 'its follow-up is closed; decide anew' },
    ]);
  });

  test('to close while suspended leaves neither the suspension nor an assessment behind (R8)', async () => {
    await contact();
    const suspension = { kind: 'suspension', colour: 'green', ...without } as const;
    await registerDecision(deps(), red({ ...suspension, reviewOn: calendarDate('2020-10-05') }));
    expect(await asSystem(listPendingReviews)).toMatchObject([{ dueOn: '2020-10-05' }]);
    await registerDecision(deps(), red({ kind: 'closing', colour: undefined, ...without }));
    expect(await asSystem(listPendingReviews)).toEqual([]);
    const { state } = await statusOf('2020-09-30');
    expect(state.suspended).toBe(false);
    expect(decidedView(state, undefined)).toMatchObject({ suspended: false, reviewOn: null });
  });

  test('may be made on a holiday, and on any weekday (A16)', async () => {
    now = '2020-12-25T12:00:00Z';
    await contact();
    await registerDecision(deps(), red({ firstTestWeek: isoWeek('2020-W53') }));
    const { testWeeks } = await statusOf('2020-12-25');
    expect(testWeeks.slice(0, 2).map(({ week }) => week)).toEqual(['2020-W53', '2021-W02']);
    now = '2020-12-26T12:00:00Z';
    await registerDecision(deps(), green());
  });

  test('is never edited: the history holds all of them in order', async () => {
    const history = await asSystem((db) => listDecisions(db, varde));
    expect(history.map(({ kind, colour, decidedOn }) => [kind, colour, decidedOn])).toEqual([
      ['suspension', 'green', '2020-09-09'],
      ['colour', 'red', '2020-09-10'],
      ['colour', 'red', '2020-09-16'],
      ['colour', 'green', '2020-09-30'],
      ['withdrawal', undefined, '2020-09-30'],
      ['colour', 'green', '2020-09-30'],
      ['intensity', undefined, '2020-09-30'],
      ['withdrawal', undefined, '2020-09-30'],
      ['closing', undefined, '2020-09-30'],
      ['suspension', 'green', '2020-09-30'],
      ['closing', undefined, '2020-09-30'],
      ['colour', 'red', '2020-12-25'],
      ['colour', 'green', '2020-12-26'],
    ]);
    expect((await statusOf('2020-09-20')).state.colour).toBe('red');
  });
});

describe('tenants', () => {
  beforeAll(async () => {
    now = '2020-09-09T12:00:00Z';
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  test('a kommune registers for itself and not for another', async () => {
    const own = { kind: 'municipality', municipality: varde } as const;
    await logContact(deps(), { actor: own, municipality: varde, madeBy: 'x', parties: ['stps'] });
    await registerDecision(deps(), red({ actor: own }));
    const other = { kind: 'municipality', municipality: '0101' as MunicipalityCode } as const;
    await expect(
      logContact(deps(), { actor: other, municipality: varde, madeBy: 'x', parties: ['stps'] }),
    ).rejects.toThrow(/row-level security/);
  });

  test('a region registers for its municipalities', async () => {
    const region = { kind: 'region', region: '1083' as RegionCode } as const;
    await registerDecision(deps(), green({ actor: region }));
    expect((await statusOf('2020-09-09')).state.colour).toBe('green');
  });
});
