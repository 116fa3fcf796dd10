import { z } from 'zod';
import { dateField, idField, instantField, municipalityField, plainLine, plainText } from './fields.ts';

export const RELEASE_STATES = ['applied', 'quarantined', 'rejected'] as const;

const doubt = z.object({
  check: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

export const release = z.object({
  id: idField,
  releasedOn: dateField,
  knownOn: dateField.meta({
    description: 'Since when it is known: later than its day where an authority states a day again',
  }),
  sequence: z.int().meta({ description: 'A second release of a day is number 2' }),
  source: z.string().meta({ description: 'The format; "published": a day of the authority’s own figures' }),
  state: z.enum(RELEASE_STATES),
  fetchedAt: instantField,
  doubts: z.array(doubt).meta({ description: 'What the gate does not believe, and where' }),
  judgedAt: instantField.nullable(),
  judgedBy: z.string().nullable(),
  judgement: z.string().nullable(),
});

export const releaseInFull = release.extend({
  lastSampleDate: dateField.nullable(),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.int() })),
  red: z
    .array(z.object({ basis: z.string(), inForce: z.boolean(), red: z.int() }))
    .meta({ description: 'Municipalities measured red by each counting window, and as published' }),
  disagreements: z.array(
    z.object({
      municipality: municipalityField,
      published: z.number(),
      publishedColour: z.string(),
      cases: z.int(),
      population: z.int(),
      computedColour: z.string(),
    }),
  ),
});

export const judgementBody = z.strictObject({
  verdict: z.enum(['release', 'reject']),
  reason: plainText(4000).min(1),
  judgedBy: plainLine,
});

export const judgedRelease = z.object({
  releasedOn: dateField,
  state: z.enum(['applied', 'rejected']),
  measured: z
    .object({ red: z.int(), crossed: z.array(municipalityField), opened: z.array(municipalityField) })
    .nullable()
    .meta({ description: 'What measuring a released one found; a crossing has opened its follow-up' }),
});

export const figuresState = z.object({
  releasedOn: dateField.nullable(),
  ageHours: z.int().nullable(),
  stale: z.boolean(),
  late: z.boolean().meta({ description: 'The day’s release has not come by its hour' }),
  quarantined: z.int(),
  lastAsked: z
    .object({
      at: instantField,
      outcome: z.enum(['news', 'nothing-new', 'failed']),
      message: z.string().nullable(),
    })
    .nullable(),
});
