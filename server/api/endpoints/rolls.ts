import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { findRoll, listRolls, listUnplaced } from '../../../db/queries/resources/rolls.ts';
import {
  dateField,
  idField,
  municipalityField,
  noParams,
  regionField,
} from '../../../shared/contracts/fields.ts';
import { PLAN_STATES, roll, rollInFull } from '../../../shared/contracts/rolls.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

type RollRow = Awaited<ReturnType<typeof listRolls>>[number];
type Facts = Record<string, unknown>;

function rollResource(row: RollRow): z.input<typeof roll> {
  return {
    id: row.id,
    municipality: row.municipalityCode,
    organisation: row.organisationId,
    from: row.fromDate,
    to: row.toDate,
    state: row.state as z.input<typeof roll>['state'],
    sessions: row.sessionCount ?? 0,
    people: row.people ?? 0,
    // Those who may not see names are given the count by a function, all others by the rows themselves.
    unplaced: Math.max(row.unplacedCounted, row.unplacedSeen ?? 0),
    score: row.score as Facts,
    bounds: row.bounds as Facts,
    seed: row.seed,
    problemHash: row.problemHash,
    supersedes: row.supersedes,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}

export const rollEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/rolls',
      operationId: 'listRolls',
      tag: 'rolls',
      summary: 'Rolls, newest period first',
      params: noParams,
      query: z.object({
        municipality: municipalityField.optional(),
        region: regionField.optional(),
        state: z.enum(PLAN_STATES).optional(),
        on: dateField.optional().meta({ description: 'Only rolls whose period holds this day' }),
      }),
      response: z.object({ rolls: z.array(roll) }),
    },
    async ({ db, actor }: ApiDeps, { query }) => ({
      rolls: (await asTenant(db, actor, (tx) => listRolls(tx, query))).map(rollResource),
    }),
  ),
  getEndpoint(
    {
      path: '/rolls/:id',
      operationId: 'getRoll',
      tag: 'rolls',
      summary: 'One roll, with a reason for everybody without a place',
      params: z.object({ id: idField }),
      query: noParams,
      response: rollInFull,
    },
    async ({ db, actor }: ApiDeps, { params: { id } }) =>
      asTenant(db, actor, async (tx) => {
        const row = await findRoll(tx, id);
        if (!row) throw new DomainProblem('not-found', `There is no roll ${id}`);
        const reasons = (await listUnplaced(tx, id)).map(({ limitKind, ...reason }) => ({
          ...reason,
          limit: limitKind,
        }));
        return { ...rollResource(row), reasons };
      }),
  ),
];
