import { minutesOf } from '../calendar/minutes.ts';
import { LINKS } from '../travel/links.ts';

/** One fault that a field alone does not show. */
interface CrossFault {
  readonly path: PropertyKey[];
  readonly message: string;
}

interface Placed {
  readonly id: string;
  readonly lat?: number | undefined;
  readonly lon?: number | undefined;
  readonly place?: string | undefined;
}

interface Draft {
  readonly depots: readonly (Placed & { readonly kind: 'laboratory' | 'garage' })[];
  readonly vehicles: readonly {
    readonly id: string;
    readonly start: string;
    readonly end: string;
    readonly unloadAt: string;
    readonly speedClass?: string | undefined;
    readonly shift: readonly [string, string];
    readonly break?: { readonly from: string; readonly to: string } | undefined;
  }[];
  readonly stops: readonly (Placed & {
    readonly window: readonly [string, string];
    readonly lab?: string | undefined;
    readonly vehicles?: readonly string[] | undefined;
    readonly lock?:
      { readonly vehicle?: string | undefined; readonly position?: number | undefined } | undefined;
  })[];
  readonly speedClasses: Readonly<Record<string, number>>;
  readonly closedLinks: readonly string[];
  readonly travel?:
    | {
        readonly places: readonly string[];
        readonly minutes: readonly (readonly unknown[])[];
        readonly km: readonly (readonly unknown[])[];
        readonly fares?: readonly (readonly unknown[])[] | undefined;
      }
    | undefined;
}

/** References that lead nowhere, names used twice, spans that end before they begin, matrices that are not square. */
export function crossFaults(problem: Draft): CrossFault[] {
  return [
    ...duplicates(problem),
    ...vehicleFaults(problem),
    ...stopFaults(problem),
    ...placeFaults(problem),
    ...matrixFaults(problem),
    ...linkFaults(problem),
  ];
}

function duplicates({ depots, vehicles, stops }: Draft): CrossFault[] {
  const faults: CrossFault[] = [];
  for (const [list, rows] of Object.entries({ depots, vehicles, stops })) {
    const seen = new Set<string>();
    rows.forEach(({ id }, i) => {
      if (seen.has(id)) faults.push({ path: [list, i, 'id'], message: `"${id}" is used twice` });
      seen.add(id);
    });
  }
  return faults;
}

function backwards(path: PropertyKey[], [from, to]: readonly [string, string]): CrossFault[] {
  return minutesOf(to) < minutesOf(from) ? [{ path, message: `${to} is before ${from}` }] : [];
}

function vehicleFaults({ depots, vehicles, speedClasses }: Draft): CrossFault[] {
  const kinds = new Map(depots.map((depot) => [depot.id, depot.kind]));
  return vehicles.flatMap((vehicle, i) => {
    const faults = backwards(['vehicles', i, 'shift'], vehicle.shift);
    for (const end of ['start', 'end', 'unloadAt'] as const) {
      if (!kinds.has(vehicle[end]))
        faults.push({ path: ['vehicles', i, end], message: `no depot "${vehicle[end]}"` });
    }
    if (kinds.get(vehicle.unloadAt) === 'garage')
      faults.push({ path: ['vehicles', i, 'unloadAt'], message: `"${vehicle.unloadAt}" is a garage` });
    if (vehicle.speedClass !== undefined && !Object.hasOwn(speedClasses, vehicle.speedClass))
      faults.push({ path: ['vehicles', i, 'speedClass'], message: `no speed class "${vehicle.speedClass}"` });
    if (vehicle.break)
      faults.push(...backwards(['vehicles', i, 'break'], [vehicle.break.from, vehicle.break.to]));
    return faults;
  });
}

function stopFaults({ depots, vehicles, stops }: Draft): CrossFault[] {
  const fleet = new Set(vehicles.map(({ id }) => id));
  const laboratories = new Set(depots.filter(({ kind }) => kind === 'laboratory').map(({ id }) => id));
  const taken = new Set<string>();
  return stops.flatMap((stop, i) => {
    const faults = backwards(['stops', i, 'window'], stop.window);
    if (stop.lab !== undefined && !laboratories.has(stop.lab))
      faults.push({ path: ['stops', i, 'lab'], message: `no laboratory "${stop.lab}"` });
    stop.vehicles?.forEach((name, k) => {
      if (!fleet.has(name))
        faults.push({ path: ['stops', i, 'vehicles', k], message: `no vehicle "${name}"` });
    });
    const { vehicle, position } = stop.lock ?? {};
    if (vehicle !== undefined && !fleet.has(vehicle))
      faults.push({ path: ['stops', i, 'lock', 'vehicle'], message: `no vehicle "${vehicle}"` });
    if (position !== undefined && vehicle === undefined)
      faults.push({ path: ['stops', i, 'lock', 'position'], message: 'a position needs a vehicle' });
    const seat = `${vehicle ?? ''}/${position ?? ''}`;
    if (position !== undefined && taken.has(seat))
      faults.push({
        path: ['stops', i, 'lock', 'position'],
        message: `position ${position} is locked twice`,
      });
    taken.add(seat);
    return faults;
  });
}

function placeFaults({ depots, stops, travel }: Draft): CrossFault[] {
  const known = travel && new Set(travel.places);
  return Object.entries({ depots, stops }).flatMap(([list, rows]) =>
    (rows as readonly Placed[]).flatMap((row, i): CrossFault[] => {
      const name = row.place ?? row.id;
      if (known)
        return known.has(name)
          ? []
          : [
              {
                path: [list, i, row.place === undefined ? 'id' : 'place'],
                message: `"${name}" is not in travel.places`,
              },
            ];
      return row.lat === undefined || row.lon === undefined
        ? [{ path: [list, i], message: 'needs lat and lon, or a travel matrix' }]
        : [];
    }),
  );
}

function linkFaults({ closedLinks }: Draft): CrossFault[] {
  return closedLinks.flatMap((id, i) =>
    LINKS.some((link) => link.id === id)
      ? []
      : [{ path: ['closedLinks', i], message: `there is no link "${id}"` }],
  );
}

function matrixFaults({ travel }: Draft): CrossFault[] {
  if (!travel) return [];
  const size = travel.places.length;
  const faults: CrossFault[] = [];
  if (new Set(travel.places).size < size)
    faults.push({ path: ['travel', 'places'], message: 'a place is named twice' });
  for (const part of ['minutes', 'km', 'fares'] as const) {
    const rows = travel[part];
    if (!rows) continue;
    if (rows.length !== size)
      faults.push({ path: ['travel', part], message: `has ${rows.length} rows for ${size} places` });
    rows.forEach((row, i) => {
      if (row.length !== size)
        faults.push({ path: ['travel', part, i], message: `has ${row.length} columns for ${size} places` });
    });
  }
  return faults;
}
