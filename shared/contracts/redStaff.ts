import { z } from 'zod';
import { colourField, dateField, idField } from './fields.ts';

/** A18: red staff by the place that makes them red. */
export const redStaff = z.object({
  on: dateField,
  municipality: z.object({ code: z.string(), name: z.string() }),
  decidedColour: colourField,
  decidedScope: z.enum(['whole', 'partial']),
  decisionNumber: z.int().nullable().meta({ description: 'The decision that says so' }),
  people: z.int().meta({ description: 'Each person once' }),
  places: z.array(
    z.object({
      id: idField,
      kind: z.enum(['site', 'team']),
      name: z.string(),
      reason: z.enum(['whole', 'area', 'named']),
      area: z.string().nullable().meta({ description: 'The area that is red; null for another reason' }),
      people: z.int().meta({ description: 'Everybody who serves it' }),
      staff: z
        .array(z.object({ label: z.string(), shift: z.string(), organisation: z.string() }))
        .meta({ description: 'By name, as far as the asker may see them' }),
    }),
  ),
});
