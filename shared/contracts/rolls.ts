import { z } from 'zod';
import { dateField, idField, instantField, municipalityField, timeField } from './fields.ts';

export const PLAN_STATES = ['draft', 'agreed', 'published', 'superseded'] as const;
export const SESSION_STATES = [...PLAN_STATES, 'cancelled'] as const;

export const roll = z.object({
  id: idField,
  municipality: municipalityField,
  organisation: z
    .string()
    .meta({ description: 'Whose roll: the municipality itself, or an independent home' }),
  from: dateField,
  to: dateField,
  state: z.enum(PLAN_STATES),
  sessions: z.int(),
  people: z.int().meta({ description: 'Places given' }),
  unplaced: z.int().meta({ description: 'People without a place; each has a reason' }),
  score: z.record(z.string(), z.unknown()),
  bounds: z.record(z.string(), z.unknown()),
  seed: z.int(),
  problemHash: z.string(),
  supersedes: idField.nullable(),
  createdAt: instantField,
  publishedAt: instantField.nullable(),
});

const unplacedReason = z.object({
  people: z.int(),
  earliest: dateField,
  due: dateField,
  limit: z.string(),
  facts: z.unknown(),
  message: z.string(),
  fix: z.string(),
});

export const rollInFull = roll.extend({ reasons: z.array(unplacedReason) });

export const session = z.object({
  id: idField,
  roll: idField,
  municipality: municipalityField,
  site: z.object({ id: idField, name: z.string() }),
  room: z.string(),
  date: dateField,
  start: timeField,
  end: timeField,
  lanes: z.int(),
  people: z.int(),
  dropIn: z.int(),
  laboratory: z.string(),
  labDate: dateField,
  provisional: z.boolean(),
  state: z.enum(SESSION_STATES),
});

const slot = z.object({
  start: timeField.meta({ description: 'What people are told' }),
  lane: z.int(),
  minutes: z.int(),
  people: z.int(),
  staff: z.string().nullable().meta({ description: "The organisation's own label; null for a headcount" }),
});

export const sessionInFull = session.extend({
  swabbers: z.array(
    z.object({ lane: z.int(), swabber: z.string().nullable(), workstation: z.int().nullable() }),
  ),
  slots: z.array(slot),
});
