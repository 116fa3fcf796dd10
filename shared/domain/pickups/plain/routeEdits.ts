import type { PlainState } from './network.ts';

export interface RouteEdits {
  /** Puts a stop between two neighbours of a route; its times are measured by `spread` or `measure`. */
  readonly link: (stop: number, before: number, after: number, route: number) => void;
  readonly unlink: (stop: number, route: number) => void;
  readonly empty: (route: number) => void;
  /** Fills an empty route from a list up to the next 0; tells where the next begins. */
  readonly fill: (route: number, nodes: Int32Array, from: number) => number;
  /** False: a window is missed. */
  readonly measure: (route: number) => boolean;
  /** Measures forward and backward from a new stop, as far as anything changes. */
  readonly spread: (stop: number) => void;
}

/** Changes of linked routes and what they are measured by. */
export function routeEdits(state: PlainState): RouteEdits {
  const { net, next, prev, routeOf, leg, departs, latest, first, last, home, load, size, total } = state;
  const { listed, placeInList } = state;
  const { stops, distance, demand, open, close, service } = net;
  const width = stops + 1;

  function link(u: number, p: number, n: number, r: number): void {
    if (size[r] === 0) use(r);
    size[r]!++;
    load[r]! += demand[u]!;
    routeOf[u] = r;
    next[u] = n;
    prev[u] = p;
    const toU = distance[p * width + u]!;
    leg[u] = toU;
    if (p === 0) first[r] = u;
    else next[p] = u;
    const onward = distance[u * width + n]!;
    if (n === 0) {
      total.driven += toU + onward - home[r]!;
      last[r] = u;
      home[r] = onward;
    } else {
      total.driven += toU + onward - leg[n]!;
      prev[n] = u;
      leg[n] = onward;
    }
  }

  function unlink(u: number, r: number): void {
    const p = prev[u]!;
    const n = next[u]!;
    const onward = distance[p * width + n]!;
    if (p === 0) first[r] = n;
    else next[p] = n;
    if (n === 0) {
      total.driven += onward - leg[u]! - home[r]!;
      last[r] = p;
      home[r] = onward;
    } else {
      total.driven += onward - leg[u]! - leg[n]!;
      prev[n] = p;
      leg[n] = onward;
    }
    routeOf[u] = -1;
    load[r]! -= demand[u]!;
    size[r]! -= 1;
    if (size[r] === 0) retire(r);
  }

  function spread(u: number): void {
    const r = routeOf[u]!;
    let leaves = departs[prev[u]!]!;
    for (let i = u; i !== 0; i = next[i]!) {
      const arrives = leaves + leg[i]!;
      leaves = (arrives > open[i]! ? arrives : open[i]!) + service[i]!;
      if (i !== u && leaves === departs[i]) break;
      departs[i] = leaves;
    }
    const n = next[u]!;
    let until = n === 0 ? latest[0]! - home[r]! : latest[n]! - leg[n]!;
    for (let i = u; i !== 0; i = prev[i]!) {
      until -= service[i]!;
      if (until > close[i]!) until = close[i]!;
      if (i !== u && until === latest[i]) break;
      latest[i] = until;
      until -= leg[i]!;
    }
  }

  function use(r: number): void {
    swap(placeInList[r]!, total.used++);
    home[r] = 0;
  }

  function retire(r: number): void {
    swap(placeInList[r]!, --total.used);
    home[r] = 0;
  }

  function swap(a: number, b: number): void {
    const ra = listed[a]!;
    const rb = listed[b]!;
    listed[a] = rb;
    listed[b] = ra;
    placeInList[rb] = a;
    placeInList[ra] = b;
  }

  function empty(r: number): void {
    if (size[r] === 0) return;
    let driven = home[r]!;
    for (let i = first[r]!; i !== 0; i = next[i]!) {
      driven += leg[i]!;
      routeOf[i] = -1;
    }
    total.driven -= driven;
    size[r] = 0;
    load[r] = 0;
    first[r] = 0;
    last[r] = 0;
    retire(r);
  }

  function fill(r: number, nodes: Int32Array, from: number): number {
    if (nodes[from] === 0) return from + 1;
    use(r);
    first[r] = nodes[from]!;
    let k = from;
    let p = 0;
    let weight = 0;
    let driven = 0;
    for (let i = nodes[k]!; i !== 0; i = nodes[++k]!) {
      routeOf[i] = r;
      prev[i] = p;
      next[i] = nodes[k + 1]!;
      leg[i] = distance[p * width + i]!;
      driven += leg[i]!;
      weight += demand[i]!;
      p = i;
    }
    last[r] = p;
    home[r] = distance[p * width]!;
    load[r] = weight;
    size[r] = k - from;
    total.driven += driven + home[r];
    measure(r);
    return k + 1;
  }

  function measure(r: number): boolean {
    let fits = true;
    let leaves = departs[0]!;
    for (let i = first[r]!; i !== 0; i = next[i]!) {
      const arrives = leaves + leg[i]!;
      if (arrives > close[i]!) fits = false;
      leaves = (arrives > open[i]! ? arrives : open[i]!) + service[i]!;
      departs[i] = leaves;
    }
    let until = latest[0]! - home[r]!;
    if (leaves > until) fits = false;
    for (let i = last[r]!; i !== 0; i = prev[i]!) {
      until -= service[i]!;
      if (until > close[i]!) until = close[i]!;
      latest[i] = until;
      until -= leg[i]!;
    }
    return fits;
  }

  return { link, unlink, empty, fill, measure, spread };
}
