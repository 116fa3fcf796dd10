import { z } from 'zod';
import { minutesOf } from '../domain/calendar/minutes.ts';
import { dateField, idField, plainLine, plainText, timeField } from './fields.ts';

const by = plainLine.meta({ description: 'Who does it' });
const lane = z.number().int().min(0).max(50).meta({ description: 'From 0' });
const at = timeField.transform(minutesOf);
const preview = z.boolean().default(false).meta({ description: 'Say what would happen and write nothing' });

/** P7: one change within agreed sessions. */
const dayActionBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('swap'), slot: idField, other: idField }),
  z.strictObject({ kind: z.literal('move'), slot: idField, session: idField, lane, start: at }),
  z.strictObject({
    kind: z.literal('fill'),
    session: idField,
    lane,
    start: at,
    staff: idField,
    keptFree: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('name'), slot: idField, place: z.number().int().min(0), staff: idField }),
  z.strictObject({ kind: z.literal('swabber'), session: idField, lane, swabber: idField }),
  z.strictObject({ kind: z.literal('drop-in'), session: idField, places: z.number().int().min(0).max(200) }),
]);

export const changeBody = z.strictObject({ action: dayActionBody, by, preview });
export const coverBody = z.strictObject({ date: dateField, by, preview });
export const cancelBody = z.strictObject({ by, reason: plainText(4000).optional(), preview });
export const keyPersonBody = z.strictObject({ label: plainText(200), by });
export const toldBody = z.strictObject({ people: z.array(idField).min(1).max(500), by });
export const documentBody = z.strictObject({
  performed: z.array(z.strictObject({ lane, swabber: idField })).min(1),
  attended: z.number().int().min(0).max(5000).optional().meta({ description: 'How many came, never who' }),
  by,
});

const toldTime = z.object({ session: idField, start: z.number().int() }).nullable();
const concerned = z
  .array(
    z.object({
      who: z.object({ kind: z.enum(['staff', 'headcount', 'swabber']), id: idField }),
      people: z.number().int(),
      before: toldTime,
      after: toldTime,
    }),
  )
  .readonly();

export const changed = z.object({
  changeId: idField.nullable(),
  concerned: concerned.meta({ description: 'Whose time or duty is another one now: to be told' }),
  stops: z.array(idField).readonly().meta({ description: 'Stops whose samples are others now' }),
});

export const coveredDay = changed.extend({
  replacements: z.array(z.object({ session: idField, swabber: idField.nullable() })).readonly(),
  without: z.number().int().meta({ description: 'People without a time, planned anew the next night' }),
});

const person = z.object({ id: idField, label: z.string() });

export const daySession = z.object({
  id: idField,
  date: dateField,
  siteId: idField,
  siteName: z.string(),
  municipality: z.object({ code: z.string(), name: z.string() }),
  start: z.number().int(),
  end: z.number().int(),
  lines: z
    .array(
      z.object({
        id: idField,
        lane: z.number().int(),
        start: z.number().int(),
        people: z.number().int(),
        staff: person.nullable(),
      }),
    )
    .readonly(),
  crew: z.array(z.object({ lane: z.number().int(), swabber: person.nullable() })).readonly(),
  free: z
    .array(z.object({ session: idField, date: dateField, lane: z.number().int(), start: z.number().int() }))
    .readonly(),
  withoutTime: z.array(person).readonly(),
  swabbers: z.array(person).readonly(),
  dropIn: z.number().int(),
  noSamplesUntil: z.string(),
  keyPerson: z.string().nullable(),
});

export const done = z.object({ done: z.literal(true) });
export const told = z.object({ told: z.number().int() });
