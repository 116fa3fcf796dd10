import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { type Decision, WHOLE } from '../../../shared/domain/status/decision.ts';
import { standings } from '../../../shared/domain/status/standing.ts';

/** `3 colour 09-09..09-30`: number, kind, from the day, until the day; `>2` withdraws no. 2. */
function decisionsOf(...lines: string[]): Decision[] {
  return lines.map((line) => {
    const [, number = '', kind = '', from = '', to, meant] =
      /^(\d+) (\w+) (\d\d-\d\d)(?:\.\.(\d\d-\d\d))?(?: >(\d+))?$/.exec(line) ?? [];
    return {
      id: number,
      number: Number(number),
      municipality: '0573' as MunicipalityCode,
      kind: kind as Decision['kind'],
      colour: kind === 'suspension' ? 'green' : 'red',
      scope: WHOLE,
      decidedOn: calendarDate(`2020-09-${String(Number(number)).padStart(2, '0')}`),
      effectiveFrom: calendarDate(`2020-${from}`),
      effectiveTo: to === undefined ? undefined : calendarDate(`2020-${to}`),
      firstTestWeek: undefined,
      intervalWeeks: undefined,
      reviewOn: undefined,
      supersedes: meant,
      ranking: [],
    };
  });
}

const on = (day: string, ...lines: string[]) =>
  [...standings(decisionsOf(...lines), calendarDate(`2020-${day}`))].map(
    ([id, { state, by }]) => `${id} ${state}${by === null ? '' : ` by ${by}`}`,
  );

describe('how the decisions of a municipality stand', () => {
  test.each<[string, string[], string, string[]]>([
    ['the only one holds', ['1 colour 09-01'], '09-20', ['1 inForce']],
    [
      'the next one supersedes',
      ['1 colour 09-01', '2 colour 09-02'],
      '09-20',
      ['1 superseded by 2', '2 inForce'],
    ],
    [
      'one that takes effect later leaves the earlier one in force',
      ['1 colour 09-01', '2 colour 09-25'],
      '09-20',
      ['1 inForce', '2 coming'],
    ],
    [
      'a withdrawal gives the earlier one its force back',
      ['1 colour 09-01', '2 colour 09-02', '3 withdrawal 09-03 >2'],
      '09-20',
      ['1 inForce', '2 withdrawn by 3', '3 done'],
    ],
    [
      'before the day of the withdrawal nobody knew of it',
      ['1 colour 09-01', '2 colour 09-02', '3 withdrawal 09-03 >2'],
      '09-02',
      ['1 superseded by 2', '2 inForce'],
    ],
    [
      'a suspension ends with its follow-up',
      ['1 suspension 09-01', '2 closing 09-02'],
      '09-20',
      ['1 ended by 2', '2 done'],
    ],
    [
      'an intensity holds beside the colour, until its last day',
      ['1 colour 09-01', '2 intensity 09-02..09-19'],
      '09-19',
      ['1 inForce', '2 inForce'],
    ],
    ['and has ended then', ['2 intensity 09-02..09-19'], '09-20', ['2 ended']],
    [
      'one that began after its last day has not superseded it',
      ['2 prioritisation 09-02..09-10', '3 prioritisation 09-12..09-30'],
      '09-20',
      ['2 ended', '3 inForce'],
    ],
    [
      'one that began before has',
      ['2 prioritisation 09-02..09-30', '3 prioritisation 09-12..09-30'],
      '09-20',
      ['2 superseded by 3', '3 inForce'],
    ],
  ])('%s', (_, decisions, day, expected) => {
    expect(on(day, ...decisions)).toEqual(expected);
  });
});
