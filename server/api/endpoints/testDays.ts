import { z } from 'zod';
import {
  dateField,
  idField,
  municipalityField,
  noParams,
  regionField,
} from '../../../shared/contracts/fields.ts';
import { done } from '../../../shared/contracts/onTheDay.ts';
import { agreeTestDays } from '../../../shared/usecases/agreeTestDays.ts';
import { answerTestDays } from '../../../shared/usecases/answerTestDays.ts';
import { showOtherDays } from '../../../shared/usecases/showOtherDays.ts';
import { showTestDays } from '../../../shared/usecases/showTestDays.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint, postEndpoint } from '../endpoint.ts';

const by = z.string().trim().min(1).max(200).meta({ description: 'Who does it' });
const tag = 'test days';

const testDay = z.object({
  id: idField,
  allotmentId: idField,
  allotmentState: z.enum(['proposed', 'agreed', 'superseded']),
  municipality: z.string(),
  municipalityName: z.string(),
  owner: z.string(),
  ownerName: z.string(),
  siteId: idField,
  siteName: z.string(),
  date: dateField,
  people: z.number().int(),
  state: z.enum(['proposed', 'answered', 'agreed', 'withdrawn']),
  answer: z.enum(['accepted', 'other-day']).nullable(),
  wishedDate: dateField.nullable(),
  answeredBy: z.string().nullable(),
  answeredOnBehalfOf: z.string().nullable(),
  wishedLoad: z.number().int().nullable(),
  wishedCapacity: z.number().int().nullable(),
});

const otherDay = z.object({
  date: dateField,
  load: z.number().int().meta({ description: 'Samples at the laboratory, this test day among them' }),
  capacity: z.number(),
  left: z
    .number()
    .int()
    .meta({ description: 'Of the organisation’s quota and reserve, before this test day' }),
  km: z.number().meta({ description: 'Kilometres of the routes of both days, more or fewer than now' }),
  fits: z.boolean(),
});

export const testDayEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/regions/:code/test-days',
      operationId: 'listTestDays',
      tag,
      summary: 'The newest allotment of a region with every answer, in counts (R34)',
      params: z.object({ code: regionField }),
      query: z.object({ municipality: municipalityField.optional() }),
      response: z.object({ testDays: z.array(testDay).readonly() }),
    },
    async (deps: ApiDeps, { params: { code }, query: { municipality } }) => ({
      testDays: await showTestDays(deps, { actor: deps.actor, region: code, municipality }),
    }),
  ),
  getEndpoint(
    {
      path: '/test-days/:id/other-days',
      operationId: 'listOtherDays',
      tag,
      summary: 'On which days a test day could lie instead, with the effect on laboratory, quota and routes',
      params: z.object({ id: idField }),
      query: noParams,
      response: z.object({ days: z.array(otherDay).readonly() }),
    },
    async (deps: ApiDeps, { params: { id } }) => {
      const { days } = await showOtherDays(deps, { actor: deps.actor, testDayId: id });
      return { days };
    },
  ),
  postEndpoint(
    {
      path: '/allotments/:id/answers',
      operationId: 'answerTestDays',
      tag,
      summary:
        'Accept test days (all, or those of some sites), or wish other days; also on the other’s behalf',
      params: z.object({ id: idField }),
      query: noParams,
      body: z.strictObject({
        sites: z.array(idField).optional().meta({ description: 'Accepted; absent: everybody’s' }),
        otherDays: z
          .array(
            z.strictObject({
              testDayId: idField,
              wished: dateField,
              note: z.string().trim().max(4000).default(''),
            }),
          )
          .default([]),
        by,
        onBehalfOf: by,
      }),
      response: done,
      status: 201,
    },
    async (deps: ApiDeps, { params: { id }, body: { sites, ...body } }) => {
      await answerTestDays(deps, { allotmentId: id, ...body, ...(sites === undefined ? {} : { sites }) });
      return { done: true as const };
    },
  ),
  postEndpoint(
    {
      path: '/allotments/:id/agreement',
      operationId: 'agreeTestDays',
      tag,
      summary: 'The region agrees to the test days as they were answered',
      params: z.object({ id: idField }),
      query: noParams,
      body: z.strictObject({ region: regionField, by }),
      response: done,
      status: 201,
    },
    async (deps: ApiDeps, { params: { id }, body }) => {
      await agreeTestDays(deps, { allotmentId: id, ...body });
      return { done: true as const };
    },
  ),
];
