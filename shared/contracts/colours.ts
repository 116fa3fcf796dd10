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
  cases: z
    .int()
    .nullable()
    .meta({ description: 'As stated by the source; null where it states a rate alone' }),
  population: z.int().nullable(),
  source: z.enum(['authority', 'own']).nullable().meta({ description: 'Whose figure measures' }),
  incidence: z.string().nullable().meta({ description: 'Per 100,000, two decimals, for display only' }),
  measuredColour: colourField.nullable().meta({
    description: 'By the authority’s own figure where it states one for the day, else by our count',
  }),
  computedCases: z.int().nullable().meta({ description: 'Our count: the control' }),
  computedIncidence: z.string().nullable().meta({ description: 'The rate by our count' }),
  computedColour: colourField.nullable().meta({ description: 'By our count: the control' }),
  statedAgrees: z.boolean().nullable().meta({
    description:
      'Whether the cases that the authority states make its rate; null where it does not state both',
  }),
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
  decidedColour: colourField.meta({
    description: 'By what was registered up to the end of the day `asOf`; without one as known now',
  }),
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
