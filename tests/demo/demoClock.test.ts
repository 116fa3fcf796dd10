import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import {
  calendarDate as d,
  type CalendarDate,
  datesFrom,
} from '../../shared/domain/calendar/calendarDate.ts';
import {
  demoClock,
  nextDemoNight,
  startDemoClock,
  stepClock,
  stepTarget,
} from '../../shared/demo/demoClock.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const databases: TestDatabase[] = [];
let db: Db;

beforeEach(async () => {
  const fresh = await freshDatabase();
  databases.push(fresh);
  db = fresh.db;
});

afterAll(() => Promise.all(databases.map(({ close }) => close())));

/** Brings the night of a day into a state, as the queue would. */
async function night(date: CalendarDate, state: 'done' | 'failed' | 'running'): Promise<void> {
  const row = { kind: 'night', key: date, forDate: date, step: 'import', requestedBy: 'test', state };
  await asTenant(db, SYSTEM, (transaction) =>
    transaction
      .insertInto('runs')
      .values({ ...row, id: randomUUID(), createdAt: new Date(0) })
      .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ state }))
      .execute(),
  );
}

/** Runs every night that is wanted. */
async function runNights(): Promise<CalendarDate[]> {
  const nights: CalendarDate[] = [];
  for (let date = await nextDemoNight({ db }); date; date = await nextDemoNight({ db })) {
    nights.push(date);
    await night(date, 'done');
  }
  return nights;
}

const now = async () => (await demoClock(db)).now().toISOString();

test.each([
  ['2020-09-09', 'day', '2020-09-10'],
  ['2020-09-09', 'wednesday', '2020-09-16'],
  ['2020-09-10', 'wednesday', '2020-09-16'],
  ['2020-09-15', 'wednesday', '2020-09-16'],
  ['2020-12-31', 'wednesday', '2021-01-06'],
] as const)('from %s a step to the next %s leads to %s', (today, step, target) => {
  expect(stepTarget(d(today), step)).toBe(target);
});

describe('a demo’s clock', () => {
  beforeEach(() => asTenant(db, SYSTEM, startDemoClock));

  test('wants the first night first, and stands until it is stepped', async () => {
    expect(await nextDemoNight({ db })).toBe('2020-09-09');
    await night(d('2020-09-09'), 'running');
    expect(await nextDemoNight({ db })).toBe('2020-09-09');
    await night(d('2020-09-09'), 'done');
    expect(await nextDemoNight({ db })).toBeUndefined();
    expect(await now()).toBe('2020-09-09T06:00:00.000Z');
  });

  test('steps to the next Wednesday night by night', async () => {
    const clock = await demoClock(db);
    expect(await stepClock({ db }, { step: 'wednesday' })).toEqual({
      today: '2020-09-09',
      until: '2020-09-16',
    });
    expect(await runNights()).toEqual(datesFrom({ from: d('2020-09-09'), to: d('2020-09-16') }));
    expect(clock.now().toISOString()).toBe('2020-09-09T06:00:00.000Z');
    expect((await clock.refresh()).toISOString()).toBe('2020-09-16T06:00:00.000Z');
    expect(clock.now().toISOString()).toBe('2020-09-16T06:00:00.000Z');
  });

  test('takes up the night that a killed process left', async () => {
    await night(d('2020-09-09'), 'done');
    await stepClock({ db }, { step: 'day' });
    expect(await nextDemoNight({ db })).toBe('2020-09-10');
    expect(await nextDemoNight({ db })).toBe('2020-09-10');
    expect(await now()).toBe('2020-09-10T06:00:00.000Z');
  });

  test('stands before a night that failed', async () => {
    await stepClock({ db }, { step: 'day' });
    await night(d('2020-09-09'), 'failed');
    expect(await nextDemoNight({ db })).toBeUndefined();
    expect(await now()).toBe('2020-09-09T06:00:00.000Z');
  });

  test('adds up steps, two at once as well', async () => {
    await stepClock({ db }, { step: 'wednesday' });
    const both = await Promise.all([stepClock({ db }, { step: 'day' }), stepClock({ db }, { step: 'day' })]);
    expect(both.map(({ until }) => until).sort()).toEqual(['2020-09-17', '2020-09-18']);
    expect((await stepClock({ db }, { step: 'wednesday' })).until).toBe('2020-09-23');
  });

  test('shows eight o’clock also after the clocks went back', async () => {
    for (let week = 0; week < 7; week += 1) await stepClock({ db }, { step: 'wednesday' });
    await runNights();
    expect(await now()).toBe('2020-10-28T07:00:00.000Z');
  });
});

test('where no demo is there is no clock', async () => {
  await expect(demoClock(db)).rejects.toMatchObject({ kind: 'not-found' });
});
