import { z } from 'zod';
import { STOP_STATES } from '../domain/lists/stopLife.ts';
import { idField, instantField, plainLine, plainText } from './fields.ts';

const line = plainLine;
const pieces = z.int().min(0).max(100_000);

/** What a driver says happened at a stop. */
export const tick = z.strictObject({
  key: z.uuid().meta({ description: "The client's own: sent twice, a tick counts once" }),
  stop: idField,
  event: z.enum(['pick-up', 'deliver', 'miss', 'refuse', 'undo']),
  at: instantField.meta({ description: 'When it happened, by the clock of the telephone' }),
  samples: pieces.optional(),
  kits: pieces.optional(),
  note: plainText(500).optional(),
});

/** A tick that is none: it is told, and holds back none of those that came with it. */
const faultyTick = z.looseObject({ key: z.uuid() }).meta({ description: 'Answered as `invalid`' });

export const ticksBody = z.strictObject({
  ticks: z
    .array(z.union([tick, faultyTick]))
    .min(1)
    .max(500)
    .meta({ description: 'Each is answered by itself: one that is faulty holds back no other' }),
  by: line.optional().meta({ description: 'The car; default: the one that the stop stands on' }),
});

export const tickOutcomes = z.object({
  outcomes: z.array(
    z.object({
      key: z.uuid(),
      stop: idField.nullable(),
      outcome: z.enum(['recorded', 'repeated', 'conflict', 'unknown', 'invalid']),
      faults: z
        .array(z.object({ place: z.string(), message: z.string() }))
        .meta({ description: 'What is wrong with an `invalid` tick' }),
      state: z.enum(STOP_STATES).nullable(),
      at: instantField.nullable(),
      by: z.string().nullable(),
      samples: z.int().nullable(),
    }),
  ),
});

export const listChangeBody = z.strictObject({
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('add'), site: idField, samples: pieces, kits: pieces }),
    z.strictObject({ kind: z.literal('counts'), stop: idField, samples: pieces, kits: pieces }),
    z.strictObject({ kind: z.literal('no-samples'), stop: idField }),
    z.strictObject({ kind: z.literal('cancel'), stop: idField }),
    z.strictObject({ kind: z.literal('car-out'), vehicle: idField }),
    z.strictObject({
      kind: z.literal('lock'),
      stop: idField,
      vehicle: idField.optional(),
      at: z.int().min(0).max(1439).optional().meta({ description: 'Minute of the day' }),
      position: z.int().min(1).max(1000).optional().meta({ description: "Number in the car's day" }),
    }),
    z.strictObject({ kind: z.literal('unlock'), stop: idField }),
    z.strictObject({
      kind: z.literal('order'),
      vehicle: idField,
      stops: z.array(idField).min(1).max(1000).meta({ description: 'Every open stop of the car, in order' }),
    }),
  ]),
  preview: z.boolean().optional().meta({ description: 'Say what would change, and change nothing' }),
  by: line.meta({ description: 'Who registers it' }),
  phone: line.optional().meta({ description: 'Whom they talked to: a frozen list is changed by telephone' }),
});

const price = z.object({ cost: z.number(), km: z.number() });
const place = z.object({ vehicle: idField, arrival: z.int() });

export const changedList = z.object({
  planId: idField,
  stop: idField.nullable(),
  moves: z.array(z.object({ stop: idField, from: place, to: place })),
  leftOut: z.array(z.object({ stop: idField, message: z.string(), fix: z.string() })),
  price: z
    .object({ before: price, after: price })
    .meta({ description: 'Of the whole list; DKK by the rates of the day' }),
});
