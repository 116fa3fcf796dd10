import { z } from 'zod';
import { isCalendarDate } from '../domain/calendar/calendarDate.ts';
import { plainTextFault } from '../domain/plainText.ts';
import type { MunicipalityCode, RegionCode } from '../domain/geography/codes.ts';

/** Fields that many resources share. Dates and codes come out branded. */
export const dateField = z
  .string()
  .refine(isCalendarDate, 'not a day of the calendar')
  .meta({ format: 'date', description: 'A day in Denmark, YYYY-MM-DD' });

export const municipalityField = z
  .string()
  .regex(/^\d{4}$/, 'four digits, as text')
  .transform((text) => text as MunicipalityCode)
  .meta({ description: 'Official municipality code, four digits' });

export const regionField = z
  .string()
  .regex(/^\d{4}$/, 'four digits, as text')
  .transform((text) => text as RegionCode)
  .meta({ description: 'Official region code, four digits' });

/** R57: a text that a person writes. What looks like a CPR number is a fault of its field, and is not repeated. */
export const plainText = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .superRefine((text, context) => {
      const fault = plainTextFault(text);
      if (fault) context.addIssue({ code: 'custom', message: fault.message });
    });
/** Who somebody is, in one line. */
export const plainLine = plainText(200).min(1);

export const idField = z.uuid();
export const instantField = z.iso.datetime().meta({ description: 'An instant, in UTC' });
export const timeField = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d$/)
  .meta({ description: 'Wall clock in Denmark, HH:MM' });

export const colourField = z.enum(['green', 'red']);
export const noParams = z.object({});
