import { z } from 'zod';
import { dateField, idField, noParams } from '../../../shared/contracts/fields.ts';
import { compareScenario } from '../../../shared/usecases/compareScenario.ts';
import { whySession } from '../../../shared/usecases/whySession.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint, postEndpoint } from '../endpoint.ts';

const tag = 'rolls';

const load = z.object({ lab: z.string(), when: z.string(), samples: z.number(), capacity: z.number() });
const measures = z.object({
  people: z.number(),
  placed: z.number(),
  unplaced: z.number(),
  testDays: z.number(),
  sessions: z.number(),
  km: z.number(),
  labPeakRatio: z.number(),
  weekPeakRatio: z.number(),
  swabbingHours: z.number(),
  daily: z.array(load).readonly(),
  weekly: z.array(load).readonly(),
  swabbing: z.array(z.object({ site: z.string(), shift: z.string(), hours: z.number() })).readonly(),
});

const goals = z.object({
  siteDays: z.number(),
  sessions: z.number(),
  km: z.number(),
  moved: z.number(),
  cost: z.number(),
  labPeakRatio: z.number(),
  weekPeakRatio: z.number(),
});

/** Questions about rolls as they stand; none of them changes anything. */
export const questionEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/sessions/:id/why',
      operationId: 'whySession',
      tag,
      summary: 'Why a session is on its day: what every other day would cost, or which rules forbid it',
      params: z.object({ id: idField }),
      query: noParams,
      response: z.object({
        id: idField,
        siteId: idField,
        siteName: z.string(),
        date: dateField,
        start: z.number().int(),
        end: z.number().int(),
        municipality: z.string(),
        people: z.number().int(),
        alternatives: z
          .array(
            z.object({
              date: dateField,
              broken: z.array(z.object({ rule: z.string(), times: z.number().int() })).readonly(),
              change: goals.nullable(),
            }),
          )
          .readonly(),
      }),
    },
    (deps: ApiDeps, { params: { id } }) => whySession(deps, { actor: deps.actor, sessionId: id }),
  ),
  postEndpoint(
    {
      path: '/rolls/:id/what-if',
      operationId: 'compareScenario',
      tag,
      summary: 'A scenario copy of a roll planned beside the real one and compared; nothing is written',
      params: z.object({ id: idField }),
      query: noParams,
      body: z.strictObject({
        red: dateField.optional().meta({ description: 'The municipality is decided red on this day' }),
        laboratoryPercent: z.number().int().min(0).max(200).optional(),
        lanesFewer: z.strictObject({ site: idField, lanes: z.number().int().min(1).max(20) }).optional(),
        closed: dateField.optional().meta({ description: 'A day on which nobody can be tested' }),
        seed: z.number().int().min(0).default(1),
      }),
      response: z.object({
        rollId: idField,
        changes: z.array(z.string()).readonly(),
        real: measures,
        scenario: measures,
        moved: z.number().int().meta({ description: 'People with a time who would get another one' }),
      }),
      status: 200,
    },
    (deps: ApiDeps, { params: { id }, body: { seed, ...supposed } }) =>
      compareScenario(deps, { actor: deps.actor, rollId: id, supposed, seed }),
  ),
];
