import { parsePickupProblem, type PickupProblem } from '../../../shared/domain/pickups/problem.ts';
import { randomInt, seededRandom } from '../../../shared/domain/search/random.ts';

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/**
 * A small day with every kind of limit, each of them tight now and then. `hard`: more stops than the vehicles can
 * serve, places without a way, locks that cannot be kept.
 */
export function randomWorld(seed: number, { stops, hard }: { stops: number; hard: boolean }): PickupProblem {
  const random = seededRandom(seed);
  const below = (limit: number) => randomInt(random, limit);
  const often = (share: number) => random() < share;
  const names = ['lab', 'garage', ...Array.from({ length: stops }, (_, i) => `s${i + 1}`)];
  const points = names.map(() => [below(60), below(60)] as const);
  const closed = names.map((name) => hard && name.startsWith('s') && often(0.06));
  const cells = (spread: number) =>
    points.map(([x, y], i) =>
      points.map(([a, b], j) =>
        i !== j && (closed[i]! || closed[j]!)
          ? null
          : i === j
            ? 0
            : Math.ceil(Math.hypot(x - a, y - b)) + below(spread),
      ),
    );
  const count = 1 + below(hard ? 2 : 3);
  const vehicles = Array.from({ length: count }, (_, v) => {
    const from = 360 + below(120);
    return {
      id: `v${v + 1}`,
      start: often(0.5) ? 'lab' : 'garage',
      end: often(0.5) ? 'lab' : 'garage',
      unloadAt: 'lab',
      capacity: 60 + below(60),
      hourlyRate: 309.56,
      kmRate: 3.5,
      fixedCost: below(3) * 100,
      shift: [clock(from), clock(from + (hard ? 240 : 600) + below(180))],
      ...(often(0.5) && { maxMinutes: (hard ? 200 : 480) + below(120) }),
      ...(often(0.4) && { break: { minutes: 30, from: '11:00', to: '13:00' } }),
      maxTrips: 1 + below(4),
      loadMinutes: below(3) * 5,
      unloadMinutes: below(3) * 5,
      speedClass: often(0.5) ? 'van' : 'truck',
    };
  });
  return parsePickupProblem({
    maxSampleHours: 24,
    speedClasses: { van: 1, truck: 1.2 },
    depots: [
      {
        id: 'lab',
        kind: 'laboratory',
        latestArrival: clock(960 + below(240)),
        ...(often(0.3) && { capacity: stops * (hard ? 12 : 30) }),
      },
      { id: 'garage', kind: 'garage' },
    ],
    vehicles,
    stops: Array.from({ length: stops }, (_, i) => {
      const opens = 420 + below(300);
      const samples = often(0.15) ? 0 : 1 + below(35);
      return {
        id: `s${i + 1}`,
        window: [clock(opens), clock(Math.min(1439, opens + 30 + below(hard ? 120 : 300)))],
        ...(often(0.4) && { ready: clock(opens + below(40)) }),
        serviceMinutes: below(4) * 3,
        samples,
        kits: often(0.4) ? 0 : below(35),
        ...(often(0.2) && { kitsReady: clock(360 + below(180)) }),
        ...(samples > 0 &&
          often(0.5) && { firstSwab: clock(opens - 60), maxSampleHours: 2 + below(hard ? 3 : 8) }),
        ...(hard && often(0.15) && { vehicles: ['v1'] }),
        ...(hard && often(0.1) && { lock: { vehicle: 'v1', ...(often(0.5) && { at: clock(opens + 20) }) } }),
      };
    }),
    travel: { places: names, minutes: cells(6), km: cells(4) },
  });
}
