import type { DayNetwork } from './network.ts';

/**
 * Kroner for ways, drivers' minutes included: `from[i * places + j]` from i to j and `to[i * places + j]` from j to i, so
 * that everything about one stop lies in one row: a search that asks for it everywhere reads memory in order.
 */
export interface WayPrices {
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** By vehicle type; types that drive alike share theirs. */
export function wayPrices({ places, types }: DayNetwork): readonly WayPrices[] {
  const made: WayPrices[] = [];
  for (const { time, cost, costPerMinute } of types) {
    const same = types.findIndex(
      (other) => other.time === time && other.cost === cost && other.costPerMinute === costPerMinute,
    );
    made.push(made[same] ?? pricesOf(places, time, cost, costPerMinute));
  }
  return made;
}

function pricesOf(places: number, time: Int32Array, cost: Float64Array, rate: number): WayPrices {
  const from = Float64Array.from(cost, (kroner, k) => kroner + rate * time[k]!);
  const to = new Float64Array(from.length);
  for (let i = 0; i < places; i++)
    for (let j = 0; j < places; j++) to[j * places + i] = from[i * places + j]!;
  return { from, to };
}
