import type { Request, RequestHandler, Response } from 'express';
import type { VNode } from 'preact';
import { z } from 'zod';
import { DomainProblem, type DomainProblemKind } from '../../../shared/domain/problem.ts';
import { contextOf, type WebDeps } from '../endpoints/endpoint.ts';
import type { PageContext } from '../pageContext.ts';
import { sendPage } from '../render.ts';
import { type FormState, freshForm, readForm, refusedForm } from './formState.ts';
import { type Registrar, registrarOf, rememberRegistrar } from './registrar.ts';

type Params = Record<string, string>;

interface Asked<View> {
  readonly request: Request<Params>;
  readonly page: PageContext;
  readonly view: View;
}

/** A page with a form: drawn by GET, sent by POST to the same address, drawn again with its faults or left by 303. */
export interface FormPage<S extends z.ZodType, View> {
  readonly schema: S;
  /** What the page shows beside the form. @throws DomainProblem `not-found` */
  readonly load: (deps: WebDeps, request: Request<Params>) => Promise<View>;
  /** What stands in the form at first. */
  readonly initial: (
    asked: Asked<View>,
    registrar: Registrar | undefined,
  ) => Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly draw: (page: PageContext, view: View, form: FormState) => VNode;
  /** Calls the use case. Gives the address to go to (a preview gives the page that asks for confirmation). */
  readonly save: (deps: WebDeps, input: z.output<S>, asked: Asked<View>) => Promise<string | VNode>;
}

/** What a person can mend in the form. All else is a page of its own. */
const MENDABLE: readonly DomainProblemKind[] = ['invalid-input', 'refused-by-rule', 'conflict'];

export function formEndpoints<S extends z.ZodType, View>(
  deps: WebDeps,
  { schema, load, initial, draw, save }: FormPage<S, View>,
): { readonly show: RequestHandler<Params>; readonly submit: RequestHandler<Params> } {
  const ask = async (request: Request<Params>): Promise<Asked<View>> => {
    const [page, view] = await Promise.all([contextOf(deps, request as Request), load(deps, request)]);
    return { request, page, view };
  };
  return {
    show: async (request, response) => {
      const asked = await ask(request);
      const form = freshForm(initial(asked, registrarOf(request as Request)));
      sendPage(response, draw(asked.page, asked.view, form));
    },
    submit: async (request, response) => {
      const asked = await ask(request);
      const read = readForm(schema, request.body, asked.page.text);
      if ('form' in read) {
        sendPage(response, draw(asked.page, asked.view, read.form), 422);
        return;
      }
      try {
        const next = await save(deps, read.input, asked);
        remember(response, read.input);
        if (typeof next === 'string') response.redirect(303, next);
        else sendPage(response, next);
      } catch (error) {
        if (!(error instanceof DomainProblem) || !MENDABLE.includes(error.kind)) throw error;
        const form = refusedForm(request.body, error, asked.page.text);
        sendPage(response, draw(asked.page, asked.view, form), 422);
      }
    },
  };
}

const registrarFields = z.object({ registeredBy: z.string(), onBehalfOf: z.string().default('') });

/** Forms that ask who fills them in name the fields `registeredBy` and `onBehalfOf`. */
function remember(response: Response, input: unknown): void {
  const registrar = registrarFields.safeParse(input);
  if (registrar.success) rememberRegistrar(response, registrar.data);
}
