import { expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DEFAULT_POLICIES, policyOn, policySchema } from '../../../shared/domain/policy/policy.ts';

const on = (date: string) => policyOn(DEFAULT_POLICIES, calendarDate(date)).rules;

test('the window is SSI’s until 7 December 2021 and the exact week since (A2)', () => {
  expect(on('2020-09-09').countingWindow).toBe('ssi-dashboard-2020');
  expect(on('2021-12-07').countingWindow).toBe('ssi-dashboard-2020');
  expect(on('2021-12-08').countingWindow).toBe('exact-7-days');
});

test('the national model: 6 weeks green, 2 weeks red, from 20 per 100,000 (R2, R22, R23)', () => {
  expect(on('2020-09-14')).toMatchObject({ greenIntervalWeeks: 6, redCycleWeeks: 2, redFromPer100000: 20 });
});

test('the default policies fit their schema', () => {
  for (const policy of DEFAULT_POLICIES) expect(policySchema.parse(policy)).toEqual(policy);
});

test('a policy applies from its own day on, in whatever order they are listed', () => {
  const policies = [{ validFrom: calendarDate('2021-01-06') }, { validFrom: calendarDate('2020-01-01') }];
  expect(policyOn(policies, calendarDate('2021-01-05'))).toBe(policies[1]);
  expect(policyOn(policies, calendarDate('2021-01-06'))).toBe(policies[0]);
  expect(() => policyOn(policies, calendarDate('2019-12-31'))).toThrow(RangeError);
});
