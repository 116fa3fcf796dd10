import { InvalidArgumentError } from 'commander';
import { type CalendarDate, isCalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { type IsoWeek, isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { findMunicipality, municipalityNamed } from '../../shared/domain/geography/municipalities.ts';
import { REGIONS } from '../../shared/domain/geography/regions.ts';
import {
  type CountingWindow,
  COUNTING_WINDOW_NAMES,
  isCountingWindow,
} from '../../shared/domain/incidence/windows.ts';

/** A flag that is a day. */
export function dateFlag(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new InvalidArgumentError('expected a date, YYYY-MM-DD');
  return text;
}

/** A flag that is a time of day. */
export function timeFlag(text: string): string {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new InvalidArgumentError('expected a time, HH:MM');
  return text;
}

/** A flag that is an ISO week, such as 2020-W39. */
export function weekFlag(text: string): IsoWeek {
  try {
    return isoWeek(text);
  } catch {
    throw new InvalidArgumentError('expected an ISO week, such as 2020-W39');
  }
}

/** A flag that is a municipality, by code or by name. */
export function municipalityFlag(text: string): MunicipalityCode {
  const found = findMunicipality(text.trim().padStart(4, '0')) ?? municipalityNamed(text);
  if (!found) throw new InvalidArgumentError('expected the code or name of a municipality');
  return found.code;
}

/** A flag that names a counting window (A2). */
export function windowFlag(text: string): CountingWindow {
  if (!isCountingWindow(text)) {
    throw new InvalidArgumentError(`expected one of ${COUNTING_WINDOW_NAMES.join(', ')}`);
  }
  return text;
}

/** A flag with several values between commas. */
export function listFlag(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** A flag that is a region's four-digit code. */
export function regionFlag(text: string): string {
  if (!REGIONS.some(({ code }) => code === text.trim())) {
    throw new InvalidArgumentError(`expected one of ${REGIONS.map(({ code }) => code).join(', ')}`);
  }
  return text.trim();
}
