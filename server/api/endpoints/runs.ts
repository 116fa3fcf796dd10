import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { findRun, listRuns, listRunSteps } from '../../../db/queries/resources/runs.ts';
import { idField, noParams } from '../../../shared/contracts/fields.ts';
import { run, RUN_STATES, runInFull } from '../../../shared/contracts/runs.ts';
import { readRunNote } from '../../../shared/contracts/runNotes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { sayRunNote } from '../../../shared/text/runNote.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

type RunRow = Awaited<ReturnType<typeof listRuns>>[number];

const messageOf = (message: string | null) => {
  const note = readRunNote(message);
  return note === null ? null : sayRunNote(note, 'en');
};

function runResource(row: RunRow): z.input<typeof run> {
  return {
    id: row.id,
    kind: row.kind,
    for: row.forDate,
    region: row.regionCode,
    step: row.step,
    state: row.state as z.input<typeof run>['state'],
    progress: row.progress,
    message: messageOf(row.message),
    seed: row.seed,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export const runEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/runs',
      operationId: 'listRuns',
      tag: 'runs',
      summary: 'Planning runs, newest first',
      params: noParams,
      query: z.object({
        kind: z.string().optional(),
        state: z.enum(RUN_STATES).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
      }),
      response: z.object({ runs: z.array(run) }),
    },
    async ({ db, actor }: ApiDeps, { query }) => ({
      runs: (await asTenant(db, actor, (tx) => listRuns(tx, query))).map(runResource),
    }),
  ),
  getEndpoint(
    {
      path: '/runs/:id',
      operationId: 'getRun',
      tag: 'runs',
      summary: 'One planning run with the steps it has taken',
      params: z.object({ id: idField }),
      query: noParams,
      response: runInFull,
    },
    async ({ db, actor }: ApiDeps, { params: { id } }) =>
      asTenant(db, actor, async (tx) => {
        const row = await findRun(tx, id);
        if (!row) throw new DomainProblem('not-found', `There is no run ${id}`);
        const steps = (await listRunSteps(tx, id)).map((step) => ({
          ...step,
          finishedAt: step.finishedAt.toISOString(),
        }));
        return { ...runResource(row), steps };
      }),
  ),
];
