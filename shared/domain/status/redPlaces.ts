import type { Scope } from './decision.ts';

/** Why a place is red: the whole municipality is, its area, or it is named itself (A18). */
export type PlaceReason = 'whole' | 'area' | 'named';

interface Place {
  readonly id: string;
  readonly name: string;
}

interface Places {
  readonly areas: readonly Place[];
  readonly sites: readonly (Place & { readonly areaId: string | null })[];
  readonly teams: readonly Place[];
}

interface RedPlace extends Place {
  readonly kind: 'site' | 'team';
  readonly reason: PlaceReason;
  readonly area: string | null;
}

/**
 * The sites and mobile teams that a red scope makes red, in the order given, each with why. A team is red when it is
 * named; of a team that is not, those are red who serve a red site. A place that is named is red for that, whatever its
 * area is.
 */
export function redPlaces(scope: Scope, { areas, sites, teams }: Places): RedPlace[] {
  if (scope.kind === 'whole') {
    return sites.map(({ id, name }) => ({ id, name, kind: 'site', reason: 'whole', area: null }));
  }
  const areaNames = new Map(areas.map(({ id, name }) => [id, name]));
  const redSites = sites.flatMap(({ id, name, areaId }): RedPlace[] => {
    if (scope.sites.includes(id)) return [{ id, name, kind: 'site', reason: 'named', area: null }];
    if (areaId === null || !scope.areas.includes(areaId)) return [];
    return [{ id, name, kind: 'site', reason: 'area', area: areaNames.get(areaId) ?? null }];
  });
  const redTeams = teams
    .filter(({ id }) => scope.teams.includes(id))
    .map(({ id, name }): RedPlace => ({ id, name, kind: 'team', reason: 'named', area: null }));
  return [...redSites, ...redTeams];
}
