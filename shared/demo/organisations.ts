import type { MunicipalityCode, RegionCode } from '../domain/geography/codes.ts';
import type { Municipality } from '../domain/geography/municipalities.ts';
import { type Chance, shuffled } from './chance.ts';
import type { Roles } from './roles.ts';
import type { PlannedSite } from './sites.ts';
import type { DemoOrganisation } from './world.ts';

export interface Organisations {
  readonly list: readonly DemoOrganisation[];
  /** Who runs a site: its municipality, under its official code, or the home itself. */
  readonly running: (site: PlannedSite) => string;
  /** Whose target group a site's staff are: the municipality's, or the independent home's own. */
  readonly targetGroupOf: (site: PlannedSite) => string;
}

/** Homes of their own in every region (R19): one private, unseen by the municipality, and two self-owned. */
const OWN_HOMES = [{ independent: true }, { independent: false }, { independent: false }];

export function organisationsOf({
  municipalities,
  roles,
  sites,
  chance,
}: {
  municipalities: readonly Municipality[];
  roles: Roles;
  sites: readonly PlannedSite[];
  chance: Chance;
}): Organisations {
  const homes = new Map<string, DemoOrganisation>();
  for (const region of regionsOf(municipalities)) {
    homesToStandAlone({ region, municipalities, roles, sites, chance }).forEach((site, i) =>
      homes.set(site.id, {
        id: chance.id(`organisation of ${site.id}`),
        kind: 'home',
        name: site.name,
        municipality: site.municipality,
        region,
        independent: OWN_HOMES[i]!.independent,
      }),
    );
  }
  return {
    list: [...homes.values(), ...roles.suppliers.map(({ organisation }) => organisation)],
    running: (site) => homes.get(site.id)?.id ?? site.municipality,
    targetGroupOf: (site) => {
      const home = homes.get(site.id);
      return home?.independent === true ? home.id : site.municipality;
    },
  };
}

function homesToStandAlone({
  region,
  municipalities,
  roles,
  sites,
  chance,
}: {
  region: RegionCode;
  municipalities: readonly Municipality[];
  roles: Roles;
  sites: readonly PlannedSite[];
  chance: Chance;
}): PlannedSite[] {
  const codes = new Set<MunicipalityCode>(
    municipalities
      .filter((m) => m.region === region && !roles.headcountsOnly.has(m.code))
      .map(({ code }) => code),
  );
  const homes = sites.filter((site) => site.kind === 'nursing-home' && codes.has(site.municipality));
  // Where a municipality has another home, so that its own roll keeps one.
  const candidates = homes.filter(
    (home) => homes.filter(({ municipality }) => municipality === home.municipality).length > 1,
  );
  return shuffled(chance.stream(`homes that stand alone ${region}`), candidates).slice(0, OWN_HOMES.length);
}

export function regionsOf(municipalities: readonly Municipality[]): RegionCode[] {
  return [...new Set(municipalities.map(({ region }) => region))].sort();
}
