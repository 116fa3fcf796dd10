import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import { listRoundsOn } from '../../../db/queries/rounds.ts';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import { buildPickupProblem, type PickupFacts } from '../../../shared/domain/planning/buildPickupProblem.ts';
import { parsePickupProblem } from '../../../shared/domain/pickups/problem.ts';
import { compareRounds } from '../../../shared/usecases/lists/compareRounds.ts';
import { importRounds } from '../../../shared/usecases/lists/importRounds.ts';
import { planHere } from '../../../shared/usecases/lists/planHere.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { nightWorld } from '../planning/night.ts';
import { DAY, listWorld, type ListWorld, REGION } from './listWorld.ts';

let database: TestDatabase;
let world: ListWorld;

beforeEach(async () => {
  database = await freshDatabase();
  world = await listWorld(database.db);
});
afterEach(() => database.close());

const HEAD = 'round,weekdays,capacity,valid_from,valid_to,car,stop,site,lat,lon,time\n';
const deps = () => ({ ...nightWorld(database.db, '2020-09-14T16:00:00Z'), newId: randomUUID });
const take = (lines: string) =>
  importRounds(deps(), { actor: SYSTEM, region: REGION, text: HEAD + lines, by: 'Logistikvagten' });
const compare = () =>
  compareRounds({ ...deps(), planPickups: planHere }, { actor: SYSTEM, region: REGION, date: DAY });

const MORNING = [
  'Formiddag,mon-fri,30,2020-09-01,,,Plejehjem 1,Plejehjem 1,,,10:00',
  'Formiddag,mon-fri,30,2020-09-01,,,Plejehjem 2,Plejehjem 2,,,10:20',
  'Formiddag,mon-fri,30,2020-09-01,,,Herlev,,55.731,12.444,11:00',
].join('\n');

describe('courier rounds with fixed times (P10)', () => {
  test('a file replaces the round of the same name, and names what it does not know', async () => {
    expect(await take(MORNING)).toEqual({ rounds: 1, stops: 3 });
    expect(await take(MORNING)).toEqual({ rounds: 1, stops: 3 });
    const rounds = await asTenant(database.db, SYSTEM, (tx) =>
      listRoundsOn(tx, { region: REGION, date: DAY }),
    );
    expect(rounds).toMatchObject([
      {
        name: 'Formiddag',
        capacity: 30,
        car: null,
        stops: [{ site: world.sites[0], lat: 55.69 }, {}, { site: null }],
      },
    ]);
    await expect(take('Nat,mon,30,2020-09-07,,Bil 9,Et sted,Plejehjem 99,,,10:00')).rejects.toMatchObject({
      kind: 'bad-file',
      faults: [{ place: 'round Nat, car' }, { place: 'round Nat, Et sted' }],
    });
  });

  test('the comparison says who rides along, and what the list costs without them', async () => {
    await take(MORNING);
    const compared = await compare();
    expect(compared?.rounds).toMatchObject([
      {
        name: 'Formiddag',
        from: minutesOf('10:00'),
        to: minutesOf('11:00'),
        hours: 1,
        rides: [
          { name: 'Plejehjem 1', samples: 20, why: null },
          { name: 'Plejehjem 2', samples: 20, why: 'full' },
        ],
        tight: [],
      },
    ]);
    // The kits of the first site still have to be brought.
    expect([compared?.list.stops, compared?.beside.stops]).toEqual([4, 4]);
    await database.db.updateTable('stops').set({ kits: 0 }).execute();
    const without = await compare();
    expect([without?.list.stops, without?.beside.stops]).toEqual([4, 3]);
    expect(without!.beside.cost).toBeLessThan(without!.list.cost);
  });

  test('a round that a car of ours drives is planned within: its times stand, other stops lie between', async () => {
    const site = (i: number, lat: number) => ({
      ...{
        id: `site ${i}`,
        name: `Plejehjem ${i}`,
        municipality: '0101',
        laboratory: 'lab',
        turnout: 1,
        lon: 12.5,
        lat,
      },
      ...{ collectedBy: 'region', pickupFromMinute: null, pickupMinutes: 5 },
    });
    const facts: PickupFacts = {
      date: DAY,
      maxSampleHours: 48,
      laboratories: [{ id: 'lab', name: 'Lab', lat: 55.73, lon: 12.44, arrivalMinute: 1140, capacity: 500 }],
      garages: [{ id: 'garage', name: 'Garage', lat: 55.73, lon: 12.44, laboratory: 'lab' }],
      vans: [
        {
          ...{
            id: 'v1',
            name: 'Bil 1',
            depot: 'garage',
            operator: 'region',
            municipality: null,
            capacity: 200,
          },
          ...{
            hourlyRate: 300,
            kmRate: 3,
            fixedCost: 0,
            shiftFromMinute: 480,
            shiftToMinute: 1000,
            breakMinutes: 0,
          },
        },
      ],
      sites: [site(1, 55.69), site(2, 55.7)],
      sessions: [],
      kits: new Map([
        ['site 1', 5],
        ['site 2', 5],
      ]),
      rounds: [
        {
          ...{ id: 'r', name: 'Fast', capacity: 200, car: 'Bil 1' },
          stops: [
            { name: 'Skranken', site: null, lat: 55.68, lon: 12.57, minute: minutesOf('10:00') },
            { name: 'Depotet', site: null, lat: 55.72, lon: 12.45, minute: minutesOf('11:30') },
          ],
        },
      ],
    };
    const { problem } = buildPickupProblem(facts);
    const { solution, reasons } = await planHere(parsePickupProblem(problem), { seed: 1, iterations: 300 });
    expect(reasons).toEqual([]);
    const visits = solution.routes.flatMap(({ trips }) => trips.flatMap(({ stops }) => stops));
    const starts = new Map(visits.map(({ stop, start }) => [stop, start]));
    expect(starts.get('Fast 10:00: Skranken')).toBe('10:00');
    expect(starts.get('Fast 11:30: Depotet')).toBe('11:30');
    for (const name of ['Plejehjem 1', 'Plejehjem 2']) expect(starts.has(name)).toBe(true);
  });
});
