import { z } from 'zod';
import { DIRECTORY_ROLES } from '../domain/status/directory.ts';
import { idField, plainLine } from './fields.ts';

/** P9: the code of a municipality or a region, or `stps`. */
export const directoryOf = z
  .string()
  .regex(/^(\d{4}|stps)$/, 'four digits, or stps')
  .meta({ description: 'The code of a municipality or a region, or stps' });

const entry = z.strictObject({
  role: z.enum(DIRECTORY_ROLES).meta({ description: 'Notices go to planner and duty; calls to duty first' }),
  name: plainLine,
  phone: z.string().trim().max(20).nullable().default(null),
  email: z.string().trim().max(254).nullable().default(null),
  language: z.enum(['da', 'en']).default('da').meta({ description: 'Of the notices to its address' }),
});

export const directoryBody = entry.extend({ by: plainLine.meta({ description: 'Who writes it down' }) });
export const directoryRemoval = z.strictObject({ by: plainLine });

export const directory = z.object({
  of: z.string(),
  contacts: z.array(z.object({ id: idField, ...entry.shape })),
});
