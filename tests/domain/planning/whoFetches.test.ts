import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { planPickups } from '../../../shared/domain/pickups/planPickups.ts';
import { parsePickupProblem } from '../../../shared/domain/pickups/problem.ts';
import {
  buildPickupProblem,
  type PickupFacts,
  type PickupSite,
  type PickupVan,
} from '../../../shared/domain/planning/buildPickupProblem.ts';
import { afterIterations } from '../../../shared/domain/search/stop.ts';

const DAY = calendarDate('2020-09-15');

const site = (id: string, collectedBy: string, municipality = '0101'): PickupSite => ({
  id,
  name: `Home ${id}`,
  municipality,
  laboratory: 'lab',
  lat: 55.7,
  lon: 12.5,
  turnout: 1,
  collectedBy,
  pickupFromMinute: null,
  pickupMinutes: 5,
});
const van = (name: string, operator: string, municipality: string | null = null): PickupVan => ({
  id: name,
  name,
  depot: 'garage',
  operator,
  municipality,
  capacity: 200,
  hourlyRate: 309.56,
  kmRate: 3.52,
  fixedCost: 0,
  shiftFromMinute: 480,
  shiftToMinute: 1080,
  breakMinutes: 0,
});

function served(sites: readonly PickupSite[], vans: readonly PickupVan[]) {
  const facts: PickupFacts = {
    date: DAY,
    maxSampleHours: 48,
    laboratories: [{ id: 'lab', name: 'Lab', lat: 55.73, lon: 12.44, arrivalMinute: 1140, capacity: 500 }],
    garages: [{ id: 'garage', name: 'Garage', lat: 55.73, lon: 12.44, laboratory: 'lab' }],
    vans,
    sites,
    sessions: sites.map(({ id }) => ({
      ...{ id: `session ${id}`, site: id, date: DAY, labDate: DAY, start: 480, end: 540 },
      ...{ people: 20, dropIn: 0 },
    })),
    kits: new Map(),
  };
  const built = buildPickupProblem(facts);
  const problem = parsePickupProblem(built.problem);
  const { solution, reasons } = planPickups(problem, { seed: 1, stop: afterIterations(200) });
  const by = solution.routes.flatMap(({ vehicle, trips }) =>
    trips.flatMap(({ stops }) => stops.map(({ stop }): [string, string] => [stop, vehicle])),
  );
  return {
    by: Object.fromEntries(by),
    others: built.broughtByOthers.map(({ name }) => name),
    left: [...reasons.map(({ stop }) => stop), ...built.withoutCar.keys()],
  };
}

describe('who fetches (R45)', () => {
  test('each site by its own: the region, TCDK, or by agreement its kommune', () => {
    const sites = [site('a', 'region'), site('b', 'tcdk'), site('c', 'municipality')];
    const vans = [van('Region', 'region'), van('TCDK', 'tcdk'), van('Kommune', 'municipality', '0101')];
    expect(served(sites, vans)).toEqual({
      by: { 'Home a': 'Region', 'Home b': 'TCDK', 'Home c': 'Kommune' },
      others: [],
      left: [],
    });
  });

  test('a kommune’s car fetches at its own sites only', () => {
    const vans = [van('Region', 'region'), van('Hvidovre', 'municipality', '0167')];
    expect(served([site('a', 'municipality', '0101'), site('b', 'municipality', '0167')], vans)).toEqual({
      by: { 'Home b': 'Hvidovre' },
      others: ['Home a'],
      left: [],
    });
  });

  test('where TCDK or a kommune has no car here, it brings the samples itself: no stop of ours, and none left out', () => {
    const sites = [site('a', 'region'), site('b', 'tcdk'), site('c', 'municipality')];
    expect(served(sites, [van('Region', 'region')])).toEqual({
      by: { 'Home a': 'Region' },
      others: ['Home b', 'Home c'],
      left: [],
    });
  });

  test('the region’s site is not left to others: without a car it is left out with a reason', () => {
    expect(served([site('a', 'region')], [van('TCDK', 'tcdk')]).left).toEqual(['Home a']);
  });
});
