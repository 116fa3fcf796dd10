import { expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import {
  findMunicipality,
  MUNICIPALITIES,
  municipalityNamed,
} from '../../../shared/domain/geography/municipalities.ts';
import { regionOf } from '../../../shared/domain/geography/regions.ts';

test('the country has 98 municipalities with distinct four-digit codes and 5.8 million inhabitants', () => {
  expect(new Set(MUNICIPALITIES.map(({ code }) => code)).size).toBe(98);
  expect(MUNICIPALITIES.every(({ code }) => /^\d{4}$/.test(code))).toBe(true);
  const inhabitants = MUNICIPALITIES.reduce((sum, { population2020 }) => sum + population2020, 0);
  expect(inhabitants).toBeGreaterThan(5_800_000);
  expect(inhabitants).toBeLessThan(5_850_000);
});

test.each([
  ['Copenhagen', '0101'],
  ['København', '0101'],
  ['Høje Tåstrup', '0169'],
  ['Århus', '0751'],
  ['Nordfyn', '0480'],
  ['Vesthimmerland', '0820'],
  [' samsø ', '0741'],
])('%s is municipality %s', (name, code) => {
  expect(municipalityNamed(name)?.code).toBe(code);
});

test('Christiansø is no municipality', () => {
  expect(municipalityNamed('Christiansø')).toBeUndefined();
  expect(findMunicipality('0411')).toBeUndefined();
});

test('Roskilde moves from Sjælland to Østdanmark on 1 January 2027', () => {
  const roskilde = findMunicipality('0265')!;
  expect(regionOf(roskilde, calendarDate('2026-12-31'))).toBe('1085');
  expect(regionOf(roskilde, calendarDate('2027-01-01'))).toBe('1086');
  expect(regionOf(findMunicipality('0751')!, calendarDate('2027-01-01'))).toBe('1082');
});
