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
  measuredColour: colourField.nullable().meta({
    description: 'By the authority’s own figure where it states one for the day, else by our count',
  }),
  computedColour: colourField.nullable().meta({ description: 'By our count: the control' }),
  published: z
    .object({ incidence: z.string(), colour: colourField, agrees: z.boolean(), knownOn: dateField })
    .nullable()
    .meta({
      description:
        'What the authority states for the day, as it was stated last up to `asOf`; since when that is known, and ' +
        'whether our count says the same colour',
    }),
  followUpSince: dateField
    .nullable()
    .meta({ description: 'The day of the crossing whose follow-up is open' }),
  decidedColour: colourField,
  decidedScope: z.enum(['whole', 'partial']),
  suspended: z.boolean(),
});

export const colourList = z.object({
  on: dateField,
  releasedOn: dateField.nullable().meta({ description: 'The release whose figures answer' }),
  countedOn: dateField.meta({ description: 'The day whose last week was counted' }),
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
  cases: z.int().nullable(),
  population: z.int(),
  published: z
    .number()
    .nullable()
    .meta({ description: 'Per 100,000 as the authority states it, where that measured; else null' }),
  colour: colourField,
  basis: z.string().meta({ description: 'The counting window, or "published"' }),
});

export const municipalityHistory = z.object({
  code: municipalityField,
  name: z.string(),
  curve: z.array(measuredDay),
  decisions: z.array(decision),
});
