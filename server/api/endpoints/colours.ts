import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { measuredCurve } from '../../../db/queries/colours.ts';
import { listDecisions, type RecordedDecision } from '../../../db/queries/decisions.ts';
import { listOpenFollowUps } from '../../../db/queries/followUps.ts';
import { colourList, municipalityHistory, region } from '../../../shared/contracts/colours.ts';
import { dateField, municipalityField, noParams, regionField } from '../../../shared/contracts/fields.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { findMunicipality } from '../../../shared/domain/geography/municipalities.ts';
import { REGIONS, regionOf } from '../../../shared/domain/geography/regions.ts';
import { COUNTING_WINDOW_NAMES } from '../../../shared/domain/incidence/windows.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { listColours } from '../../../shared/usecases/listColours.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

const FIRST_DAY = calendarDate('2020-01-01');

function decisionResource(decision: RecordedDecision) {
  return {
    id: decision.id,
    number: decision.number,
    kind: decision.kind,
    colour: decision.colour ?? null,
    scope: decision.scope,
    decidedOn: decision.decidedOn,
    effectiveFrom: decision.effectiveFrom,
    effectiveTo: decision.effectiveTo ?? null,
    firstTestWeek: decision.firstTestWeek ?? null,
    reviewOn: decision.reviewOn ?? null,
    reason: decision.reason,
    parties: [...decision.parties],
    registeredBy: decision.registeredBy,
    onBehalfOf: decision.onBehalfOf,
    registeredAt: decision.registeredAt.toISOString(),
  };
}

export const colourEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/regions',
      operationId: 'listRegions',
      tag: 'places',
      summary: 'Regions with the days on which they stand',
      params: noParams,
      query: noParams,
      response: z.object({ regions: z.array(region) }),
    },
    () => Promise.resolve({ regions: [...REGIONS] }),
  ),
  getEndpoint(
    {
      path: '/colours',
      operationId: 'listColours',
      tag: 'colours',
      summary: 'All municipalities on a day: measured colour, open follow-up, decided colour',
      params: noParams,
      query: z.object({
        on: dateField.optional().meta({ description: 'Default: today, by the clock of the installation' }),
        window: z.enum(COUNTING_WINDOW_NAMES).optional(),
        asOf: z
          .union([z.literal('latest'), dateField])
          .optional()
          .meta({
            description:
              'As known on the release of that day, or `latest`: as known now; default: the newest dated up to `on`',
          }),
        region: regionField.optional(),
      }),
      response: colourList,
    },
    async (
      { db, actor, clock }: ApiDeps,
      { query: { region: wanted, on = wallClock(clock.now()).date, ...axes } },
    ) => {
      const { rows, release, countedOn, window, policy } = await listColours({ db }, { actor, on, ...axes });
      const followUps = await asTenant(db, actor, listOpenFollowUps);
      const followUpSince = new Map(followUps.map(({ municipality, openedOn }) => [municipality, openedOn]));
      const municipalities = rows.map((row) => ({
        code: row.municipality,
        name: row.name,
        region: regionOf(findMunicipality(row.municipality)!, on),
        cases: row.cases ?? null,
        population: row.population ?? null,
        source: row.source ?? null,
        incidence: row.incidence ?? null,
        measuredColour: row.measuredColour ?? null,
        computedCases: row.computedCases ?? null,
        computedIncidence: row.computedIncidence ?? null,
        computedColour: row.computedColour ?? null,
        statedAgrees: row.statedAgrees ?? null,
        published: row.published
          ? {
              ...row.published,
              agrees: (row.computedColour ?? row.published.colour) === row.published.colour,
            }
          : null,
        followUpSince: followUpSince.get(row.municipality) ?? null,
        decidedColour: row.decidedColour,
        decidedScope: row.decided.scope.kind,
        suspended: row.decided.suspended,
      }));
      return {
        on,
        releasedOn: release?.releasedOn ?? null,
        countedOn,
        window,
        policy,
        municipalities: municipalities.filter(({ region: own }) => wanted === undefined || own === wanted),
      };
    },
  ),
  getEndpoint(
    {
      path: '/municipalities/:code',
      operationId: 'getMunicipality',
      tag: 'colours',
      summary: 'One municipality: its measured curve and the whole history of decisions',
      params: z.object({ code: municipalityField }),
      query: z.object({ from: dateField.optional(), to: dateField.optional() }),
      response: municipalityHistory,
    },
    async ({ db, actor, clock }: ApiDeps, { params: { code }, query }) => {
      const municipality = findMunicipality(code);
      if (!municipality) throw new DomainProblem('not-found', `There is no municipality ${code}`);
      const { from = FIRST_DAY, to = wallClock(clock.now()).date } = query;
      return asTenant(db, actor, async (tx) => ({
        code,
        name: municipality.name,
        curve: await measuredCurve(tx, code, { from, to }),
        decisions: (await listDecisions(tx, code)).map(decisionResource),
      }));
    },
  ),
];
