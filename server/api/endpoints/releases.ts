import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { lastAsked } from '../../../db/queries/fetches.ts';
import { listReleases, type ReleaseRow } from '../../../db/queries/releases.ts';
import { releaseView } from '../../../db/queries/views/releases.ts';
import { idField, noParams } from '../../../shared/contracts/fields.ts';
import {
  figuresState,
  judgedRelease,
  judgementBody,
  release,
  RELEASE_STATES,
  releaseInFull,
} from '../../../shared/contracts/releases.ts';
import type { ReleaseView } from '../../../shared/contracts/views/releases.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { judgeRelease } from '../../../shared/usecases/judgeRelease.ts';
import { watchFigures } from '../../../shared/usecases/watchFigures.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint, postEndpoint } from '../endpoint.ts';

const params = z.object({ id: idField });

function resource(
  row: Pick<ReleaseRow, Exclude<keyof z.input<typeof release>, 'doubts'>>,
  doubts: ReleaseRow['findings'],
): z.input<typeof release> {
  const { id, releasedOn, knownOn, sequence, source, state, judgedBy, judgement } = row;
  return {
    ...{ id, releasedOn, knownOn, sequence, source, state, judgedBy, judgement },
    fetchedAt: row.fetchedAt.toISOString(),
    judgedAt: row.judgedAt?.toISOString() ?? null,
    doubts: doubts.map(({ check, message, facts }) => ({ check, message, facts })),
  };
}

function inFull(view: ReleaseView): z.input<typeof releaseInFull> {
  return {
    ...resource(view, view.doubts),
    lastSampleDate: view.lastSampleDate,
    files: [...view.files],
    red: [...view.redBy],
    disagreements: view.disagreements.map(({ code, name: _name, colour, ...figure }) => ({
      municipality: code as MunicipalityCode,
      computedColour: colour,
      ...figure,
    })),
  };
}

export const releaseEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/figures',
      operationId: 'getFiguresState',
      tag: 'colours',
      summary: 'How old the figures are, what is held back, and how the authority was asked last',
      params: noParams,
      query: noParams,
      response: figuresState,
    },
    async ({ db, clock, actor }: ApiDeps) => {
      const { age, quarantined } = await watchFigures({ db, clock });
      const asked = await asTenant(db, actor, lastAsked);
      return {
        releasedOn: age?.releasedOn ?? null,
        ageHours: age?.hours ?? null,
        stale: age?.stale ?? false,
        late: age?.late ?? false,
        quarantined,
        lastAsked: asked
          ? { at: asked.at.toISOString(), outcome: asked.outcome, message: asked.message ?? null }
          : null,
      };
    },
  ),
  getEndpoint(
    {
      path: '/releases',
      operationId: 'listReleases',
      tag: 'colours',
      summary: 'Releases, the newest first',
      params: noParams,
      query: z.object({
        state: z.enum(RELEASE_STATES).optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(100),
      }),
      response: z.object({ releases: z.array(release) }),
    },
    async ({ db, actor }: ApiDeps, { query: { state, limit } }) => {
      const rows = await asTenant(db, actor, (tx) => listReleases(tx, state));
      return {
        releases: rows
          .reverse()
          .slice(0, limit)
          .map((row) => resource(row, row.findings)),
      };
    },
  ),
  getEndpoint(
    {
      path: '/releases/:id',
      operationId: 'getRelease',
      tag: 'colours',
      summary: 'One release: files, doubts, what it measured, where the authority says otherwise',
      params,
      query: noParams,
      response: releaseInFull,
    },
    async ({ db, actor }: ApiDeps, { params: { id } }) => {
      const view = await asTenant(db, actor, (tx) => releaseView(tx, id));
      if (!view) throw new DomainProblem('not-found', `There is no release ${id}`);
      return inFull(view);
    },
  ),
  postEndpoint(
    {
      path: '/releases/:id/judgement',
      operationId: 'judgeRelease',
      tag: 'colours',
      summary: 'Release or reject what is held back; a released one is measured at once',
      params,
      query: noParams,
      body: judgementBody,
      response: judgedRelease,
      status: 201,
    },
    async ({ db, clock, newId }: ApiDeps, { params: { id }, body }) => {
      const { releasedOn, state, measured } = await judgeRelease(
        { db, clock, newId },
        { releaseId: id, ...body },
      );
      return {
        releasedOn,
        state,
        measured: measured
          ? { red: measured.red, crossed: [...measured.crossed], opened: [...measured.opened] }
          : null,
      };
    },
  ),
];
