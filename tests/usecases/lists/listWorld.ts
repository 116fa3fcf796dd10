import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../../db/connect.ts';
import { insertRows } from '../../../db/insertRows.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';

export const REGION = '1084';
/** A Tuesday; its list was fixed on Monday at 14:00. */
export const DAY = calendarDate('2020-09-15');

export interface ListWorld {
  readonly planId: string;
  readonly laboratoryId: string;
  readonly vehicles: readonly string[];
  /** Of two cars, two stops each, in order. */
  readonly stops: readonly string[];
  readonly routes: readonly string[];
  /** Five: the last has no stop. */
  readonly sites: readonly string[];
}

const OWNER = { organisationId: '0101', municipalityCode: '0101' };

/** One region with two cars, five sites and a frozen list of four stops, each of 20 samples and 10 kits. */
export async function listWorld(db: Db, state: 'planned' | 'frozen' = 'frozen'): Promise<ListWorld> {
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
  const [laboratoryId = '', planId = '', depotId = ''] = ids(3);
  const [sites, vehicles, routes, stops] = [ids(5), ids(2), ids(2), ids(4)];
  await db.transaction().execute(async (tx) => {
    await sql`SELECT set_config('podeplan.actor_kind', 'system', true)`.execute(tx);
    const at = { lat: 55.731, lon: 12.444 };
    await insertRows(tx, 'laboratories', [
      {
        id: laboratoryId,
        regionCode: REGION,
        name: 'Laboratoriet i Herlev',
        ...at,
        arrivalMinute: 19 * 60,
        weekdayCapacity: [500, 500, 500, 500, 500, 0, 0],
      },
    ]);
    await insertRows(tx, 'depots', [
      { id: depotId, regionCode: REGION, laboratoryId, name: 'Herlev', ...at },
    ]);
    await insertRows(
      tx,
      'vehicles',
      vehicles.map((id, i) => ({
        id,
        regionCode: REGION,
        depotId,
        operator: 'region',
        name: `Bil ${i + 1}`,
        capacity: 200,
        speedClass: 'van',
        fixedCost: 0,
        hourlyRate: 309.56,
        kmRate: 3.52,
        shiftFromMinute: 8 * 60,
        shiftToMinute: 18 * 60,
        breakMinutes: 0,
        weekdays: [0, 1, 2, 3, 4],
        fromDate: calendarDate('2020-08-01'),
      })),
    );
    await insertRows(
      tx,
      'sites',
      sites.map((id, i) => ({
        ...OWNER,
        id,
        laboratoryId,
        kind: 'nursing-home',
        name: `Plejehjem ${i + 1}`,
        lat: 55.69 + 0.01 * i,
        lon: 12.5 + 0.015 * i,
        minutesPerSwab: 4,
        blockMinutes: 0,
        dropIn: 0,
        turnout: 1,
        lastPickupMinute: 17 * 60,
        pickupMinutes: 5,
        collectedBy: 'region',
        openFrom: calendarDate('2020-08-01'),
      })),
    );
    await insertRows(tx, 'pickupPlans', [
      {
        id: planId,
        regionCode: REGION,
        date: DAY,
        state,
        policy: {},
        problemHash: 'list-world',
        seed: 1,
        score: {},
        createdAt: new Date('2020-09-14T02:00:00Z'),
        ...(state === 'frozen' ? { frozenAt: new Date('2020-09-14T12:00:00Z') } : {}),
      },
    ]);
    await insertRows(
      tx,
      'routes',
      routes.map((id, i) => ({
        id,
        planId,
        regionCode: REGION,
        date: DAY,
        inForce: true,
        vehicleId: vehicles[i]!,
        trip: 1,
        laboratoryId,
        startMinute: 9 * 60 + 40,
        endMinute: 11 * 60 + 10,
        km: 30,
        cost: 500,
      })),
    );
    await insertRows(
      tx,
      'stops',
      stops.map((id, i) => ({
        ...OWNER,
        id,
        routeId: routes[Math.floor(i / 2)]!,
        regionCode: REGION,
        position: (i % 2) + 1,
        siteId: sites[i]!,
        arrivalMinute: 10 * 60 + (i % 2) * 30,
        departureMinute: 10 * 60 + 5 + (i % 2) * 30,
        samples: 20,
        kits: 10,
        state,
        locked: false,
      })),
    );
  });
  return { planId, laboratoryId, vehicles, stops, routes, sites };
}
