import { z } from 'zod';
import { municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import {
  decisionBody,
  decisionPreview,
  registerBody,
  registeredDecision,
} from '../../../shared/contracts/status.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { DecidedState } from '../../../shared/domain/status/decidedColour.ts';
import { proposalOf } from '../../../shared/domain/status/outcome.ts';
import type { DecisionPreview } from '../../../shared/contracts/views/decisionPreview.ts';
import { type DecisionInput, previewDecision } from '../../../shared/usecases/previewDecision.ts';
import { registerDecision } from '../../../shared/usecases/registerDecision.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, postEndpoint } from '../endpoint.ts';

function inputOf(
  { clock, actor }: ApiDeps,
  municipality: MunicipalityCode,
  { outcome, id, note, ...details }: z.output<typeof decisionBody>,
): DecisionInput {
  const today = wallClock(clock.now()).date;
  return { actor, municipality, id, note, ...proposalOf(outcome, details, today) };
}

const stateResource = ({ colour, scope, suspended, intensity }: DecidedState) => ({
  colour,
  scope: scope.kind,
  suspended,
  intervalWeeks: intensity?.intervalWeeks ?? null,
});

function previewResource({ before, after, testWeeks, reviewDueOn, demand, ...effect }: DecisionPreview) {
  return {
    basedOn: effect.basedOn,
    faults: [...effect.faults],
    closesWhileRed: effect.closesWhileRed,
    noChange: effect.noChange,
    before: stateResource(before),
    after: stateResource(after),
    suggestedFirstTestWeek: effect.suggestedFirstTestWeek,
    testWeeks: testWeeks.map(({ week, flowWeek, state }) => ({ week, flowWeek, state })),
    reviewDueOn: reviewDueOn ?? null,
    demand: demand ? { ...demand, laboratories: [...demand.laboratories] } : null,
  };
}

const params = z.object({ code: municipalityField });

export const decisionEndpoints: readonly Endpoint<ApiDeps>[] = [
  postEndpoint(
    {
      path: '/municipalities/:code/decisions/preview',
      operationId: 'previewDecision',
      tag: 'decisions',
      summary: 'What a decision would do, and every reason why it could not be registered; records nothing',
      params,
      query: noParams,
      body: decisionBody,
      response: decisionPreview,
      status: 200,
    },
    async (deps: ApiDeps, { params: { code }, body }) =>
      previewResource(await previewDecision(deps, inputOf(deps, code, body))),
  ),
  postEndpoint(
    {
      path: '/municipalities/:code/decisions',
      operationId: 'registerDecision',
      tag: 'decisions',
      summary:
        'Register what people have decided and seen the effect of; never edited, a later one supersedes',
      params,
      query: noParams,
      body: registerBody,
      response: registeredDecision,
      status: 201,
    },
    async (deps: ApiDeps, { params: { code }, body: { basedOn, ...body } }) => {
      const input = { ...inputOf(deps, code, body), basedOn };
      const { decisionId: id, number, ...effect } = await registerDecision(deps, input);
      return { id, number, ...previewResource(effect) };
    },
  ),
];
