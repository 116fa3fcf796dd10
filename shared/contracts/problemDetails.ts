import { z } from 'zod';

/** RFC 9457 problem details, with one fault per place where the input was wrong. */
export const problemDetails = z.object({
  type: z.string().meta({ description: 'Relative reference that names the kind of problem' }),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  faults: z.array(z.object({ place: z.string(), message: z.string() })).optional(),
});

export type ProblemDetails = z.infer<typeof problemDetails>;
