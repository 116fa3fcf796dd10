import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import {
  agreementFaults,
  effectiveRules,
  type LocalAgreement,
} from '../../../shared/domain/policy/agreements.ts';
import { DEFAULT_POLICIES } from '../../../shared/domain/policy/policy.ts';

const { rules } = DEFAULT_POLICIES[0]!;
const varde = '0573' as MunicipalityCode;

function agreement(changes: Partial<LocalAgreement> = {}): LocalAgreement {
  return {
    id: 'a',
    municipality: varde,
    rule: 'notice',
    params: { noticeDays: 3 },
    parties: ['municipality', 'region'],
    from: calendarDate('2020-09-14'),
    to: calendarDate('2020-10-25'),
    ...changes,
  };
}

const at = (agreements: readonly LocalAgreement[], site?: string, area?: string, on = '2020-09-20') =>
  effectiveRules(rules, agreements, { place: { municipality: varde, site, area }, on: calendarDate(on) });

describe('local agreements (R16)', () => {
  test('hold from their first day to their last, in their municipality', () => {
    const one = [agreement()];
    const days = ['2020-09-13', '2020-09-14', '2020-10-25', '2020-10-26'];
    expect(days.map((on) => at(one, undefined, undefined, on).rules.noticeDays)).toEqual([5, 3, 3, 5]);
    const elsewhere = { municipality: '0101' as MunicipalityCode };
    const on = calendarDate('2020-09-20');
    expect(effectiveRules(rules, one, { place: elsewhere, on })).toEqual({ rules, adjustedBy: [] });
  });

  test('a site beats its area, an area its municipality, and each is shown where it bites', () => {
    const whole = agreement({ id: 'whole' });
    const nord = agreement({ id: 'nord', area: 'nord', params: { noticeDays: 7 } });
    const home = agreement({ id: 'home', site: 's1', params: { noticeDays: 1 } });
    const all = [home, nord, whole];
    expect(at(all, 's1', 'nord').rules.noticeDays).toBe(1);
    expect(at(all, 's2', 'nord').rules.noticeDays).toBe(7);
    expect(at(all, 's2', 'syd').rules.noticeDays).toBe(3);
    expect(at(all, 's1', 'nord').adjustedBy.map(({ id }) => id)).toEqual(['whole', 'nord', 'home']);
  });

  test('of two for one place the one that began later holds', () => {
    const later = agreement({ params: { noticeDays: 9 }, from: calendarDate('2020-09-18') });
    expect(at([later, agreement()]).rules.noticeDays).toBe(9);
  });
});

test.each([
  ['colour', { colour: 'green' }, ['stps'], 'rule'],
  ['scope', {}, ['stps'], 'rule'],
  ['notice', { noticeDays: -1 }, ['region'], 'params.noticeDays'],
  ['notice', { noticeDays: 4, redFromPer100000: 50 }, ['region'], 'params'],
  ['notice', { noticeDays: 4 }, [], 'parties'],
  ['interval', { greenIntervalWeeks: 8 }, ['municipality', 'region'], 'parties'],
] as const)('an agreement on %s with %j and parties %j is refused at %s', (rule, params, parties, place) => {
  const proposed = { rule, params, parties, from: calendarDate('2020-09-14'), to: undefined };
  expect(agreementFaults(proposed, rules).map((fault) => fault.place)).toEqual([place]);
});

test.each([
  ['interval', { greenIntervalWeeks: 8 }, ['stps', 'municipality', 'region']],
  ['interval', { greenIntervalWeeks: 4 }, ['municipality', 'region']],
  ['minimum-gap', { redMinimumGapDays: 5 }, ['municipality', 'region']],
] as const)('an agreement on %s with %j and parties %j can be recorded', (rule, params, parties) => {
  const proposed = { rule, params, parties, from: calendarDate('2020-09-14'), to: undefined };
  expect(agreementFaults(proposed, rules)).toEqual([]);
});
