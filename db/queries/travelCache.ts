import { sql } from 'kysely';
import type { Db } from '../connect.ts';
import { insertRows } from '../insertRows.ts';
import type { Transaction } from '../connect.ts';

interface Place {
  readonly lat: number;
  readonly lon: number;
}

interface Way {
  readonly from: Place;
  readonly to: Place;
  readonly minutes: number;
  readonly km: number;
}

/** Ways between any two of some places that were asked since an instant. Coordinates in 1e-5 degrees. */
export async function listCachedWays(
  db: Db,
  { source, places, since }: { source: string; places: readonly Place[]; since: Date },
): Promise<Way[]> {
  const { rows } = await sql<{
    fromLat: number;
    fromLon: number;
    toLat: number;
    toLon: number;
    seconds: number;
    metres: number;
  }>`
    WITH places AS (SELECT * FROM json_to_recordset(${JSON.stringify(places)}) AS place (lat integer, lon integer))
    SELECT from_lat, from_lon, to_lat, to_lon, seconds, metres
    FROM travel_cache
    JOIN places AS start ON start.lat = from_lat AND start.lon = from_lon
    JOIN places AS goal ON goal.lat = to_lat AND goal.lon = to_lon
    WHERE source = ${source} AND fetched_at >= ${since}`.execute(db);
  return rows.map(({ fromLat, fromLon, toLat, toLon, seconds, metres }) => ({
    from: { lat: fromLat, lon: fromLon },
    to: { lat: toLat, lon: toLon },
    minutes: seconds / 60,
    km: metres / 1000,
  }));
}

/** Keeps the answers of a source; what was kept before is asked for anew when it has grown old. */
export async function saveCachedWays(
  transaction: Transaction,
  { source, ways, at }: { source: string; ways: readonly Way[]; at: Date },
): Promise<void> {
  const places = [...new Set(ways.flatMap(({ from, to }) => [from, to]))];
  await sql`
    DELETE FROM travel_cache USING
      json_to_recordset(${JSON.stringify(places)}) AS start (lat integer, lon integer),
      json_to_recordset(${JSON.stringify(places)}) AS goal (lat integer, lon integer)
    WHERE source = ${source} AND from_lat = start.lat AND from_lon = start.lon
      AND to_lat = goal.lat AND to_lon = goal.lon`.execute(transaction);
  const rows = new Map(
    ways.map(({ from, to, minutes, km }) => [
      `${from.lat} ${from.lon} ${to.lat} ${to.lon}`,
      {
        source,
        fromLat: from.lat,
        fromLon: from.lon,
        toLat: to.lat,
        toLon: to.lon,
        seconds: Math.round(minutes * 60),
        metres: Math.round(km * 1000),
        fetchedAt: at,
      },
    ]),
  );
  await insertRows(transaction, 'travelCache', [...rows.values()]);
}
