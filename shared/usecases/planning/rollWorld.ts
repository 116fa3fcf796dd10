import type { Db } from '../../../db/connect.ts';
import { findAllotment } from '../../../db/queries/allotments.ts';
import { listOwners } from '../../../db/queries/planningSites.ts';
import type { Roll } from '../../../db/queries/rolls.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../domain/problem.ts';
import { loadOwnerWorld, type OwnerWorld } from './ownerProblem.ts';

/** What a roll that has been planned is judged against: its share of the region, and today's facts. */
export async function loadRollWorld(
  db: Db,
  roll: Roll,
  { on, notBefore }: { readonly on: CalendarDate; readonly notBefore: CalendarDate },
): Promise<OwnerWorld> {
  const allotment = roll.allotmentId === null ? undefined : await findAllotment(db, roll.allotmentId);
  const due = allotment?.policy.due.find(({ owner }) => owner === roll.owner);
  if (!allotment || !due)
    throw new DomainProblem('conflict', 'This roll has no share of the region to be checked against');
  const owners = await listOwners(db, { municipalities: [due.municipality], from: due.from, to: due.to });
  const owner = owners.find(({ id }) => id === roll.owner);
  if (!owner) throw new DomainProblem('conflict', `${roll.owner} has no open site any more`);
  return loadOwnerWorld(db, { owner, due, allotment, on, notBefore });
}
