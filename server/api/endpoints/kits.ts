import { z } from 'zod';
import { dateField, idField, noParams, regionField } from '../../../shared/contracts/fields.ts';
import { timeOf } from '../../../shared/domain/calendar/minutes.ts';
import { kitOutlook } from '../../../shared/usecases/lists/kitOutlook.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

const site = z.object({
  site: idField,
  name: z.string(),
  municipality: z.string(),
  stock: z.int().meta({ description: 'In the evening of today' }),
  days: z.array(z.object({ date: dateField, brought: z.int(), used: z.int(), balance: z.int() })),
  shortages: z.array(
    z.object({
      session: idField,
      date: dateField,
      start: z.string(),
      missing: z.int(),
      mend: z
        .object({ date: dateField, stop: idField.nullable() })
        .nullable()
        .meta({ description: 'The stop before it that would mend it; stop null: a new one; null: too late' }),
    }),
  ),
});

export const kitEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/regions/:code/kits',
      operationId: 'getKits',
      tag: 'pickup lists',
      summary: 'Kits per site and day for two weeks, and the sessions that would lack some (R46)',
      params: z.object({ code: regionField }),
      query: noParams,
      response: z.object({ today: dateField, to: dateField, sites: z.array(site) }),
    },
    async ({ db, clock, actor }: ApiDeps, { params }) => {
      const { sites, ...span } = await kitOutlook({ db, clock }, { actor, region: params.code });
      return {
        ...span,
        sites: sites.map(({ days, shortages, ...rest }) => ({
          ...rest,
          days: [...days],
          shortages: shortages.map(({ start, ...shortage }) => ({ ...shortage, start: timeOf(start) })),
        })),
      };
    },
  ),
];
