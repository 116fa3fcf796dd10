import { z } from 'zod';
import { dateField, noParams, regionField } from '../../../shared/contracts/fields.ts';
import { monthlyStatement } from '../../../shared/usecases/lists/statement.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2020-09');

export const statementEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/regions/:code/statements/:month',
      operationId: 'getStatement',
      tag: 'pickup lists',
      summary: 'Stops, kilometres and hours per municipality of a month, at dated rates; no bill',
      params: z.object({ code: regionField, month }),
      query: noParams,
      response: z.object({
        region: regionField,
        month,
        from: dateField,
        to: dateField,
        rows: z.array(
          z.object({
            municipality: z.string(),
            name: z.string(),
            stops: z.int(),
            samples: z.int(),
            kits: z.int(),
            km: z.number(),
            hours: z.number(),
            cost: z.number().meta({ description: 'DKK, by the rates of each day' }),
          }),
        ),
        rates: z.array(
          z.object({ operator: z.string(), from: dateField, hourlyRate: z.number(), kmRate: z.number() }),
        ),
      }),
    },
    async ({ db, clock, actor }: ApiDeps, { params }) => {
      const { rows, rates, ...about } = await monthlyStatement(
        { db, clock },
        { actor, region: params.code, month: params.month },
      );
      return { ...about, rows: [...rows], rates: [...rates] };
    },
  ),
];
