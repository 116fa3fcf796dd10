import { z } from 'zod';
import { dateField, idField, instantField, regionField, timeField } from './fields.ts';

export const PICKUP_STATES = ['draft', 'planned', 'frozen', 'superseded'] as const;

export const pickupList = z.object({
  id: idField,
  region: regionField,
  date: dateField,
  state: z.enum(PICKUP_STATES),
  routes: z.int(),
  stops: z.int(),
  samples: z.int(),
  kits: z.int(),
  km: z.number(),
  score: z.record(z.string(), z.unknown()),
  frozenAt: instantField.nullable(),
});

const stop = z.object({
  position: z.int(),
  site: z.object({
    id: idField,
    name: z.string(),
    address: z.string().nullable(),
    lat: z.number(),
    lon: z.number(),
  }),
  pickupPoint: z.string().nullable(),
  arrival: timeField,
  departure: timeField,
  samples: z.int(),
  kits: z.int(),
  state: z.string(),
});

const route = z.object({
  vehicle: z.string(),
  trip: z.int(),
  start: timeField,
  end: timeField,
  km: z.number(),
  cost: z.number().meta({ description: 'DKK, by the rates in force' }),
  stops: z.array(stop),
});

const unservedStop = z.object({
  site: z.object({ id: idField, name: z.string() }),
  samples: z.int(),
  kits: z.int(),
  limit: z.string(),
  message: z.string(),
  fix: z.string(),
});

export const pickupListInFull = pickupList.extend({ plan: z.array(route), unserved: z.array(unservedStop) });
