import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { findOrganisation } from '../../../db/queries/views/owners.ts';
import { dateField, idField, noParams, plainLine, timeField } from '../../../shared/contracts/fields.ts';
import { changed } from '../../../shared/contracts/onTheDay.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { addSession } from '../../../shared/usecases/addSession.ts';
import { draftRoll } from '../../../shared/usecases/draftRoll.ts';
import { allottedRolls } from '../../../shared/usecases/plansDue.ts';
import { publishRoll } from '../../../shared/usecases/publishRoll.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, postEndpoint } from '../endpoint.ts';

const by = plainLine.meta({ description: 'Who does it' });
const rolls = { tag: 'rolls', query: noParams } as const;
const seed = z.number().int().min(0).default(1).meta({ description: 'The same seed gives the same plan' });

const drafted = z.object({
  rollId: idField,
  owner: z.string(),
  placed: z.number().int(),
  unplaced: z.number().int(),
  testDays: z.number().int(),
  raised: z.boolean().meta({ description: "The quota was raised from the laboratory's reserve" }),
});

/** P3: planned as people work, and published once the checker has nothing against it. */
export const planRollEndpoints: readonly Endpoint<ApiDeps>[] = [
  postEndpoint(
    {
      ...rolls,
      params: z.object({ owner: z.string().min(1).max(100) }),
      path: '/owners/:owner/drafts',
      operationId: 'draftRoll',
      summary:
        'Plan an owner’s next roll inside what the region has allotted, from scratch or as last time (P3); a draft for the same days is replaced',
      body: z.strictObject({
        copyLast: z
          .boolean()
          .default(false)
          .meta({ description: 'Weekdays, windows and times as last time' }),
        keep: z
          .array(idField)
          .optional()
          .meta({ description: 'Sessions typed by hand into the draft that stay; absent: all' }),
        seed,
      }),
      response: drafted,
      status: 201,
    },
    async (deps: ApiDeps, { params: { owner }, body: { copyLast, keep, seed: chosen } }) => {
      const on = wallClock(deps.clock.now()).date;
      const municipality = /^\d{4}$/.test(owner) ? owner : await municipalityOf(deps, owner);
      const found = (await allottedRolls(deps, { on, municipality })).find((roll) => roll.owner === owner);
      if (!found) throw new DomainProblem('not-found', `No test days have been allotted to ${owner}`);
      return draftRoll(deps, { ...found, on, runId: null, seed: chosen, wanted: { copyLast, keep } });
    },
  ),
  postEndpoint(
    {
      ...rolls,
      params: z.object({ id: idField }),
      path: '/rolls/:id/sessions',
      operationId: 'addSession',
      summary:
        'A session typed by hand (P3): all faults at once, else a draft is planned anew around it; in a published roll it stands at once',
      body: z.strictObject({
        site: idField,
        window: idField,
        date: dateField,
        start: timeField
          .transform(minutesOf)
          .optional()
          .meta({ description: 'HH:MM; absent: when the window opens' }),
        swabbers: z.array(idField).min(1).max(50).meta({ description: 'One for each lane' }),
        by,
        preview: z
          .boolean()
          .default(false)
          .meta({ description: 'Only the checker’s word; nothing is written' }),
      }),
      response: z.object({
        rollId: idField.meta({ description: 'Of a draft: the new one' }),
        sessionId: idField.nullable(),
        drafted: drafted.nullable(),
        concerned: changed.shape.concerned,
      }),
      status: 201,
    },
    (deps: ApiDeps, { params: { id }, body: { by: who, preview, ...session } }) =>
      addSession(deps, { actor: deps.actor, rollId: id, session, by: who, preview }),
  ),
  postEndpoint(
    {
      ...rolls,
      params: z.object({ id: idField }),
      path: '/rolls/:id/publication',
      operationId: 'publishRoll',
      summary: 'Publish a roll whose test days are agreed and which the checker does not fault',
      body: z.strictObject({ by }),
      response: z.object({ rollId: idField, sessions: z.number().int(), people: z.number().int() }),
      status: 201,
    },
    (deps: ApiDeps, { params: { id }, body }) =>
      publishRoll(deps, { rollId: id, on: wallClock(deps.clock.now()).date, by: body.by }),
  ),
];

async function municipalityOf({ db, actor }: ApiDeps, owner: string): Promise<string> {
  const found = await asTenant(db, actor, (tx) => findOrganisation(tx, owner));
  if (!found) throw new DomainProblem('not-found', `There is no organisation ${owner}`);
  return found.municipality;
}
