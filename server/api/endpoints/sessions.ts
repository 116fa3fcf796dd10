import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { findSession, listLanes, listSessions, listSlots } from '../../../db/queries/resources/sessions.ts';
import { dateField, idField, municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import { SESSION_STATES, session, sessionInFull } from '../../../shared/contracts/rolls.ts';
import { timeOf } from '../../../shared/domain/calendar/minutes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

type SessionRow = Awaited<ReturnType<typeof listSessions>>[number];

const LARGEST_PAGE = 1000;

function sessionResource(row: SessionRow): z.input<typeof session> {
  return {
    id: row.id,
    roll: row.rollId,
    municipality: row.municipalityCode,
    site: { id: row.siteId, name: row.siteName },
    room: row.roomName,
    date: row.date,
    start: timeOf(row.startMinute),
    end: timeOf(row.endMinute),
    lanes: row.lanes,
    people: row.people,
    dropIn: row.dropIn,
    laboratory: row.laboratoryName,
    labDate: row.labDate,
    provisional: row.provisional,
    state: row.state as z.input<typeof session>['state'],
  };
}

export const sessionEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/sessions',
      operationId: 'listSessions',
      tag: 'sessions',
      summary: 'Sessions by date and time, a page at a time',
      params: noParams,
      query: z.object({
        roll: idField.optional(),
        municipality: municipalityField.optional(),
        site: idField.optional(),
        from: dateField.optional(),
        to: dateField.optional(),
        state: z.enum(SESSION_STATES).optional(),
        limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(200),
        offset: z.coerce.number().int().min(0).default(0),
      }),
      response: z.object({ sessions: z.array(session), nextOffset: z.int().nullable() }),
    },
    async ({ db, actor }: ApiDeps, { query }) => {
      // One row more than asked for tells whether there is a next page.
      const rows = await asTenant(db, actor, (tx) => listSessions(tx, { ...query, limit: query.limit + 1 }));
      const page = rows.slice(0, query.limit);
      return {
        sessions: page.map(sessionResource),
        nextOffset: rows.length > page.length ? query.offset + page.length : null,
      };
    },
  ),
  getEndpoint(
    {
      path: '/sessions/:id',
      operationId: 'getSession',
      tag: 'sessions',
      summary: 'One session with its lanes and slots',
      params: z.object({ id: idField }),
      query: noParams,
      response: sessionInFull,
    },
    async ({ db, actor }: ApiDeps, { params: { id } }) =>
      asTenant(db, actor, async (tx) => {
        const row = await findSession(tx, id);
        if (!row) throw new DomainProblem('not-found', `There is no session ${id}`);
        const lanes = await listLanes(tx, id);
        const slots = await listSlots(tx, id);
        return {
          ...sessionResource(row),
          swabbers: lanes.map(({ lane, label, workstation }) => ({ lane, swabber: label, workstation })),
          slots: slots.map(({ startMinute, label, ...slot }) => ({
            ...slot,
            start: timeOf(startMinute),
            staff: label,
          })),
        };
      }),
  ),
];
