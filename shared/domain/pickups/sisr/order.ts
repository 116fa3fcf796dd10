import type { Random } from '../../search/random.ts';

/** What the orders of recreation look at, by stop. */
export interface StopTraits {
  readonly demand: ArrayLike<number>;
  /** From the depot. */
  readonly distance: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

type Key = (stop: number) => number;

/** In which order absent stops come back: a sort by one of these, drawn by weight. */
export function recreateOrder(traits: StopTraits, random: Random): (absent: number[]) => void {
  const { demand, distance, open, close } = traits;
  const orders: readonly { readonly weight: number; readonly key: Key }[] = [
    { weight: 4, key: () => random() },
    { weight: 4, key: (stop) => -demand[stop]! },
    { weight: 2, key: (stop) => -distance[stop]! },
    { weight: 1, key: (stop) => distance[stop]! },
    { weight: 2, key: (stop) => close[stop]! - open[stop]! },
    { weight: 2, key: (stop) => open[stop]! },
    { weight: 2, key: (stop) => -close[stop]! },
  ];
  const total = orders.reduce((sum, { weight }) => sum + weight, 0);
  const keys = new Float64Array(demand.length);
  return (absent) => {
    let draw = random() * total;
    let chosen = 0;
    while (draw >= orders[chosen]!.weight) draw -= orders[chosen++]!.weight;
    const { key } = orders[chosen]!;
    for (const stop of absent) keys[stop] = key(stop);
    if (absent.length > FEW) absent.sort((a, b) => keys[a]! - keys[b]! || a - b);
    else sortFew(absent, keys);
  };
}

/** Up to so many, sorting by insertion is several times faster than a comparator. */
const FEW = 48;

function sortFew(absent: number[], keys: Float64Array): void {
  for (let i = 1; i < absent.length; i++) {
    const stop = absent[i]!;
    const key = keys[stop]!;
    let k = i - 1;
    while (k >= 0 && keys[absent[k]!]! > key) {
      absent[k + 1] = absent[k]!;
      k--;
    }
    absent[k + 1] = stop;
  }
}
