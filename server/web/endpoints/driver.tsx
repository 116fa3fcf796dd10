import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { drivenRouteView } from '../../../db/queries/views/pickups.ts';
import type { DrivenRouteView } from '../../../shared/contracts/views/pickups.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { DriverPage } from '../pages/DriverPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

const isId = (text: string) => z.uuid().safeParse(text).success;

/** What a telephone call changes; what the driver ticks off does not. */
function versionOf({ state, route }: DrivenRouteView): string {
  const stops = route.stops.map((stop) => [
    stop.id,
    stop.position,
    stop.arrivalMinute,
    stop.samples,
    stop.kits,
    stop.note,
    stop.state === 'cancelled',
  ]);
  return createHash('sha256')
    .update(JSON.stringify([state, route.endMinute, stops]))
    .digest('hex')
    .slice(0, 16);
}

export function showDriver(deps: WebDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    const view = isId(id)
      ? await deps.services.using(({ db, actor }) => asTenant(db, actor, (tx) => drivenRouteView(tx, id)))
      : null;
    if (!view) throw new DomainProblem('not-found', 'there is no such route');
    const page = await contextOf(deps, request);
    sendPage(response, <DriverPage page={page} view={view} version={versionOf(view)} />);
  };
}
