import type { RoutingInstance } from '../../shared/domain/pickups/instances/instance.ts';
import { searchInstance } from '../../shared/domain/pickups/instances/solveInstance.ts';
import { divide, together } from '../../shared/domain/pickups/sisr/divide.ts';
import { DEFAULT_SISR } from '../../shared/domain/pickups/sisr/params.ts';
import { coolingOf } from '../../shared/domain/pickups/sisr/search.ts';
import { seededRandom } from '../../shared/domain/search/random.ts';
import { afterIterations } from '../../shared/domain/search/stop.ts';
import type { Found, Team, TeamSearch } from './pickupTeam.ts';

/** How often the parts are put together and cut anew: often enough that every border moves at every temperature. */
const MEETINGS = 60;

/**
 * One annealing shared by all threads: the plan is cut into parts of neighbouring routes, each thread ruins and recreates
 * one of them, and the cut moves. A step costs the same in a part as in the whole, so two threads do twice as many.
 */
export async function dividedSearch(
  { size, part }: Team,
  instance: RoutingInstance,
  { seed, iterations, onProgress }: TeamSearch,
  until: number,
): Promise<Found> {
  const { vehicles, customers } = instance;
  const random = seededRandom(seed);
  const width = customers + 1;
  const distance = (i: number, j: number) => instance.distance[i * width + j]!;
  const first = searchInstance(instance, { seed, stop: afterIterations(0) });
  const cooling = coolingOf(DEFAULT_SISR, 0, 1)(first.cost / (customers + countRoutes(first.routes)));
  const temperature = (share: number) => cooling.from * (cooling.to / cooling.from) ** share;
  let best: Found = first;
  let current = { routes: first.routes, absent: first.absent };
  let done = 0;
  for (let k = 0; k < MEETINGS; k++) {
    const [from, to] = [k / MEETINGS, (k + 1) / MEETINGS];
    const milliseconds = Math.max(1, (until - performance.now()) / (MEETINGS - k));
    const parts = divide(current.routes, { parts: size, vehicles, absent: current.absent, distance }, random);
    const found = await Promise.all(
      parts.map((own, i) =>
        part(i, {
          part: own,
          seed: seed + 1_000_003 * (size * k + i),
          cooling: { from: temperature(from), to: temperature(to) },
          budget: { iterations: share(iterations, from, to), milliseconds },
        }),
      ),
    );
    for (const result of found) done += result.iterations;
    const cost = found.reduce((sum, result) => sum + result.cost, 0);
    const absent = found.flatMap((result) => result.absent);
    if (absent.length < best.absent.length || (absent.length === best.absent.length && cost < best.cost))
      best = {
        routes: together(
          found.map((result) => result.routes),
          vehicles,
        ),
        cost,
        absent,
        iterations: 0,
      };
    const routes = together(
      found.map((result) => result.current),
      vehicles,
    );
    current = { routes, absent: leftOut(routes, customers) };
    onProgress?.({ iterations: done, progress: to, cost: best.cost, absent: best.absent.length });
  }
  return { ...best, iterations: done };
}

function share(iterations: number | undefined, from: number, to: number): number | undefined {
  return iterations === undefined ? undefined : Math.round(iterations * to) - Math.round(iterations * from);
}

function countRoutes(saved: Int32Array): number {
  return saved.reduce((count, node, i) => count + (node === 0 && i > 0 && saved[i - 1] !== 0 ? 1 : 0), 0);
}

function leftOut(routes: Int32Array, customers: number): number[] {
  const served = new Set(routes);
  return Array.from({ length: customers }, (_, i) => i + 1).filter((stop) => !served.has(stop));
}
