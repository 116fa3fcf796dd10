import { z } from 'zod';

/** RFC 9457 problem details, with one fault per place where the input was wrong. */
export const problemDetails = z.object({
  type: z.string().meta({ description: 'Relative reference that names the kind of problem' }),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  faults: z
    .array(
      z.object({
        place: z.string(),
        message: z.string(),
        code: z.string().optional().meta({ description: 'Names the rule, where it has a name' }),
        facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
});

export type ProblemDetails = z.infer<typeof problemDetails>;
