import { z } from 'zod';
import { dateField, idField, instantField } from './fields.ts';

export const RUN_STATES = ['queued', 'running', 'waiting', 'done', 'failed', 'stopped'] as const;

export const run = z.object({
  id: idField,
  kind: z.string(),
  for: dateField.nullable(),
  region: z.string().nullable(),
  step: z.string(),
  state: z.enum(RUN_STATES),
  progress: z.number().min(0).max(1),
  message: z.string().nullable(),
  seed: z.int(),
  createdAt: instantField,
  finishedAt: instantField.nullable(),
});

export const runInFull = run.extend({
  steps: z.array(z.object({ step: z.string(), result: z.unknown(), finishedAt: instantField })),
});
