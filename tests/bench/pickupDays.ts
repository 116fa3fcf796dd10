// A region's day, larger and larger: the first list, a plan after some seconds beside one after more, re-plans of the
// driven day, and the price of opening a site beside real routes. Usage: node tests/bench/pickupDays.ts [--stops 200,400,1000]
// [--seconds 5] [--long 60]
import { parseArgs } from 'node:util';
import { timeOf } from '../../shared/domain/calendar/minutes.ts';
import { dayPrices } from '../../shared/domain/pickups/dayPrice.ts';
import { planPickups, pickupPlan } from '../../shared/domain/pickups/planPickups.ts';
import { parsePickupProblem, type PickupProblem } from '../../shared/domain/pickups/problem.ts';
import { replanPickups } from '../../shared/domain/pickups/replan/replanPickups.ts';
import { travelOf } from '../../shared/domain/pickups/travelOf.ts';
import { seededRandom } from '../../shared/domain/search/random.ts';
import { afterIterations, atPace } from '../../shared/domain/search/stop.ts';

const { values } = parseArgs({
  options: {
    stops: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '5' },
    long: { type: 'string', default: '60' },
  },
});

const now = () => performance.now();

/** Sites around twelve towns of central Jutland, sessions over the day, kits at most stops, ten hours from the swab. */
function regionDay(count: number): PickupProblem {
  const random = seededRandom(5);
  const below = (most: number) => Math.floor(random() * most);
  const towns = Array.from({ length: 12 }, () => ({
    lat: 55.6 + random() * 0.9,
    lon: 8.6 + random() * 0.9,
  }));
  const stops = Array.from({ length: count }, (_, i) => {
    const { lat, lon } = towns[below(towns.length)]!;
    const opens = 480 + below(20) * 15;
    return {
      id: `s${i + 1}`,
      lat: lat + (random() - 0.5) * 0.16,
      lon: lon + (random() - 0.5) * 0.26,
      window: [timeOf(opens), timeOf(Math.min(opens + 90 + below(20) * 15, 1200))],
      ready: timeOf(opens + below(30)),
      serviceMinutes: 4 + below(5),
      samples: 5 + below(40),
      kits: random() < 0.6 ? below(50) : 0,
      kitsReady: '06:00',
      firstSwab: timeOf(opens - 60 - below(120)),
      maxSampleHours: 10,
    };
  });
  const vehicles = Array.from({ length: Math.ceil(count / 10) }, (_, v) => ({
    id: `v${v + 1}`,
    start: v % 3 === 0 ? 'garage' : 'lab',
    end: v % 3 === 0 ? 'garage' : 'lab',
    unloadAt: 'lab',
    capacity: 250 + 50 * (v % 3),
    kmRate: 3.52,
    fixedCost: 250,
    shift: ['06:00', '20:00'],
    maxMinutes: 600,
    break: { minutes: 30, from: '11:00', to: '13:30' },
    maxTrips: 4,
    loadMinutes: 10,
    unloadMinutes: 10,
  }));
  const depots = [
    { id: 'lab', kind: 'laboratory', lat: 56.14, lon: 9, latestArrival: '20:00' },
    { id: 'garage', kind: 'garage', lat: 55.8, lon: 9.3 },
  ];
  return parsePickupProblem({ maxSampleHours: 24, depots, vehicles, stops });
}

function planned(problem: PickupProblem, seconds: number) {
  const began = now();
  const stop = seconds === 0 ? afterIterations(0) : atPace({ limit: seconds * 1000, now });
  const result = planPickups(problem, { seed: 1, stop });
  const plan = pickupPlan(problem, result, { seed: 1 });
  const { served, unserved, cost, vehicles, trips } = plan.score;
  const took = ((now() - began) / 1000).toFixed(2);
  const text = `${problem.stops.length} stops, ${seconds} s: ${served} served, ${unserved} not, ${cost} kr. (${(cost / served).toFixed(1)} a stop), ${vehicles} vehicles, ${trips} trips, ${result.iterations} iterations in ${took} s`;
  process.stdout.write(`${text}\n`);
  return plan;
}

for (const count of values.stops.split(',').map(Number)) {
  const problem = regionDay(count);
  planned(problem, 0);
  const short = planned(problem, Number(values.seconds));
  const long = planned(problem, Number(values.long));
  process.stdout.write(`gap ${((short.score.cost / long.score.cost - 1) * 100).toFixed(2)} %\n`);
  const later = short.routes.flatMap(({ trips }) => trips.flatMap(({ stops }) => stops)).at(-1)!.stop;
  const [broken] = short.routes;
  const nothing = { now: 720, closed: [], broken: [], added: [] };
  for (const [name, events] of Object.entries({
    closed: { ...nothing, now: 400, closed: [later] },
    broken: { ...nothing, broken: [broken!.vehicle] },
    added: {
      ...nothing,
      added: [{ ...problem.stops[0]!, id: 'new', window: ['13:00', '18:00'] as [string, string] }],
    },
  })) {
    const began = now();
    const { diff, plan } = replanPickups(problem, short, events);
    process.stdout.write(
      `re-plan ${name}: ${diff.totals.changed} of ${count} change, ${plan.unserved.length} left out, ${Math.round(now() - began)} ms\n`,
    );
  }
}

/** Sums of prices beside routes: calibrated on two days, measured on the others. */
function priceTracking(): void {
  const world = regionDay(120);
  const random = seededRandom(9);
  const travel = travelOf(world);
  const [vehicle] = world.vehicles;
  const days = 12;
  const prices = dayPrices({
    days,
    travel,
    sites: world.stops.map(({ samples, serviceMinutes }) => ({
      lab: world.stops.length,
      samples,
      serviceMinutes,
    })),
    vehicle: {
      capacity: vehicle!.capacity,
      hourlyRate: vehicle!.hourlyRate,
      kmRate: vehicle!.kmRate,
      maxMinutes: vehicle!.maxMinutes ?? 600,
      fixedCost: vehicle!.fixedCost,
      handlingMinutes: 20,
    },
  });
  const costs = Array.from({ length: days }, (_, day) => {
    const share = 0.2 + 0.5 * random();
    const open = world.stops.filter((_, i) => {
      const opened = random() < share;
      if (opened) prices.set(day, i, true);
      return opened;
    });
    const { score } = planPickups({ ...world, stops: open }, { seed: 1, stop: afterIterations(3000) });
    return score.cost;
  });
  prices.calibrate([0, 1].map((day) => ({ day, cost: costs[day]! })));
  const errors = costs.slice(2).map((cost, i) => Math.abs(prices.total(i + 2) / cost - 1) * 100);
  errors.sort((a, b) => a - b);
  const began = now();
  let sum = 0;
  for (let k = 0; k < 500_000; k++) sum += prices.price(k % days, (k * 7) % 120);
  const rate = Math.round(500_000 / ((now() - began) / 1000));
  process.stdout.write(
    `prices: off by ${errors[errors.length >> 1]!.toFixed(1)} % in the median of ${errors.length} days, ${rate} a second (mean ${(sum / 500_000).toFixed(0)} kr.)\n`,
  );
}

priceTracking();
