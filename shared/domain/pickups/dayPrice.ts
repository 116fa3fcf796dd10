import type { TravelMatrix } from '../travel/matrix.ts';

/** A site as the look-ahead sees it. */
export interface PricedSite {
  /** Samples of an ordinary test day. */
  readonly samples: number;
  readonly serviceMinutes: number;
  /** Row of its laboratory in the matrix, after the sites. */
  readonly lab: number;
}

/** An ordinary vehicle of the region. */
export interface PricedVehicle {
  readonly capacity: number;
  readonly maxMinutes: number;
  readonly hourlyRate: number;
  readonly kmRate: number;
  readonly fixedCost: number;
  /** Loading and unloading of one trip. */
  readonly handlingMinutes: number;
}

/**
 * What it costs to have a site open on a day, priced while rolls are planned: no routes are made. Prices of the sites
 * of a day add up to the day's estimate, whatever the order in which they were opened.
 */
export interface DayPrices {
  /** Kroner that the day's routes grow by if the site is open (or saved, if it is and closes). */
  readonly price: (day: number, site: number) => number;
  /** Opens or closes a site; tells the change of the day's estimate. */
  readonly set: (day: number, site: number, open: boolean) => number;
  readonly isOpen: (day: number, site: number) => boolean;
  /** Estimated kroner of the day's routes. */
  readonly total: (day: number) => number;
  /** Scales all prices, so that these days' estimates meet what their routes really cost (the median of the ratios). */
  readonly calibrate: (days: readonly { readonly day: number; readonly cost: number }[]) => void;
}

const NEAREST = 16;

/**
 * Ways to the laboratory that a full share of a trip pays: there and back, and a little more because trips are not
 * packed full. Fitted on planned days of invented regions.
 */
const STEM_WAYS = 2.3;

const { max, min } = Math;

/**
 * The estimate of a day: every open site pays half of the ways to its two nearest open neighbours (the laboratory always
 * is one), its service, and its share of a trip: the way from and to the laboratory, handling and the vehicle, by how
 * much of a vehicle's capacity or working day it takes up. `travel` has a row per site, then per laboratory.
 */
export function dayPrices({
  sites,
  days,
  travel,
  vehicle,
}: {
  readonly sites: readonly PricedSite[];
  readonly days: number;
  readonly travel: TravelMatrix;
  readonly vehicle: PricedVehicle;
}): DayPrices {
  const count = sites.length;
  const perMinute = vehicle.hourlyRate / 60 + vehicle.fixedCost / vehicle.maxMinutes;
  const way = (from: number, to: number) => {
    const there = from * travel.size + to;
    const back = to * travel.size + from;
    const minutes = (travel.minutes[there]! + travel.minutes[back]!) / 2;
    const km = (travel.km[there]! + travel.km[back]!) / 2;
    return minutes * perMinute + km * vehicle.kmRate + (travel.fares[there]! + travel.fares[back]!) / 2;
  };
  const own = Float64Array.from(sites, ({ serviceMinutes }) => serviceMinutes * perMinute);
  const stem = Float64Array.from(
    sites,
    ({ lab }, i) => STEM_WAYS * (way(i, lab) + (vehicle.handlingMinutes * perMinute) / 2),
  );
  const share = Float64Array.from(sites, ({ samples, serviceMinutes, lab }, i) =>
    max(
      samples / vehicle.capacity,
      (serviceMinutes + travel.minutes[i * travel.size + lab]! / 4) / vehicle.maxMinutes,
    ),
  );
  const { list, price: near, reverse } = neighbours(sites, way);
  const open = new Uint8Array(count * days);
  const sums = Array.from({ length: days }, () => ({ detours: 0, shares: 0, stems: 0 }));
  let scale = 1;

  /** Half of the ways to the two nearest that are open; `also` counts as open, `without` does not. */
  function detour(day: number, site: number, also: number, without: number): number {
    const base = day * count;
    let found = 0;
    let sum = 0;
    for (let k = site * NEAREST; k < (site + 1) * NEAREST && found < 2; k++) {
      const other = list[k]!;
      if (other === END) break;
      // The laboratory is never far: a site beside nobody drives there and back.
      if (other === LABORATORY) {
        sum += near[k]! * (2 - found);
        found = 2;
      } else if ((open[base + other] === 1 && other !== without) || other === also) {
        sum += near[k]!;
        found++;
      }
    }
    return sum / 2;
  }

  /** What the day's detours grow by when the site is open rather than closed. */
  function detourChange(day: number, site: number): number {
    let change = detour(day, site, NOBODY, NOBODY) + own[site]!;
    for (const other of reverse[site]!) {
      if (open[day * count + other] === 1)
        change += detour(day, other, site, NOBODY) - detour(day, other, NOBODY, site);
    }
    return change;
  }

  /** A day has one trip at least. */
  const stems = (shares: number, weighted: number) => (shares <= 0 ? 0 : weighted * max(1, 1 / shares));

  function change(day: number, site: number): number {
    const sum = sums[day]!;
    const sign = open[day * count + site] === 1 ? -1 : 1;
    const before = stems(sum.shares, sum.stems);
    const after = stems(sum.shares + sign * share[site]!, sum.stems + sign * share[site]! * stem[site]!);
    return sign * detourChange(day, site) + after - before;
  }

  function set(day: number, site: number, opened: boolean): number {
    const at = day * count + site;
    if ((open[at] === 1) === opened) return 0;
    const sum = sums[day]!;
    const sign = opened ? 1 : -1;
    const total = change(day, site);
    sum.detours += sign * detourChange(day, site);
    sum.shares += sign * share[site]!;
    sum.stems += sign * share[site]! * stem[site]!;
    open[at] = opened ? 1 : 0;
    return total * scale;
  }

  const estimate = (day: number) => {
    const { detours, shares, stems: weighted } = sums[day]!;
    return detours + stems(shares, weighted);
  };

  return {
    price: (day, site) => Math.abs(change(day, site)) * scale,
    set,
    isOpen: (day, site) => open[day * count + site] === 1,
    total: (day) => estimate(day) * scale,
    calibrate: (planned) => {
      const ratios = planned
        .map(({ day, cost }) => cost / estimate(day))
        .filter((ratio) => Number.isFinite(ratio) && ratio > 0)
        .sort((a, b) => a - b);
      if (ratios.length > 0) scale = ratios[ratios.length >> 1]!;
    },
  };
}

const LABORATORY = -1;
const END = -2;
const NOBODY = -3;

/** Per site its nearest others with the same laboratory, up to the laboratory itself, which ends the list. */
function neighbours(sites: readonly PricedSite[], way: (from: number, to: number) => number) {
  const count = sites.length;
  const list = new Int32Array(count * NEAREST).fill(END);
  const price = new Float64Array(count * NEAREST);
  const reverse: number[][] = sites.map(() => []);
  sites.forEach(({ lab }, i) => {
    const home = way(i, lab);
    const others = sites
      .flatMap((other, j) => (j !== i && other.lab === lab ? [{ j, cost: way(i, j) }] : []))
      .filter(({ cost }) => cost < home)
      .sort((a, b) => a.cost - b.cost || a.j - b.j)
      .slice(0, NEAREST - 1);
    others.forEach(({ j, cost }, k) => {
      list[i * NEAREST + k] = j;
      price[i * NEAREST + k] = cost;
      reverse[j]!.push(i);
    });
    const last = min(others.length, NEAREST - 1);
    list[i * NEAREST + last] = LABORATORY;
    price[i * NEAREST + last] = home;
  });
  return { list, price, reverse };
}
