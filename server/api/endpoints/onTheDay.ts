import { z } from 'zod';
import { idField, noParams } from '../../../shared/contracts/fields.ts';
import {
  cancelBody,
  changeBody,
  changed,
  coverBody,
  coveredDay,
  daySession,
  documentBody,
  done,
  keyPersonBody,
  told,
  toldBody,
} from '../../../shared/contracts/onTheDay.ts';
import { cancelSession } from '../../../shared/usecases/cancelSession.ts';
import { changeSession } from '../../../shared/usecases/changeSession.ts';
import { confirmSession } from '../../../shared/usecases/confirmSession.ts';
import { coverSwabber } from '../../../shared/usecases/coverSwabber.ts';
import { nameKeyPerson } from '../../../shared/usecases/nameKeyPerson.ts';
import { showDaySession } from '../../../shared/usecases/showDaySession.ts';
import { tellPeople } from '../../../shared/usecases/tellPeople.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint, postEndpoint } from '../endpoint.ts';

const common = { tag: 'sessions', query: noParams } as const;
const one = { ...common, params: z.object({ id: idField }) } as const;

export const onTheDayEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      ...one,
      path: '/sessions/:id/day',
      operationId: 'getSessionOnTheDay',
      summary: 'An agreed session with its lines, free times, and who could come or swab instead (P7)',
      response: daySession,
    },
    (deps: ApiDeps, { params: { id } }) => showDaySession(deps, { actor: deps.actor, sessionId: id }),
  ),
  postEndpoint(
    {
      ...common,
      params: noParams,
      path: '/session-changes',
      operationId: 'changeSession',
      summary: 'Swap, move, fill, name, another swabber or drop-in places within agreed sessions (P7)',
      body: changeBody,
      response: changed,
      status: 200,
    },
    (deps: ApiDeps, { body }) => changeSession(deps, { actor: deps.actor, ...body }),
  ),
  postEndpoint(
    {
      ...one,
      path: '/swabbers/:id/cover',
      operationId: 'coverSwabber',
      summary: 'A swabber cannot come: another one serves, or the people go to the nearest free times (P7)',
      body: coverBody,
      response: coveredDay,
      status: 200,
    },
    (deps: ApiDeps, { params: { id }, body }) =>
      coverSwabber(deps, { actor: deps.actor, swabber: id, ...body }),
  ),
  postEndpoint(
    {
      ...one,
      path: '/sessions/:id/cancellation',
      operationId: 'cancelSession',
      summary: 'No samples today: until the hour that the policy sets (P7)',
      body: cancelBody,
      response: changed,
      status: 200,
    },
    (deps: ApiDeps, { params: { id }, body }) =>
      cancelSession(deps, { actor: deps.actor, sessionId: id, ...body }),
  ),
  postEndpoint(
    {
      ...one,
      path: '/sessions/:id/document',
      operationId: 'confirmSession',
      summary: 'Who performed the swabs, and how many came, never who (R43, A12)',
      body: documentBody,
      response: done,
      status: 201,
    },
    async (deps: ApiDeps, { params: { id }, body }) => {
      await confirmSession(deps, { actor: deps.actor, sessionId: id, ...body });
      return { done: true as const };
    },
  ),
  postEndpoint(
    {
      ...one,
      path: '/sessions/:id/key-person',
      operationId: 'nameKeyPerson',
      summary: 'Who keeps the register during a session; an empty name takes it back (R42)',
      body: keyPersonBody,
      response: done,
      status: 200,
    },
    async (deps: ApiDeps, { params: { id }, body }) => {
      await nameKeyPerson(deps, { actor: deps.actor, sessionId: id, ...body });
      return { done: true as const };
    },
  ),
  postEndpoint(
    {
      ...common,
      params: noParams,
      path: '/told',
      operationId: 'tellPeople',
      summary: 'Ticks off people who have been told of a change',
      body: toldBody,
      response: told,
      status: 200,
    },
    async (deps: ApiDeps, { body }) => ({ told: await tellPeople(deps, { actor: deps.actor, ...body }) }),
  ),
];
