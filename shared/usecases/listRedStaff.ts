import { type Actor, asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/decisions.ts';
import { countHeadcountsAt, listServingStaff } from '../../db/queries/redStaff.ts';
import { listScopePlaces } from '../../db/queries/scopePlaces.ts';
import { decidedView } from '../../db/queries/views/decidedStates.ts';
import type { Clock } from '../clock.ts';
import type { RedStaffView } from '../contracts/views/redStaff.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { DomainProblem } from '../domain/problem.ts';
import { decidedStateOn } from '../domain/status/decidedColour.ts';
import { redPlaces } from '../domain/status/redPlaces.ts';

/**
 * A18: which staff are red and why, down to a site and a mobile team. Also staff of other municipalities who serve a red
 * place here (A14).
 *
 * Names are read as the one who asks, who sees their own only; numbers of everybody are given to whoever oversees the
 * municipality, so that a region sees how many and never who (R18). An independent home gets the numbers of its own.
 */
export async function listRedStaff(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  {
    actor,
    municipality,
    on = wallClock(clock.now()).date,
  }: { actor: Actor; municipality: MunicipalityCode; on?: CalendarDate | undefined },
): Promise<RedStaffView> {
  const found = findMunicipality(municipality);
  if (!found) throw new DomainProblem('not-found', `There is no municipality ${municipality}`);
  const { state, places, named } = await asTenant(db, actor, async (transaction) => {
    const decided = decidedStateOn(await listDecisions(transaction, municipality), on);
    const red =
      decided.colour === 'red'
        ? redPlaces(decided.scope, await listScopePlaces(transaction, municipality))
        : [];
    const asked = { places: red.map(({ id }) => id), on };
    return { state: decided, places: red, named: await listServingStaff(transaction, asked) };
  });
  const asked = { places: places.map(({ id }) => id), on };
  const counted = await asTenant(db, actor.kind === 'organisation' ? actor : SYSTEM, async (transaction) => ({
    staff: await listServingStaff(transaction, asked),
    headcounts: await countHeadcountsAt(transaction, asked),
  }));
  const serving = (id: string) => (one: { readonly places: readonly string[] }) => one.places.includes(id);
  return {
    on,
    municipality: { code: municipality, name: found.name },
    decided: decidedView(state, undefined),
    decisionNumber: state.decision?.number ?? null,
    people: counted.staff.length + [...counted.headcounts.values()].reduce((sum, people) => sum + people, 0),
    places: places.map((place) => ({
      ...place,
      people: counted.staff.filter(serving(place.id)).length + (counted.headcounts.get(place.id) ?? 0),
      staff: named
        .filter(serving(place.id))
        .map(({ label, shift, organisation }) => ({ label, shift, organisation })),
    })),
  };
}
