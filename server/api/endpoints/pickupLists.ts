import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import {
  findPickupList,
  listPickupLists,
  listRoutes,
  listStops,
  listUnserved,
} from '../../../db/queries/resources/pickupLists.ts';
import { dateField, idField, noParams, regionField } from '../../../shared/contracts/fields.ts';
import { PICKUP_STATES, pickupList, pickupListInFull } from '../../../shared/contracts/pickups.ts';
import { timeOf } from '../../../shared/domain/calendar/minutes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

type PlanRow = Awaited<ReturnType<typeof listPickupLists>>[number];
type StopRow = Awaited<ReturnType<typeof listStops>>[number];

function listResource({ regionCode, frozenAt, ...row }: PlanRow): z.input<typeof pickupList> {
  return {
    ...row,
    region: regionCode,
    state: row.state as z.input<typeof pickupList>['state'],
    score: row.score as Record<string, unknown>,
    frozenAt: frozenAt?.toISOString() ?? null,
  };
}

function stopResource(stop: StopRow) {
  const { siteId, siteName, address, lat, lon, arrivalMinute, departureMinute } = stop;
  return {
    position: stop.position,
    site: { id: siteId, name: siteName, address, lat, lon },
    pickupPoint: stop.pickupPoint,
    arrival: timeOf(arrivalMinute),
    departure: timeOf(departureMinute),
    samples: stop.samples,
    kits: stop.kits,
    state: stop.state,
  };
}

export const pickupListEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/pickup-lists',
      operationId: 'listPickupLists',
      tag: 'pickup lists',
      summary: 'Pickup lists by day',
      params: noParams,
      query: z.object({
        region: regionField.optional(),
        on: dateField.optional(),
        state: z.enum(PICKUP_STATES).optional(),
      }),
      response: z.object({ pickupLists: z.array(pickupList) }),
    },
    async ({ db, actor }: ApiDeps, { query }) => ({
      pickupLists: (await asTenant(db, actor, (tx) => listPickupLists(tx, query))).map(listResource),
    }),
  ),
  getEndpoint(
    {
      path: '/pickup-lists/:id',
      operationId: 'getPickupList',
      tag: 'pickup lists',
      summary: 'One pickup list: its routes with their stops, and what is not served',
      params: z.object({ id: idField }),
      query: noParams,
      response: pickupListInFull,
    },
    async ({ db, actor }: ApiDeps, { params: { id } }) =>
      asTenant(db, actor, async (tx) => {
        const row = await findPickupList(tx, id);
        if (!row) throw new DomainProblem('not-found', `There is no pickup list ${id}`);
        const [routes, stops, unserved] = [
          await listRoutes(tx, id),
          await listStops(tx, id),
          await listUnserved(tx, id),
        ];
        return {
          ...listResource(row),
          plan: routes.map(({ id: routeId, startMinute, endMinute, ...route }) => ({
            ...route,
            start: timeOf(startMinute),
            end: timeOf(endMinute),
            stops: stops.filter((stop) => stop.routeId === routeId).map(stopResource),
          })),
          unserved: unserved.map(({ siteId, siteName, limitKind, ...rest }) => ({
            ...rest,
            site: { id: siteId, name: siteName },
            limit: limitKind,
          })),
        };
      }),
  ),
];
