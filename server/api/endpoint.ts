import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { DomainProblem, type Fault } from '../../shared/domain/problem.ts';
import { comesFromElsewhere } from '../access/ownOrigin.ts';

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

/** A write says also what it takes, and what its success is called. */
export interface WriteContract<
  P extends Shape,
  Q extends Shape,
  B extends z.ZodType,
  R extends z.ZodType,
> extends EndpointContract<P, Q, R> {
  readonly body: B;
  /** 201: something has been recorded. 200: nothing was (a preview), or what was there has changed. */
  readonly status: 200 | 201;
}

export interface Endpoint<Deps> {
  readonly method: 'get' | 'post';
  readonly contract: EndpointContract<Shape, Shape, z.ZodType> & {
    readonly body?: z.ZodType;
    readonly status?: 200 | 201;
    /** Of a file; absent: JSON. */
    readonly mediaTypes?: readonly string[];
  };
  readonly answer: (deps: Deps, request: Request) => Promise<unknown>;
  /** Absent: JSON. */
  readonly send?: (answer: unknown, response: Response) => Promise<void>;
}

/** A file on its way out. */
export interface SentFile {
  readonly mediaType: string;
  readonly fileName: string;
  readonly body: Readable;
}

/** Every part of the request against its schema; the faults of all parts are told at once. */
function parseParts<Parts extends Record<string, { schema: z.ZodType; given: unknown }>>(
  parts: Parts,
): { [K in keyof Parts]: z.output<Parts[K]['schema']> } {
  const faults: Fault[] = [];
  const parsed = Object.entries(parts).map(([where, { schema, given }]) => {
    const outcome = schema.safeParse(given);
    for (const { path, message } of outcome.error?.issues ?? []) {
      faults.push({ place: [where, ...path].join('.'), message });
    }
    return [where, outcome.data] as const;
  });
  if (faults.length > 0) throw new DomainProblem('invalid-input', 'The request breaks its schema', faults);
  return Object.fromEntries(parsed) as { [K in keyof Parts]: z.output<Parts[K]['schema']> };
}

/** A GET endpoint: input is validated before `load` sees it, output before anybody else does. */
export function getEndpoint<Deps, P extends Shape, Q extends Shape, R extends z.ZodType>(
  contract: EndpointContract<P, Q, R>,
  load: (deps: Deps, input: { params: z.output<P>; query: z.output<Q> }) => Promise<z.input<R>>,
): Endpoint<Deps> {
  return {
    method: 'get',
    contract,
    answer: async (deps, request) => {
      const input = parseParts({
        path: { schema: contract.params, given: request.params },
        query: { schema: contract.query, given: request.query },
      });
      return contract.response.parse(await load(deps, { params: input.path, query: input.query }));
    },
  };
}

/** A GET endpoint that gives a file. */
export function fileEndpoint<Deps, P extends Shape, Q extends Shape>(
  contract: Omit<EndpointContract<P, Q, z.ZodType>, 'response'> & { readonly mediaTypes: readonly string[] },
  load: (deps: Deps, input: { params: z.output<P>; query: z.output<Q> }) => Promise<SentFile>,
): Endpoint<Deps> {
  return {
    method: 'get',
    contract: { ...contract, response: z.string() },
    answer: async (deps, request) => {
      const input = parseParts({
        path: { schema: contract.params, given: request.params },
        query: { schema: contract.query, given: request.query },
      });
      return load(deps, { params: input.path, query: input.query });
    },
    send: (answer, response) => sendFile(answer as SentFile, response),
  };
}

async function sendFile({ mediaType, fileName, body }: SentFile, response: Response): Promise<void> {
  response.attachment(fileName).set('Content-Type', mediaType).set('Cache-Control', 'no-store');
  await pipeline(body, response);
}

/** A POST endpoint: one use case, with a JSON body. What a rule refuses comes out as its problem, with every fault. */
export function postEndpoint<
  Deps,
  P extends Shape,
  Q extends Shape,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  contract: WriteContract<P, Q, B, R>,
  save: (
    deps: Deps,
    input: { params: z.output<P>; query: z.output<Q>; body: z.output<B> },
  ) => Promise<z.input<R>>,
): Endpoint<Deps> {
  return {
    method: 'post',
    contract,
    answer: async (deps, request) => {
      const input = parseParts({
        path: { schema: contract.params, given: request.params },
        query: { schema: contract.query, given: request.query },
        body: { schema: contract.body, given: request.body as unknown },
      });
      const { path: params, query, body } = input;
      return contract.response.parse(await save(deps, { params, query, body }));
    },
  };
}

/** Only JSON, and not from a foreign page: a browser asks before it sends JSON across sites, and we never say yes. */
const writesOnly: RequestHandler = (request, _response, next) => {
  if (comesFromElsewhere(request)) {
    throw new DomainProblem('refused-by-rule', 'The request was sent by a page of another site');
  }
  if (!request.is('application/json')) {
    throw new DomainProblem('invalid-input', 'The request breaks its schema', [
      { place: 'header.content-type', message: 'expected application/json' },
    ]);
  }
  next();
};

export function endpointRouter<Deps>(endpoints: readonly Endpoint<Deps>[], deps: Deps): Router {
  const router = Router();
  const readBody = express.json({ limit: '1mb' });
  for (const { method, contract, answer, send } of endpoints) {
    const { path, status = 200 } = contract;
    const respond: RequestHandler = async (request, response) => {
      const given = await answer(deps, request);
      if (send) await send(given, response);
      else response.status(status).json(given);
    };
    if (method === 'get') router.get(path, respond);
    else router.post(path, writesOnly, readBody, respond);
  }
  const methods = Map.groupBy(endpoints, ({ contract }) => contract.path);
  for (const [path, own] of methods) {
    const allowed = own.map(({ method }) => (method === 'get' ? 'GET, HEAD' : 'POST'));
    router.all(path, (_request, response) => {
      response.set('Allow', allowed.join(', ')).sendStatus(405);
    });
  }
  return router;
}
