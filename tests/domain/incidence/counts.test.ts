import { expect, test } from '@jest/globals';
import { isSuppressed, parseCount, parseRate } from '../../../shared/domain/incidence/counts.ts';

test.each([
  ['7', 7],
  ['   7 ', 7],
  ['632.340', 632_340],
  ['1.234.567', 1_234_567],
  ['12,0', 12],
  ['102E3', 102_000],
  ['1e+05', 100_000],
  ['0', 0],
])('"%s" is the count %i', (text, count) => {
  expect(parseCount(text)).toBe(count);
});

test.each([
  '',
  '-1',
  '1.5',
  '12,5',
  '1.23',
  '0.123',
  'NA',
  '<10',
  '9E30',
  '1E8',
  '1 000',
  '٣',
  '1e',
  'Infinity',
])('"%s" is no count', (text) => {
  expect(parseCount(text)).toBeUndefined();
});

test('<10 is a suppressed count', () => {
  expect(isSuppressed(' <10')).toBe(true);
  expect(isSuppressed('10')).toBe(false);
});

test.each([
  ['20', 20_000_000_000],
  ['19,995', 19_995_000_000],
  ['19.9999999999999', 19_999_999_999],
  ['0,1', 100_000_000],
])('the published rate "%s" is %i billionths', (text, billionths) => {
  expect(parseRate(text)).toBe(billionths);
});

test.each(['', '-1', '1,2,3', '1.234,5', 'n/a'])('"%s" is no rate', (text) => {
  expect(parseRate(text)).toBeUndefined();
});
