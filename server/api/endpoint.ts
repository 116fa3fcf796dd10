import { type Request, Router } from 'express';
import type { z } from 'zod';
import { DomainProblem, type Fault } from '../../shared/domain/problem.ts';

type Shape = z.ZodObject;

/** What an endpoint says of itself: the router, the validation and the OpenAPI document all come from this. */
export interface EndpointContract<P extends Shape, Q extends Shape, R extends z.ZodType> {
  /** Express style, below `/api/v1`: `/rolls/:id`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly response: R;
}

export interface Endpoint<Deps> {
  readonly contract: EndpointContract<Shape, Shape, z.ZodType>;
  readonly answer: (deps: Deps, request: Request) => Promise<unknown>;
}

function faultsOf(where: 'path' | 'query', error: z.ZodError): Fault[] {
  return error.issues.map((issue) => ({ place: [where, ...issue.path].join('.'), message: issue.message }));
}

function parseBoth<P extends Shape, Q extends Shape>(
  { params, query }: { params: P; query: Q },
  request: Request,
): { params: z.output<P>; query: z.output<Q> } {
  const parsedParams = params.safeParse(request.params);
  const parsedQuery = query.safeParse(request.query);
  if (parsedParams.success && parsedQuery.success)
    return { params: parsedParams.data, query: parsedQuery.data };
  throw new DomainProblem('invalid-input', 'The request breaks its schema', [
    ...(parsedParams.success ? [] : faultsOf('path', parsedParams.error)),
    ...(parsedQuery.success ? [] : faultsOf('query', parsedQuery.error)),
  ]);
}

/** A GET endpoint: input is validated before `load` sees it, output before anybody else does. */
export function getEndpoint<Deps, P extends Shape, Q extends Shape, R extends z.ZodType>(
  contract: EndpointContract<P, Q, R>,
  load: (deps: Deps, input: { params: z.output<P>; query: z.output<Q> }) => Promise<z.input<R>>,
): Endpoint<Deps> {
  return {
    contract,
    answer: async (deps, request) => contract.response.parse(await load(deps, parseBoth(contract, request))),
  };
}

export function endpointRouter<Deps>(endpoints: readonly Endpoint<Deps>[], deps: Deps): Router {
  const router = Router();
  for (const { contract, answer } of endpoints) {
    router.get(contract.path, async (request, response) => {
      response.json(await answer(deps, request));
    });
    router.all(contract.path, (_request, response) => {
      response.set('Allow', 'GET, HEAD').sendStatus(405);
    });
  }
  return router;
}
