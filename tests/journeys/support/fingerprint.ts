import pg from 'pg';
import { startEmbeddedPostgres } from '../../../db/embedded/startEmbeddedPostgres.ts';

/** What a night leaves behind, without the ids that it drew and the moments at which it wrote. */
const CONTENT = {
  nights: `SELECT kind, key, step, state, seed FROM runs`,
  steps: `SELECT r.key, s.step FROM run_steps s JOIN runs r ON r.id = s.run_id`,
  colours: `SELECT r.released_on, m.municipality_code, m.window_name, m.cases, m.population, m.colour
            FROM measured_colours m JOIN releases r ON r.id = m.release_id`,
  followUps: `SELECT municipality_code, opened_on, closed_on FROM follow_ups`,
  decisions: `SELECT municipality_code, kind, colour, scope, decided_on, effective_from, first_test_week FROM decisions`,
  rolls: `SELECT municipality_code, from_date, to_date, state, seed, score FROM rolls`,
  sessions: `SELECT site_id, room_id, date, start_minute, end_minute, lanes, people, state FROM sessions`,
  slots: `SELECT s.site_id, s.date, t.start_minute, t.lane_minute, t.lane, t.people, t.staff_id, t.headcount_id
          FROM slots t JOIN sessions s ON s.id = t.session_id`,
  pickups: `SELECT p.region_code, p.date, p.state, r.vehicle_id, r.trip, r.start_minute, t.position, t.site_id,
              t.arrival_minute, t.samples, t.kits
            FROM pickup_plans p LEFT JOIN routes r ON r.plan_id = p.id LEFT JOIN stops t ON t.route_id = r.id`,
} as const;

/** Sorted lines of what the database of this data directory holds, to be compared with another's. */
export async function fingerprint(dataDir: string): Promise<Record<string, string[]>> {
  const server = await startEmbeddedPostgres({ dataDir, ifRunning: 'adopt' });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const found: Record<string, string[]> = {};
    for (const [name, query] of Object.entries(CONTENT)) {
      const { rows } = await client.query<{ line: string }>(
        `SELECT row_to_json(content)::text AS line FROM (${query}) AS content ORDER BY 1`,
      );
      found[name] = rows.map(({ line }) => line);
    }
    return found;
  } finally {
    await client.end();
    await server.stop();
  }
}
