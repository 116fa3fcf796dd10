import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { findPickupList } from '../../../db/queries/resources/pickupLists.ts';
import { pickupsView } from '../../../db/queries/views/pickups.ts';
import { idField, noParams } from '../../../shared/contracts/fields.ts';
import {
  changedList,
  listChangeBody,
  tick,
  tickOutcomes,
  ticksBody,
} from '../../../shared/contracts/lists.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { PICKUP_FORMATS, pickupFormat } from '../../../shared/exports/pickups/formats.ts';
import { LANGUAGES } from '../../../shared/text/language.ts';
import { changeList } from '../../../shared/usecases/lists/changeList.ts';
import { pickupSheet } from '../../../shared/usecases/lists/pickupSheet.ts';
import { recordTicks, type Tick } from '../../../shared/usecases/lists/recordTicks.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, fileEndpoint, postEndpoint } from '../endpoint.ts';

const names = PICKUP_FORMATS.map(({ name }) => name) as [string, ...string[]];
interface FaultyTick {
  readonly key: string;
  readonly faults: { place: string; message: string }[];
}

/** One note that may not be kept must not hold back what else a telephone has to tell. */
function readTick(given: { readonly key: string }): Tick | FaultyTick {
  const { data, error } = tick.safeParse(given);
  if (data) return { ...data, at: new Date(data.at) };
  const faults = error.issues.map(({ path, message }) => ({ place: path.join('.'), message }));
  return { key: given.key, faults };
}

const NOT_TAKEN = {
  stop: null,
  outcome: 'invalid',
  state: null,
  at: null,
  by: null,
  samples: null,
} as const;

const noList = (id: string) => new DomainProblem('not-found', `There is no pickup list ${id}`);

export const listEndpoints: readonly Endpoint<ApiDeps>[] = [
  fileEndpoint(
    {
      path: '/pickup-lists/:id/files/:format',
      operationId: 'exportPickupList',
      tag: 'pickup lists',
      summary: "A day's list, or one route of it, as a file; it names no staff",
      params: z.object({ id: idField, format: z.enum(names) }),
      query: z.object({
        language: z.enum(LANGUAGES).default('da'),
        route: z.coerce.number().int().min(1).optional().meta({ description: 'Its number on the list' }),
      }),
      mediaTypes: PICKUP_FORMATS.map(({ mediaType }) => mediaType),
    },
    async ({ db, actor }: ApiDeps, { params: { id, format: name }, query }) => {
      const format = pickupFormat(name);
      const view = await asTenant(db, actor, async (tx) => {
        const row = await findPickupList(tx, id);
        return row && (await pickupsView(tx, { regionCode: row.regionCode, date: row.date }));
      });
      const sheet = view && pickupSheet(view, query);
      if (!format || !sheet) throw noList(id);
      const fileName = `podeplan-${sheet.regionCode}-${sheet.date}.${format.name}`;
      return { mediaType: format.mediaType, fileName, body: format.write(sheet) };
    },
  ),
  postEndpoint(
    {
      path: '/ticks',
      operationId: 'recordTicks',
      tag: 'pickup lists',
      summary: 'What drivers have ticked off, also what waited for coverage; a key counts once',
      params: noParams,
      query: noParams,
      body: ticksBody,
      response: tickOutcomes,
      status: 200,
    },
    async ({ db, clock, newId, actor }: ApiDeps, { body: { ticks, by } }) => {
      const read = ticks.map(readTick);
      const good = read.filter((each) => 'stop' in each);
      const outcomes = await recordTicks({ db, clock, newId }, { actor, by, ticks: good });
      const told = outcomes.map((each) => ({ ...each, at: each.at?.toISOString() ?? null, faults: [] }));
      const faulty = read.flatMap((each) => ('faults' in each ? [{ ...NOT_TAKEN, ...each }] : []));
      return { outcomes: [...told, ...faulty] };
    },
  ),
  postEndpoint(
    {
      path: '/pickup-lists/:id/changes',
      operationId: 'changePickupList',
      tag: 'pickup lists',
      summary: 'Change a list in place: what is driven stands, the rest moves as little as it must',
      params: z.object({ id: idField }),
      query: noParams,
      body: listChangeBody,
      response: changedList,
      status: 200,
    },
    async ({ db, clock, newId, actor, planPickups, travel }: ApiDeps, { params: { id }, body }) => {
      const row = await asTenant(db, actor, (tx) => findPickupList(tx, id));
      if (!row) throw noList(id);
      const changed = await changeList(
        { db, clock, newId, planPickups, travel },
        { ...body, actor, region: row.regionCode, date: row.date, preview: body.preview ?? false },
      );
      return {
        ...changed,
        moves: changed.moves.map((move) => ({ ...move })),
        leftOut: changed.leftOut.map((each) => ({ ...each })),
      };
    },
  ),
];
