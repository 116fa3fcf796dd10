import type { Client } from 'pg';
import { addDays } from '../shared/domain/calendar/calendarDate.ts';
import { DEFAULT_POLICIES } from '../shared/domain/policy/policy.ts';
import { MUNICIPALITIES, POPULATION_DATE } from '../shared/domain/geography/municipalities.ts';
import { REGIONS, regionOf } from '../shared/domain/geography/regions.ts';

/** The public bodies that take part besides municipalities and regions. */
const AUTHORITIES = [
  { id: 'stps', name: 'Styrelsen for Patientsikkerhed' },
  { id: 'tcdk', name: 'Testcenter Danmark' },
];

/**
 * Brings regions, municipalities, memberships, populations and public organisations into line with the domain's
 * tables. Call inside a transaction; writes nothing that stands already.
 */
export async function seedReferenceData(client: Client): Promise<void> {
  await client.query(`SELECT set_config('podeplan.actor_kind', 'system', true)`);
  await upsert(client, 'regions', ['code'], REGIONS.map(regionRow));
  await upsert(client, 'municipalities', ['code'], MUNICIPALITIES.map(municipalityRow));
  await upsert(client, 'region_memberships', ['municipality_code', 'from_date'], memberships());
  await upsert(client, 'populations', ['municipality_code', 'from_date'], MUNICIPALITIES.map(populationRow));
  await upsert(client, 'organisations', ['id'], organisations());
  await seedPolicies(client);
}

/** The regimes of a new installation. Whoever has any of their own keeps exactly those. */
async function seedPolicies(client: Client): Promise<void> {
  const rows = DEFAULT_POLICIES.map(({ name, validFrom, rules }, i) => {
    const next = DEFAULT_POLICIES[i + 1]?.validFrom;
    return { name, from_date: validFrom, to_date: next ? addDays(next, -1) : null, params: rules };
  });
  await client.query(
    `INSERT INTO policies (id, kind, name, version, from_date, to_date, params, source)
     SELECT gen_random_uuid(), 'regime', name, 1, from_date, to_date, params, 'National model of 3 September 2020'
     FROM json_populate_recordset(NULL::policies, $1)
     WHERE NOT EXISTS (SELECT FROM policies WHERE kind = 'regime')`,
    [JSON.stringify(rows)],
  );
}

type Row = Readonly<Record<string, string | number | null>>;

function regionRow({ code, name, from, to }: (typeof REGIONS)[number]): Row {
  return { code, name, from_date: from, to_date: to };
}

function municipalityRow({ code, name, landsdel, lat, lon }: (typeof MUNICIPALITIES)[number]): Row {
  return { code, name, landsdel, lat, lon };
}

function populationRow({ code, population2020 }: (typeof MUNICIPALITIES)[number]): Row {
  return {
    municipality_code: code,
    from_date: POPULATION_DATE,
    inhabitants: population2020,
    source: 'Statistics Denmark, first quarter 2020',
  };
}

function memberships(): Row[] {
  return REGIONS.flatMap((region) =>
    MUNICIPALITIES.filter((municipality) => regionOf(municipality, region.from) === region.code).map(
      (municipality) => ({
        municipality_code: municipality.code,
        region_code: region.code,
        from_date: region.from,
        to_date: region.to,
      }),
    ),
  );
}

function organisations(): Row[] {
  const none = { municipality_code: null, region_code: null };
  return [
    ...MUNICIPALITIES.map(({ code, name }) => ({
      ...none,
      id: code,
      kind: 'municipality',
      name: `${name} Kommune`,
      municipality_code: code,
    })),
    ...REGIONS.map(({ code, name }) => ({ ...none, id: code, kind: 'region', name, region_code: code })),
    ...AUTHORITIES.map(({ id, name }) => ({ ...none, id, kind: 'authority', name })),
  ];
}

async function upsert(
  client: Client,
  table: string,
  key: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const others = columns.filter((column) => !key.includes(column));
  const list = columns.join(', ');
  await client.query(
    `INSERT INTO ${table} AS old (${list})
     SELECT ${list} FROM json_populate_recordset(NULL::${table}, $1)
     ON CONFLICT (${key.join(', ')}) DO UPDATE
     SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}
     WHERE (${others.map((column) => `old.${column}`).join(', ')})
       IS DISTINCT FROM (${others.map((column) => `excluded.${column}`).join(', ')})`,
    [JSON.stringify(rows)],
  );
}
