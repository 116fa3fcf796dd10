import { z } from 'zod';
import { dateField, idField, noParams, plainLine, plainText } from '../../../shared/contracts/fields.ts';
import { changed, done } from '../../../shared/contracts/onTheDay.ts';
import type { Weekday } from '../../../shared/domain/calendar/calendarDate.ts';
import { goalWeights } from '../../../shared/domain/planning/goals.ts';
import { fixWeekdays } from '../../../shared/usecases/fixWeekdays.ts';
import { importClosingDays } from '../../../shared/usecases/importClosingDays.ts';
import { setGoals } from '../../../shared/usecases/setGoals.ts';
import { withdrawRoll } from '../../../shared/usecases/withdrawRoll.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, postEndpoint } from '../endpoint.ts';

const by = plainLine.meta({ description: 'Who does it' });
const rolls = { tag: 'rolls', query: noParams } as const;
const one = { ...rolls, params: z.object({ id: idField }) } as const;

export const plannerEndpoints: readonly Endpoint<ApiDeps>[] = [
  postEndpoint(
    {
      ...one,
      path: '/rolls/:id/withdrawal',
      operationId: 'withdrawRoll',
      summary: 'Take a published roll back from a day on; its people are planned anew the next night',
      body: z.strictObject({
        from: dateField,
        reason: plainText(4000).min(1),
        by,
        preview: z.boolean().default(false),
      }),
      response: changed.extend({ sessions: z.number().int(), people: z.number().int() }),
      status: 200,
    },
    (deps: ApiDeps, { params: { id }, body }) =>
      withdrawRoll(deps, { actor: deps.actor, rollId: id, ...body }),
  ),
  postEndpoint(
    {
      ...rolls,
      params: z.object({ owner: z.string().min(1).max(100) }),
      path: '/owners/:owner/goals',
      operationId: 'setGoals',
      summary: 'What the soft goals weigh in the plans made from a day on; a municipality by its code',
      body: z.strictObject({ weights: goalWeights, from: dateField, by }),
      response: done,
      status: 201,
    },
    async (deps: ApiDeps, { params: { owner }, body }) => {
      await setGoals(deps, { actor: deps.actor, owner, ...body });
      return { done: true as const };
    },
  ),
  postEndpoint(
    {
      ...one,
      path: '/sites/:id/weekdays',
      operationId: 'fixWeekdays',
      summary: 'The weekdays on which a site always tests (P3); 0 is Monday, all seven take it back',
      body: z.strictObject({
        weekdays: z
          .array(
            z
              .number()
              .int()
              .min(0)
              .max(6)
              .transform((day) => day as Weekday),
          )
          .min(1)
          .max(7),
        from: dateField,
        by,
      }),
      response: done,
      status: 201,
    },
    async (deps: ApiDeps, { params: { id }, body }) => {
      await fixWeekdays(deps, { actor: deps.actor, siteId: id, ...body });
      return { done: true as const };
    },
  ),
  postEndpoint(
    {
      ...rolls,
      params: noParams,
      path: '/closing-days',
      operationId: 'importClosingDays',
      summary: 'School holidays and local closing days as CSV: municipality,from,to,kind,reason',
      body: z.strictObject({ csv: z.string().max(500_000), by }),
      response: z.object({
        rows: z.number().int(),
        days: z.number().int(),
        added: z.number().int(),
      }),
      status: 200,
    },
    (deps: ApiDeps, { body: { csv, by: who } }) =>
      importClosingDays(deps, { actor: deps.actor, text: csv, by: who }),
  ),
];
