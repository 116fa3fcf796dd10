import type { RequestHandler } from 'express';
import { z } from 'zod';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { languageOf } from '../requests.ts';
import { urlsIn } from '../urls.ts';
import type { WebDeps } from './endpoint.ts';

const form = z.object({
  step: z.enum(['day', 'wednesday']),
  /** The page on which the button stood; only an address of our own is gone back to. */
  from: z
    .string()
    .regex(/^\/(da|en)\/[\w/-]*$/)
    .optional(),
});

/** Lets the demo's day pass, then goes back to where the button was pressed. */
export function stepDemo({ services }: WebDeps): RequestHandler {
  return async (request, response) => {
    if (!services.stepDemoClock) throw new DomainProblem('not-found', 'there is no demo here');
    const sent = form.safeParse(request.body);
    if (!sent.success) throw new DomainProblem('invalid-input', 'the form is not complete');
    await services.stepDemoClock(sent.data.step);
    response.redirect(303, sent.data.from ?? urlsIn(languageOf(request)).country());
  };
}
