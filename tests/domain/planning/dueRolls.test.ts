import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import {
  type BasisWeek,
  changeSince,
  dueRoll,
  type LiveRoll,
} from '../../../shared/domain/planning/dueRolls.ts';

const day = calendarDate;
const OWNER = { id: '0169', municipality: '0169' };
const week = (monday: string, ...places: string[]): BasisWeek => ({ monday: day(monday), places });
const WHOLE = 'municipality:0169';

function asked(today: string, live: readonly LiveRoll[] = [], basis: readonly BasisWeek[] = []) {
  return dueRoll(OWNER, live, basis, { today: day(today), noticeDays: 3, weeks: 6 });
}

const ROLL: LiveRoll = { id: 'r1', from: day('2020-09-14'), to: day('2020-10-25'), basis: [] };

describe('first and next rolls', () => {
  test('the first roll begins on the Monday after the notice and lasts six weeks', () => {
    expect(asked('2020-09-09')).toMatchObject({ cause: 'first', from: '2020-09-14', to: '2020-10-25' });
    expect(asked('2020-09-11')).toMatchObject({ from: '2020-09-14' });
    expect(asked('2020-09-12')).toMatchObject({ from: '2020-09-21' });
  });

  test('the next one is made eleven days before it begins, on the Thursday after the decisions', () => {
    expect(asked('2020-10-14', [ROLL])).toBeNull();
    expect(asked('2020-10-15', [ROLL])).toMatchObject({
      cause: 'next',
      from: '2020-10-26',
      to: '2020-12-06',
    });
  });

  test('an owner whose last roll has run out begins anew', () => {
    expect(asked('2020-11-03', [ROLL])).toMatchObject({ cause: 'first', from: '2020-11-09' });
  });
});

describe('changed rolls', () => {
  test('turning red changes the roll from the first test week, for the places in scope', () => {
    const basis = [week('2020-09-21', WHOLE), week('2020-10-05', WHOLE)];
    expect(asked('2020-09-09', [ROLL], basis)).toEqual({
      owner: '0169',
      municipality: '0169',
      cause: 'changed',
      from: '2020-09-21',
      to: '2020-10-25',
      replaces: 'r1',
      places: [WHOLE],
    });
  });

  test('turning green changes it from the first week that falls away', () => {
    const red = {
      ...ROLL,
      basis: [week('2020-09-21', WHOLE), week('2020-10-05', WHOLE), week('2020-10-19', WHOLE)],
    };
    expect(asked('2020-09-30', [red], [week('2020-09-21', WHOLE)])).toMatchObject({ from: '2020-10-05' });
  });

  test('a change goes before the next roll, and one inside the notice waits for its first possible day', () => {
    const basis = [week('2020-10-12', 'bakkebo')];
    expect(asked('2020-10-15', [ROLL], basis)).toMatchObject({
      cause: 'changed',
      from: '2020-10-18',
      places: ['bakkebo'],
    });
  });

  test('test weeks beyond the roll do not change it', () => {
    expect(asked('2020-09-30', [ROLL], [week('2020-11-02', WHOLE)])).toBeNull();
  });

  test('from partly to wholly red: only the places that differ', () => {
    expect(changeSince([week('2020-09-21', 'a')], [week('2020-09-21', 'a', 'b')], day('2020-09-14'))).toEqual(
      { monday: '2020-09-21', places: ['b'] },
    );
  });
});
