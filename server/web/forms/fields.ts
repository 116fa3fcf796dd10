import { z } from 'zod';
import { isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { isIsoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
import { plainTextFault } from '../../../shared/domain/plainText.ts';

/**
 * What a field of a form can be. A browser sends text, and an empty field as an empty text. Messages are keys of
 * `text.forms.faults`, so that each language says them its own way.
 */
const trimmed = z.string('required').trim();
const written = trimmed.superRefine((text, context) => {
  const fault = plainTextFault(text);
  if (fault) context.addIssue({ code: 'custom', message: fault.code ?? fault.message });
});
const short = written.max(200, 'tooLong');
const long = written.max(4000, 'tooLong');
const present = <S extends z.ZodType<string>>(schema: S) => schema.refine((text) => text !== '', 'required');

const orNothing = <T>(schema: z.ZodType<T, string>) =>
  z
    .union([z.literal(''), schema])
    .optional()
    .transform((value) => (value === '' || value === undefined ? undefined : (value as T)));

export const requiredLine = present(short);
export const optionalLine = orNothing(short);
export const requiredText = present(long);
/** A line that may be emptied. */
export const emptyableLine = short;
export const optionalText = orNothing(long);

const day = trimmed.refine(isCalendarDate, 'date');
export const requiredDate = present(trimmed).pipe(day);
export const optionalDate = orNothing(day);

export const requiredTime = present(trimmed).refine(
  (text) => text === '' || /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
  'time',
);

const time = trimmed.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time');
export const optionalTime = orNothing(time);

const week = trimmed.refine(isIsoWeek, 'week');
export const optionalWeek = orNothing(week);

const count = (least: number, most: number) =>
  trimmed
    .regex(/^\d{1,6}$/, 'number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, 'range');
export const optionalCount = (least: number, most: number) => orNothing(count(least, most));

/** Boxes of one name: none, one or many are sent. */
export const several = <T extends z.ZodType<unknown, string>>(each: T) =>
  z.preprocess(
    (sent): unknown => (sent === undefined ? [] : typeof sent === 'string' ? [sent] : sent),
    z.array(each),
  );
export const atLeastOne = <T extends z.ZodType<unknown, string>>(each: T) =>
  several(each).refine((chosen) => chosen.length > 0, 'choose');
