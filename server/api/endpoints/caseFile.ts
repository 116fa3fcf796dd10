import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { decisionViews } from '../../../db/queries/views/decisionViews.ts';
import { caseFile, decisionHistory, openFollowUp } from '../../../shared/contracts/caseFile.ts';
import { dateField, municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import type { MeasuredView } from '../../../shared/contracts/views/country.ts';
import type { DecisionView } from '../../../shared/contracts/views/municipality.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { findMunicipality } from '../../../shared/domain/geography/municipalities.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { listFollowUps } from '../../../shared/usecases/listFollowUps.ts';
import { loadCaseFile } from '../../../shared/usecases/loadCaseFile.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

const params = z.object({ code: municipalityField });

/** The same for the API and for `--json` on the command line. */
export function caseFileResource(file: CaseFile): z.input<typeof caseFile> {
  const { municipality, measured, decided, followUps, contacts, redDemand } = file;
  return {
    ...{ today: file.today, ...municipality },
    measured: measured && figureOf(measured, measured.releasedOn),
    decided: {
      colour: decided.colour,
      scope: decided.partial ? 'partial' : 'whole',
      suspended: decided.suspended,
      since: decided.since,
    },
    flowState: file.flowState,
    suggestion: file.suggestion,
    reviewDueOn: file.reviewDueOn,
    testWeeks: file.testWeeks.map(({ week, flowWeek, state }) => ({ week, flowWeek, state })),
    followUps: followUps.map(({ openedOn, closedOn, contacts: talks }) => ({
      openedOn,
      closedOn,
      contacts: talks.map(({ madeAt, parties, ...talk }) => ({
        madeAt: madeAt.toISOString(),
        parties: [...parties],
        ...talk,
      })),
    })),
    contacts: {
      municipality: [...contacts.municipality],
      region: [...contacts.region],
      stps: [...contacts.stps],
    },
    suggestedFirstTestWeek: file.suggestedFirstTestWeek,
    redDemand: { ...redDemand, laboratories: [...redDemand.laboratories] },
    places: { areas: [...file.areas], sites: [...file.districts, ...file.sites], teams: [...file.teams] },
  };
}

export function decisionResource(
  decision: DecisionView,
): z.input<typeof decisionHistory>['decisions'][number] {
  const { partial, places, ranking, parties, registeredAt, standing, figure, ...facts } = decision;
  const later = figure?.later ?? null;
  return {
    ...facts,
    scope: partial ? 'partial' : 'whole',
    places: [...places],
    ranking: [...ranking],
    parties: [...parties],
    registeredAt: registeredAt.toISOString(),
    standing: standing.state,
    standingBy: standing.by,
    figureThen: figure && figureOf(figure.known, figure.releasedOn),
    figureLater: later && figureOf(later, later.releasedOn),
    toldOtherwise: later !== null && later.colour !== figure?.known.colour,
  };
}

function figureOf({ colour, cases, population, published }: MeasuredView, releasedOn: CalendarDate) {
  return { releasedOn, colour, cases, population, published };
}

export const caseFileEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/follow-ups',
      operationId: 'listFollowUps',
      tag: 'colours',
      summary: 'Open follow-ups and what to do in each; those to call today first',
      params: noParams,
      query: noParams,
      response: z.object({ today: dateField, followUps: z.array(openFollowUp) }),
    },
    async ({ actor, ...deps }: ApiDeps) => {
      const { today, followUps } = await listFollowUps(deps, { actor });
      return {
        today,
        followUps: followUps.map(({ measured, decided, ...followUp }) => ({
          ...followUp,
          measuredColour: measured?.colour ?? null,
          decidedColour: decided.colour,
        })),
      };
    },
  ),
  getEndpoint(
    {
      path: '/municipalities/:code/case-file',
      operationId: 'getCaseFile',
      tag: 'colours',
      summary: 'Figures, talks, whom to call, the suggested first test week and what red would ask for',
      params,
      query: noParams,
      response: caseFile,
    },
    async ({ actor, ...deps }: ApiDeps, { params: { code } }) =>
      caseFileResource(await loadCaseFile(deps, { actor, municipality: code })),
  ),
  getEndpoint(
    {
      path: '/municipalities/:code/decisions',
      operationId: 'listDecisions',
      tag: 'decisions',
      summary: 'The whole history, the latest first: what was known then, what later figures say, what holds',
      params,
      query: noParams,
      response: decisionHistory,
    },
    async ({ db, clock, actor }: ApiDeps, { params: { code } }) => {
      const municipality = findMunicipality(code);
      if (!municipality) throw new DomainProblem('not-found', `There is no municipality ${code}`);
      const on = wallClock(clock.now()).date;
      const decisions = await asTenant(db, actor, (tx) => decisionViews(tx, { code, on }));
      return { code, name: municipality.name, decisions: decisions.map(decisionResource) };
    },
  ),
];
