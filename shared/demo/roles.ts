import type { Municipality } from '../domain/geography/municipalities.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { type Chance, shuffled } from './chance.ts';
import type { Scale } from './scale.ts';
import type { DemoOrganisation } from './world.ts';

/** Which municipalities show what: every region has one of each, so that the demo of one region shows all. */
export interface Roles {
  /** P1. */
  readonly headcountsOnly: ReadonlySet<MunicipalityCode>;
  /** With a swab team and rolling workstations (R41, R47). */
  readonly withTeam: ReadonlySet<MunicipalityCode>;
  readonly suppliers: readonly Supplier[];
}

/** One supplier that serves two neighbours (R20, A14). */
interface Supplier {
  readonly organisation: DemoOrganisation;
  readonly serves: readonly [MunicipalityCode, MunicipalityCode];
}

/** A swab team pays in a middle-sized municipality with many sites. */
const TEAM_POPULATION = 60_000;

export function castRoles({ municipalities, headcountsOnly }: Scale, chance: Chance): Roles {
  const regions = [...new Set(municipalities.map(({ region }) => region))];
  const withTeam = new Set<MunicipalityCode>();
  const suppliers: Supplier[] = [];
  for (const region of regions) {
    const inRegion = municipalities.filter((municipality) => municipality.region === region);
    const byFit = inRegion.toSorted((a, b) => teamFit(a) - teamFit(b));
    const host = byFit[0]!;
    withTeam.add(host.code);
    const neighbour = nearestTo(host, inRegion);
    suppliers.push(supplierOf({ host, neighbour, chance }));
  }
  const cast = new Set([...withTeam, ...suppliers.flatMap(({ serves }) => serves)]);
  const largest = municipalities.toSorted((a, b) => b.population2020 - a.population2020)[0]!;
  const free = municipalities.filter(
    (municipality) => !cast.has(municipality.code) && (municipality !== largest || municipalities.length < 5),
  );
  const chosen = shuffled(chance.stream('headcounts only'), free).slice(0, headcountsOnly);
  return { headcountsOnly: new Set(chosen.map(({ code }) => code)), withTeam, suppliers };
}

function supplierOf({
  host,
  neighbour,
  chance,
}: {
  host: Municipality;
  neighbour: Municipality;
  chance: Chance;
}): Supplier {
  const organisation = {
    id: chance.id(`supplier ${host.code} ${neighbour.code}`),
    kind: 'supplier',
    name: `Hverdagsomsorg ${host.name} ApS (opdigtet)`,
    municipality: host.code,
    region: host.region,
    independent: false,
  } as const;
  return { organisation, serves: [host.code, neighbour.code] };
}

function teamFit({ population2020 }: Municipality): number {
  return Math.abs(population2020 - TEAM_POPULATION);
}

function nearestTo(host: Municipality, among: readonly Municipality[]): Municipality {
  const east = Math.cos((host.lat * Math.PI) / 180);
  const distance = ({ lat, lon }: Municipality) => Math.hypot(lat - host.lat, (lon - host.lon) * east);
  return among
    .filter((municipality) => municipality !== host)
    .reduce((a, b) => (distance(b) < distance(a) ? b : a));
}
