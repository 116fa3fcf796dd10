import { z } from 'zod';
import { colourField, dateField, idField, instantField, municipalityField, regionField } from './fields.ts';

export const region = z.object({
  code: regionField,
  name: z.string(),
  from: dateField,
  to: dateField.nullable().meta({ description: 'The last day; null while it stands' }),
});

/** Three facts apart: what the figure says, whether contact is due, what a person decided. */
const municipalityColour = z.object({
  code: municipalityField,
  name: z.string(),
  region: regionField,
  cases: z.int().nullable(),
  population: z.int().nullable(),
  incidence: z.string().nullable().meta({ description: 'Per 100,000, two decimals, for display only' }),
  measuredColour: colourField.nullable(),
  followUpSince: dateField
    .nullable()
    .meta({ description: 'The day of the crossing whose follow-up is open' }),
  decidedColour: colourField,
  decidedScope: z.enum(['whole', 'partial']),
  suspended: z.boolean(),
});

export const colourList = z.object({
  on: dateField,
  releasedOn: dateField.nullable(),
  window: z.string(),
  policy: z.string(),
  municipalities: z.array(municipalityColour),
});

const decision = z.object({
  id: idField,
  number: z.int(),
  kind: z.string(),
  colour: colourField.nullable(),
  scope: z.unknown(),
  decidedOn: dateField,
  effectiveFrom: dateField,
  effectiveTo: dateField.nullable(),
  firstTestWeek: z.string().nullable(),
  reviewOn: dateField.nullable(),
  reason: z.string(),
  parties: z.array(z.string()),
  registeredBy: z.string(),
  onBehalfOf: z.string(),
  registeredAt: instantField,
});

const measuredDay = z.object({
  releasedOn: dateField,
  cases: z.int(),
  population: z.int(),
  colour: colourField,
  window: z.string(),
});

export const municipalityHistory = z.object({
  code: municipalityField,
  name: z.string(),
  curve: z.array(measuredDay),
  decisions: z.array(decision),
});
