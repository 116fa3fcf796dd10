import { calendarDate } from '../domain/calendar/calendarDate.ts';
import { minutesOf } from '../domain/calendar/minutes.ts';
import type { Chance } from './chance.ts';
import type { DemoRota, World } from './world.ts';
import { tableRows, type TableRows } from './tableRows.ts';

const SINCE = calendarDate('2020-08-01');

/** Staff, headcounts, what they were last offered, and who swabs. */
export function peopleRows(world: World, chance: Chance): TableRows[] {
  return [...staffRows(world, chance), ...headcountRows(world, chance), ...swabberRows(world)];
}

function rotaColumns(rota: DemoRota | null) {
  return { rotaWeeks: rota?.weeks ?? null, rotaDays: rota === null ? null : [...rota.days] };
}

function staffRows({ staff, careTeams }: World, chance: Chance): TableRows[] {
  return [
    tableRows(
      'careTeams',
      careTeams.map(({ id, organisationId, municipality, name }) => ({
        id,
        organisationId,
        municipalityCode: municipality,
        name,
      })),
    ),
    tableRows(
      'staff',
      staff.map((person) => ({
        id: person.id,
        organisationId: person.organisationId,
        municipalityCode: person.municipality,
        employerId: person.employerId,
        careTeamId: person.careTeamId,
        label: person.label,
        shift: person.shift,
        ...rotaColumns(person.rota),
        inScopeFrom: person.inScopeFrom,
        inScopeTo: person.inScopeTo,
        pausedUntil: person.pausedUntil,
      })),
    ),
    tableRows(
      'staffSites',
      staff.flatMap(({ id, organisationId, siteIds }) =>
        siteIds.map((siteId, position) => ({ staffId: id, siteId, organisationId, position })),
      ),
    ),
    tableRows(
      'earlierOffers',
      staff.flatMap(({ id, organisationId, lastOffer }) =>
        lastOffer === null
          ? []
          : [{ id: chance.id(`offer ${id}`), organisationId, staffId: id, offeredOn: lastOffer }],
      ),
    ),
  ];
}

function headcountRows({ sites, headcounts }: World, chance: Chance): TableRows[] {
  const siteById = new Map(sites.map((site) => [site.id, site]));
  const owned = headcounts.map((headcount) => ({ headcount, site: siteById.get(headcount.siteId)! }));
  return [
    tableRows(
      'headcounts',
      owned.map(({ headcount: { id, shift, people }, site }) => ({
        id,
        siteId: site.id,
        organisationId: site.organisationId,
        municipalityCode: site.municipality,
        shift,
        people,
        fromDate: SINCE,
      })),
    ),
    tableRows(
      'earlierOffers',
      owned.flatMap(({ headcount: { id, lastOffers }, site: { organisationId } }) =>
        lastOffers.map(({ date, people }) => ({
          id: chance.id(`offer ${id} ${date}`),
          organisationId,
          headcountId: id,
          offeredOn: date,
          people,
        })),
      ),
    ),
  ];
}

function swabberRows({ municipalities, swabbers, swabTeams, pools }: World): TableRows[] {
  const regionOf = new Map(municipalities.map(({ code, region }) => [code, region]));
  return [
    tableRows(
      'swabTeams',
      swabTeams.map(({ id, municipality, name }) => ({
        id,
        organisationId: municipality,
        municipalityCode: municipality,
        name,
      })),
    ),
    tableRows(
      'swabTeamSites',
      swabTeams.flatMap(({ id, municipality, siteIds }) =>
        siteIds.map((siteId) => ({ teamId: id, siteId, organisationId: municipality })),
      ),
    ),
    tableRows(
      'swabbers',
      // Those who trained others come first.
      swabbers
        .toSorted((a, b) => Number(a.trainedBy !== null) - Number(b.trainedBy !== null))
        .map((swabber) => ({
          id: swabber.id,
          organisationId: swabber.organisationId,
          municipalityCode: swabber.municipality,
          staffId: swabber.staffId,
          teamId: swabber.teamId,
          label: swabber.label,
          fromMinute: minutesOf(swabber.hours[0]),
          toMinute: minutesOf(swabber.hours[1]),
          ...rotaColumns(swabber.rota),
          trainedOn: swabber.trainedFrom,
          trainedBy: swabber.trainedBy,
          trainedByRegion: swabber.trainedBy === null ? regionOf.get(swabber.municipality)! : null,
          activeFrom: SINCE,
        })),
    ),
    tableRows(
      'swabberSites',
      swabbers.flatMap(({ id, organisationId, siteIds }) =>
        siteIds.map((siteId) => ({ swabberId: id, siteId, organisationId })),
      ),
    ),
    tableRows(
      'workstationPools',
      pools.map(({ id, municipality, name, workstations }) => ({
        id,
        organisationId: municipality,
        municipalityCode: municipality,
        name,
        workstations,
        scanners: Math.ceil(workstations / 2),
      })),
    ),
    tableRows(
      'workstationPoolSites',
      pools.flatMap(({ id, municipality, siteIds }) =>
        siteIds.map((siteId) => ({ poolId: id, siteId, organisationId: municipality })),
      ),
    ),
  ];
}
