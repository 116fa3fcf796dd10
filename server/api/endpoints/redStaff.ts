import { z } from 'zod';
import { dateField, municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import { redStaff } from '../../../shared/contracts/redStaff.ts';
import { listRedStaff } from '../../../shared/usecases/listRedStaff.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

export const redStaffEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/municipalities/:code/red-staff',
      operationId: 'listRedStaff',
      tag: 'colours',
      summary: 'Which staff are red and why, by site and mobile team; names as far as the asker may see them',
      params: z.object({ code: municipalityField }),
      query: noParams.extend({ on: dateField.optional().meta({ description: 'Default: today' }) }),
      response: redStaff,
    },
    async ({ db, clock, actor }: ApiDeps, { params: { code }, query: { on } }) => {
      const { decided, places, ...view } = await listRedStaff(
        { db, clock },
        { actor, municipality: code, on },
      );
      return {
        ...view,
        decidedColour: decided.colour,
        decidedScope: decided.partial ? ('partial' as const) : ('whole' as const),
        places: places.map(({ staff, ...place }) => ({ ...place, staff: [...staff] })),
      };
    },
  ),
];
