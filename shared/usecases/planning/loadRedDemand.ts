import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { listOwners, listSitesInScope } from '../../../db/queries/planningSites.ts';
import { listStandingLoads } from '../../../db/queries/sessions.ts';
import { addDays, datesFrom } from '../../domain/calendar/calendarDate.ts';
import { firstDayOfWeek, type IsoWeek } from '../../domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../domain/geography/codes.ts';
import { findMunicipality } from '../../domain/geography/municipalities.ts';
import { regionOf } from '../../domain/geography/regions.ts';
import { type RedDemand, redDemand } from '../../domain/planning/redDemand.ts';
import { placesIn } from '../../domain/planning/redScopes.ts';
import type { Scope } from '../../domain/status/decision.ts';
import { loadFacts } from './loadFacts.ts';
import { loadSubjects } from './planningDay.ts';

/**
 * What a red test week of a municipality asks for. Numbers only, so that the region may see them as well (R18): read as
 * the system, whoever asks. Counts those whose rolls are made in the municipality; who comes from elsewhere to serve a
 * place in scope (A14) is in the roll of their own.
 */
export async function loadRedDemand(
  db: Db,
  { municipality, scope, week }: { municipality: MunicipalityCode; scope: Scope; week: IsoWeek },
): Promise<RedDemand> {
  const from = firstDayOfWeek(week);
  const horizon = { from, to: addDays(from, 6) };
  const region = regionOf(findMunicipality(municipality)!, from);
  return asTenant(db, SYSTEM, async (transaction) => {
    const owners = await listOwners(transaction, { municipalities: [municipality], ...horizon });
    const facts = await loadFacts(transaction, { owners, region, horizon });
    const subjects = await loadSubjects(transaction, owners, horizon);
    const places = placesIn(scope, await listSitesInScope(transaction, [municipality]), municipality);
    const own = new Set(owners.map(({ id }) => id));
    const standing = await listStandingLoads(
      transaction,
      facts.laboratories.map(({ id }) => id),
      from,
    );
    const others = Map.groupBy(
      standing.filter(({ owner }) => !own.has(owner)),
      ({ laboratory, labDate }) => `${laboratory} ${labDate}`,
    );
    return redDemand({
      subjects: subjects.map(({ subject }) => subject),
      places: new Set(places),
      facts,
      days: datesFrom(horizon),
      othersSamples: (laboratory, date) =>
        (others.get(`${laboratory} ${date}`) ?? []).reduce((sum, { samples }) => sum + samples, 0),
    });
  });
}
