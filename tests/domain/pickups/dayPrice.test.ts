import { describe, expect, test } from '@jest/globals';
import { dayPrices, type DayPrices } from '../../../shared/domain/pickups/dayPrice.ts';
import { parsePickupProblem, type PickupProblem } from '../../../shared/domain/pickups/problem.ts';
import { travelOf } from '../../../shared/domain/pickups/travelOf.ts';
import { randomInt, seededRandom } from '../../../shared/domain/search/random.ts';
import { planOf } from './worlds.ts';

const DAYS = process.env.DEEP ? 42 : 8;

/** Sites around a laboratory; each has its own session end. */
function region(count: number): PickupProblem {
  const random = seededRandom(11);
  return parsePickupProblem({
    depots: [{ id: 'lab', kind: 'laboratory', lat: 55.73, lon: 12.44 }],
    vehicles: Array.from({ length: 8 }, (_, i) => ({
      id: `v${i}`,
      start: 'lab',
      end: 'lab',
      unloadAt: 'lab',
      capacity: 300,
      hourlyRate: 309.56,
      kmRate: 3.52,
      shift: ['07:00', '20:00'],
      maxMinutes: 480,
      unloadMinutes: 10,
    })),
    stops: Array.from({ length: count }, (_, i) => {
      const ready = 9 + randomInt(random, 6);
      return {
        id: `s${i}`,
        lat: 55.6 + random() * 0.35,
        lon: 12 + random() * 0.5,
        municipality: '0101',
        window: [`${String(ready).padStart(2, '0')}:00`, `${ready + 4}:00`],
        samples: 10 + randomInt(random, 40),
      };
    }),
  });
}

const world = region(90);
const open = (prices: DayPrices, day: number, list: readonly number[]) =>
  list.map((site) => prices.set(day, site, true)).reduce((sum, price) => sum + price, 0);

function pricesOf(problem: PickupProblem) {
  return dayPrices({
    sites: problem.stops.map(({ samples, serviceMinutes }) => ({
      samples,
      serviceMinutes,
      lab: problem.stops.length,
    })),
    days: DAYS,
    travel: travelOf(problem),
    vehicle: {
      capacity: 300,
      maxMinutes: 480,
      hourlyRate: 309.56,
      kmRate: 3.52,
      fixedCost: 0,
      handlingMinutes: 10,
    },
  });
}

describe('dayPrices', () => {
  test('prices add up to the day’s estimate, in whatever order sites open and close', () => {
    const prices = pricesOf(world);
    const paid = open(prices, 0, [3, 14, 15, 92 % 90, 65, 35]);
    expect(prices.total(0)).toBeCloseTo(paid, 6);
    expect(open(prices, 1, [35, 65, 2, 15, 14, 3])).toBeCloseTo(paid, 6);
    const saved = [14, 3, 65, 15, 2, 35].map((site) => prices.set(1, site, false)).reduce((a, b) => a + b);
    expect(saved).toBeCloseTo(-paid, 6);
    expect(prices.total(1)).toBeCloseTo(0, 6);
  });

  test('the price of opening is what opening then costs, and of closing what it saves', () => {
    const prices = pricesOf(world);
    open(prices, 0, [1, 2, 3]);
    const price = prices.price(0, 50);
    expect(prices.set(0, 50, true)).toBeCloseTo(price, 9);
    expect(prices.price(0, 50)).toBeCloseTo(price, 9);
  });

  test('a site beside an open one is cheaper than alone', () => {
    const prices = pricesOf(world);
    const alone = prices.price(0, 10);
    open(
      prices,
      0,
      world.stops.flatMap((_, i) => (i === 10 ? [] : [i])),
    );
    expect(prices.price(0, 10)).toBeLessThan(alone / 2);
  });

  test('calibrated on two days, the others’ sums lie within 10 % of their routes’ cost in the median', () => {
    const prices = pricesOf(world);
    const random = seededRandom(5);
    const costs = Array.from({ length: DAYS }, (_, day) => {
      const share = 0.2 + 0.5 * random();
      const list = [...world.stops.keys()].filter(() => random() < share);
      open(prices, day, list);
      const plan = planOf({ ...world, stops: list.map((i) => world.stops[i]!) }, { iterations: 800 });
      expect(plan.unserved).toEqual([]);
      return plan.score.cost;
    });
    prices.calibrate([0, 1].map((day) => ({ day, cost: costs[day]! })));
    const errors = costs.slice(2).map((cost, i) => Math.abs(prices.total(i + 2) / cost - 1));
    expect(errors.sort((a, b) => a - b)[errors.length >> 1]).toBeLessThan(0.1);
  }, 120_000);
});
