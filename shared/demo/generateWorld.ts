import type { MunicipalityCode } from '../domain/geography/codes.ts';
import type { Municipality } from '../domain/geography/municipalities.ts';
import type { Random } from '../domain/search/random.ts';
import { type Chance, chanceOf } from './chance.ts';
import { contactsOf } from './contacts.ts';
import { laboratoriesFor } from './logistics.ts';
import { type Organisations, organisationsOf, regionsOf } from './organisations.ts';
import { castRoles, type Roles } from './roles.ts';
import { scaleOf } from './scale.ts';
import { type PlannedSite, planSites } from './sites.ts';
import { careTeamsOf, type Employment, headcountsOf, staffOf } from './staff.ts';
import { anonymousCandidates, candidatesAmong, chooseSwabbers, train } from './swabbers.ts';
import type {
  DemoCareTeam,
  DemoHeadcount,
  DemoName,
  DemoPool,
  DemoSite,
  DemoStaffMember,
  DemoSwabber,
  DemoSwabTeam,
  World,
} from './world.ts';

const WORKSTATIONS = 6;
/** A supplier's people at each of the two places that it serves; a third of those at the first work at both. */
const SUPPLIER_STAFF = 18;
/** One in so many people at a home also takes duties at another home of the municipality. */
const SHARED_BETWEEN_HOMES = 50;

/** The invented world of a demo. The same seed gives the same world, byte for byte. */
export function generateWorld({ demo, seed }: { demo: DemoName; seed: number }): World {
  const chance = chanceOf(seed);
  const scale = scaleOf(demo);
  const { municipalities } = scale;
  const roles = castRoles(scale, chance);
  const laboratories = laboratoriesFor(municipalities, chance);
  const planned = planSites(scale, laboratories, chance);
  const organisations = organisationsOf({ municipalities, roles, sites: planned, chance });
  const areaId = (municipality: string, area: string) => chance.id(`area ${municipality} ${area}`);
  const sites = planned.map(({ area, ...site }): DemoSite => {
    const organisationId = organisations.running({ ...site, area });
    return { ...site, areaId: areaId(site.municipality, area), organisationId };
  });
  const areas = new Map(
    planned.map(({ municipality, area: name }) => {
      const id = areaId(municipality, name);
      return [id, { id, municipality, name }];
    }),
  );
  const regions = regionsOf(municipalities);
  const laboratoryList = laboratories.list((id) =>
    planned.reduce((sum, site) => sum + (site.laboratoryId === id ? site.staff : 0), 0),
  );
  return {
    demo,
    seed,
    regions,
    municipalities: municipalities.map((municipality) => ({
      code: municipality.code,
      region: municipality.region,
      laboratoryId: laboratories.laboratoryOf(municipality),
      plansFrom: roles.headcountsOnly.has(municipality.code) ? 'headcounts' : 'rosters',
    })),
    organisations: organisations.list,
    areas: [...areas.values()],
    laboratories: laboratoryList,
    vehicles: laboratories.vehicles(),
    sites,
    ...peopleOf({ municipalities, planned, roles, organisations, chance }),
    contacts: contactsOf({ regions, municipalities, laboratories: laboratoryList, sites, chance }),
  };
}

type People = Pick<World, 'headcounts' | 'staff' | 'careTeams' | 'swabTeams' | 'swabbers' | 'pools'>;

function peopleOf({
  municipalities,
  planned,
  roles,
  organisations,
  chance,
}: {
  municipalities: readonly Municipality[];
  planned: readonly PlannedSite[];
  roles: Roles;
  organisations: Organisations;
  chance: Chance;
}): People {
  const headcounts: DemoHeadcount[] = [];
  const staff: DemoStaffMember[] = [];
  const careTeams: DemoCareTeam[] = [];
  const swabTeams: DemoSwabTeam[] = [];
  const swabbers: DemoSwabber[] = [];
  const pools: DemoPool[] = [];
  const labels = new Map<string, number>();
  const nextLabel = (organisationId: string) => {
    const number = (labels.get(organisationId) ?? 1000) + 1;
    labels.set(organisationId, number);
    return String(number);
  };
  for (const { code } of municipalities) {
    const sites = planned.filter(({ municipality }) => municipality === code);
    const own = sites.filter((site) => organisations.targetGroupOf(site) === code);
    const team = roles.withTeam.has(code) ? swabTeamOf({ code, sites: own, chance }) : null;
    if (team) {
      swabTeams.push(team);
      pools.push(poolOf(team, chance));
    }
    for (const site of sites) {
      const organisationId = organisations.targetGroupOf(site);
      const onlyCounts = roles.headcountsOnly.has(code);
      const groups = onlyCounts ? [] : careTeamsOf(site, organisationId, chance);
      const people = onlyCounts
        ? []
        : staffOf({
            site,
            chance,
            nextLabel: () => nextLabel(organisationId),
            employment: employmentAt({ site, planned, own, organisationId, groups, roles }),
          });
      const candidates = onlyCounts ? anonymousCandidates(site, chance) : candidatesAmong(people);
      const chosen = chooseSwabbers(site, candidates);
      const ofTeam = site.kind === 'home-nursing' ? team : null;
      if (onlyCounts) headcounts.push(...headcountsOf(site, chance));
      careTeams.push(...groups);
      for (const person of people) staff.push(person);
      swabbers.push(...train({ organisationId, site, chosen, team: ofTeam, chance }));
    }
  }
  return { headcounts, staff, careTeams, swabTeams, swabbers, pools };
}

/** R41: the home nurses of a municipality with a team swab at all of its sites. */
function swabTeamOf({
  code,
  sites,
  chance,
}: {
  code: MunicipalityCode;
  sites: readonly PlannedSite[];
  chance: Chance;
}): DemoSwabTeam {
  return {
    id: chance.id(`swab team ${code}`),
    name: 'Det mobile podeteam',
    municipality: code,
    siteIds: sites.map(({ id }) => id),
  };
}

/** R47. */
function poolOf({ municipality, siteIds }: DemoSwabTeam, chance: Chance): DemoPool {
  return {
    id: chance.id(`pool ${municipality}`),
    name: 'Rullende arbejdsstationer',
    municipality,
    workstations: WORKSTATIONS,
    siteIds,
  };
}

/** Who at a site has another employer, a second place or a mobile group. */
function employmentAt({
  site,
  planned,
  own,
  organisationId,
  groups,
  roles,
}: {
  site: PlannedSite;
  planned: readonly PlannedSite[];
  own: readonly PlannedSite[];
  organisationId: string;
  groups: readonly DemoCareTeam[];
  roles: Roles;
}): (index: number, random: Random) => Employment {
  const otherHomes = own.filter((other) => other.kind === 'nursing-home' && other.id !== site.id);
  const supplier = roles.suppliers.find(({ serves }) => serves.includes(site.municipality));
  const firstDistrict = (code: MunicipalityCode) =>
    planned.find((other) => other.municipality === code && other.kind === 'home-care-district')!;
  const isServed = supplier !== undefined && firstDistrict(site.municipality).id === site.id;
  const supplierStaff = isServed ? Math.min(SUPPLIER_STAFF, Math.floor(site.staff / 4)) : 0;
  return (index, random) => {
    const careTeamId = groups[index % Math.max(1, groups.length)]?.id ?? null;
    if (supplier && index < supplierStaff) {
      const [host, neighbour] = supplier.serves;
      const both = site.municipality === host && index % 3 === 0;
      const alsoAt = both ? [firstDistrict(neighbour).id] : [];
      return { organisationId, employerId: supplier.organisation.id, alsoAt, careTeamId };
    }
    const shared =
      site.kind === 'nursing-home' && organisationId === site.municipality && otherHomes.length > 0;
    const alsoAt =
      shared && index % SHARED_BETWEEN_HOMES === 7
        ? [otherHomes[Math.floor(random() * otherHomes.length)]!.id]
        : [];
    return { organisationId, employerId: null, alsoAt, careTeamId };
  };
}

/** A few sites and some hundred people, for tests and journeys. */
export function smallWorld(seed: number): World {
  return generateWorld({ demo: 'tiny', seed });
}
