import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listOpenFollowUps } from '../../db/queries/followUps.ts';
import { decisionViews } from '../../db/queries/views/decisionViews.ts';
import { fixedClock } from '../../shared/clock.ts';
import { addDays, calendarDate, datesFrom } from '../../shared/domain/calendar/calendarDate.ts';
import { isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { WHOLE } from '../../shared/domain/status/decision.ts';
import { readBundle } from '../../shared/sources/readBundle.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { listColours } from '../../shared/usecases/listColours.ts';
import { logContact } from '../../shared/usecases/logContact.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { type DecisionInput, previewDecision } from '../../shared/usecases/previewDecision.ts';
import { registerDecision } from '../../shared/usecases/registerDecision.ts';
import { bundle, casesCsv, file } from '../sources/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const varde = '0573' as MunicipalityCode;
let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.close());

const on = (day: string) => ({
  db: database.db,
  clock: fixedClock(`${day}T12:00:00Z`),
  newId: randomUUID,
});

/** Cases in Varde four days before the release. */
async function release(day: string, cases: number) {
  const released = calendarDate(day);
  const dates = datesFrom({ from: addDays(released, -40), to: addDays(released, -1) });
  const figures = { [addDays(released, -4)]: { Varde: cases } };
  const read = readBundle(
    bundle([file('cases.csv', casesCsv({ dateColumn: 'SampleDate', dates, figures }))], released),
  );
  await importIncidence(on(day), { ...read, importedBy: 'test' });
  return measureColours(on(day));
}

const contact = (day: string) =>
  logContact(on(day), { actor: SYSTEM, municipality: varde, madeBy: 'duty officer', parties: ['stps'] });

const decision = (decidedOn: string, changes: Partial<DecisionInput> = {}): DecisionInput => ({
  actor: SYSTEM,
  municipality: varde,
  kind: 'colour',
  colour: 'red',
  scope: WHOLE,
  decidedOn: calendarDate(decidedOn),
  effectiveFrom: calendarDate(decidedOn),
  firstTestWeek: isoWeek('2020-W39'),
  reason: 'spread in several places',
  parties: ['stps'],
  registeredBy: 'planner of the kommune',
  onBehalfOf: 'stps',
  ...changes,
});
const closing = { kind: 'closing', colour: undefined, firstTestWeek: undefined } as const;

test('what was known at a decision is what was known on its day, though it is registered later (R3, R7)', async () => {
  await release('2020-09-15', 12);
  await contact('2020-09-15');
  await release('2020-09-17', 2);
  await registerDecision(on('2020-09-17'), decision('2020-09-15'));
  const [view] = await asTenant(database.db, SYSTEM, (tx) =>
    decisionViews(tx, { code: varde, on: calendarDate('2020-09-17') }),
  );
  expect(view?.figure).toMatchObject({
    releasedOn: '2020-09-15',
    known: { colour: 'red', cases: 12 },
    later: { colour: 'green', cases: 2, releasedOn: '2020-09-17' },
  });
});

test('as of a day, the decided colour is by what was registered up to that day (R3)', async () => {
  await release('2020-09-15', 12);
  await contact('2020-09-15');
  await release('2020-09-16', 12);
  await registerDecision(on('2020-09-17'), decision('2020-09-16'));
  await release('2020-09-17', 12);
  const decided = async (asOf?: string) => {
    const { rows } = await listColours(on('2020-09-17'), {
      actor: SYSTEM,
      on: calendarDate('2020-09-16'),
      ...(asOf === undefined ? {} : { asOf: asOf === 'latest' ? asOf : calendarDate(asOf) }),
    });
    return rows.find(({ municipality }) => municipality === varde)?.decidedColour;
  };
  expect([await decided('2020-09-15'), await decided('2020-09-16')]).toEqual(['green', 'green']);
  expect([await decided('2020-09-17'), await decided('latest'), await decided()]).toEqual([
    'red',
    'red',
    'red',
  ]);
});

test('who is measured red when a follow-up is closed is told of, and gets a new one the next day (R5, R12)', async () => {
  const openedBy = async (day: string, cases: number) => {
    const [measured] = await release(day, cases);
    return measured?.opened;
  };
  expect(await openedBy('2020-09-15', 12)).toEqual([varde]);
  expect(await openedBy('2020-09-16', 12)).toEqual([]);
  await contact('2020-09-16');
  const suspension = { kind: 'suspension', colour: 'green', firstTestWeek: undefined } as const;
  await registerDecision(
    on('2020-09-16'),
    decision('2020-09-16', { ...suspension, reviewOn: calendarDate('2020-09-23') }),
  );
  const close = decision('2020-09-16', closing);
  expect(await previewDecision(on('2020-09-16'), close)).toMatchObject({ faults: [], closesWhileRed: true });
  await registerDecision(on('2020-09-16'), close);
  expect(await asTenant(database.db, SYSTEM, listOpenFollowUps)).toEqual([]);
  // A later release of the day of the closing is not the next day.
  expect(await openedBy('2020-09-16', 13)).toEqual([]);
  expect(await openedBy('2020-09-17', 12)).toEqual([varde]);
  expect(await openedBy('2020-09-18', 12)).toEqual([]);
});
