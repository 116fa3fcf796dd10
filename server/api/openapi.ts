import { z } from 'zod';
import { problemDetails } from '../../shared/contracts/problemDetails.ts';
import type { Endpoint } from './endpoint.ts';

type JsonSchema = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const schemaWithDialect: JsonSchema = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  // The document names its dialect once; OpenAPI 3.1 is 2020-12 throughout.
  return Object.fromEntries(Object.entries(schemaWithDialect).filter(([key]) => key !== '$schema'));
}

function parametersOf(shape: z.ZodObject, where: 'path' | 'query'): JsonSchema[] {
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

/** JSON, or a file in each of its media types. */
function contentOf({ response, mediaTypes }: Endpoint<never>['contract']): JsonSchema {
  if (!mediaTypes) return { 'application/json': { schema: schemaOf(response, 'output') } };
  return Object.fromEntries(mediaTypes.map((type): [string, JsonSchema] => [type.split(';')[0] ?? type, {}]));
}

function operationOf({ contract }: Endpoint<never>): JsonSchema {
  const problem = {
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    operationId: contract.operationId,
    tags: [contract.tag],
    summary: contract.summary,
    parameters: [...parametersOf(contract.params, 'path'), ...parametersOf(contract.query, 'query')],
    ...(contract.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(contract.body, 'input') } },
          },
        }),
    responses: {
      [contract.status ?? 200]: {
        description: contract.summary,
        content: contentOf(contract),
      },
      400: { description: 'The request breaks its schema', ...problem },
      ...(contract.path.includes(':') ? { 404: { description: 'There is no such thing', ...problem } } : {}),
      ...(contract.body === undefined
        ? {}
        : {
            409: { description: 'It is true already, or changed meanwhile', ...problem },
            422: { description: 'A rule says no, with every reason', ...problem },
          }),
    },
  };
}

/** OpenAPI 3.1 from the same list that the router is built of, so the two cannot drift apart. */
export function openApiDocument(endpoints: readonly Endpoint<never>[], version: string): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Podeplan',
      version,
      summary:
        'Systematic COVID testing of care staff in Denmark: colours, rolls, sessions, pickup lists, runs',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/api/v1' }],
    paths: Object.fromEntries(
      [...Map.groupBy(endpoints, ({ contract }) => contract.path)].map(([path, own]) => [
        path.replaceAll(/:(\w+)/g, '{$1}'),
        Object.fromEntries(own.map((endpoint) => [endpoint.method, operationOf(endpoint)])),
      ]),
    ),
    components: { schemas: { Problem: schemaOf(problemDetails, 'output') } },
  };
}
