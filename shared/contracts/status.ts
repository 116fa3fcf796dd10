import { z } from 'zod';
import { idField, instantField } from './fields.ts';

const line = z.string().trim().min(1).max(200);
const text = z.string().trim().max(4000);

/** R4: a talk between municipality, region and STPS. */
export const contactBody = z.strictObject({
  madeAt: instantField.optional().meta({ description: 'Default: now' }),
  madeBy: line,
  parties: z.array(line).min(1),
  circumstances: text.optional(),
  note: text.optional(),
});

export const loggedContact = z.object({
  contactId: idField,
  followUpId: idField,
  opened: z.boolean().meta({ description: 'There was no open follow-up: the talk has opened one' }),
});
