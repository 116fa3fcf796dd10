const FAR = 0x3fffffff;

/**
 * Integral flow at the least price (primal–dual): flow is pushed along the cheapest paths only, so that at any moment
 * no other flow of the same size costs less. Prices are small whole numbers. The flow that stands at the beginning must
 * be a cheapest one of its size. An arc and its reverse are neighbours (`arc ^ 1`).
 */
export class PriceFlow {
  private nodes = 0;
  private arcs = 0;
  private to: Int32Array = new Int32Array(4096);
  private cap: Int32Array = new Int32Array(4096);
  private price: Int32Array = new Int32Array(4096);
  private next: Int32Array = new Int32Array(4096);
  private head: Int32Array = new Int32Array(1024).fill(-1);
  private potential = new Int32Array(0);
  private distance = new Int32Array(0);
  private current = new Int32Array(0);
  private onPath = new Uint8Array(0);

  /** Adds a node; returns its number. */
  node(): number {
    if (this.nodes === this.head.length) {
      const head = new Int32Array(this.head.length * 2).fill(-1);
      head.set(this.head);
      this.head = head;
    }
    return this.nodes++;
  }

  /** Adds an arc that carries `flow` already; returns its number. */
  arc(
    from: number,
    to: number,
    { room, price = 0, flow = 0 }: { room: number; price?: number; flow?: number },
  ): number {
    const arc = this.arcs;
    if (arc + 2 > this.to.length) this.grow();
    this.to.set([to, from], arc);
    this.cap.set([room - flow, flow], arc);
    this.price.set([price, -price], arc);
    this.next.set([this.head[from]!, this.head[to]!], arc);
    this.head[from] = arc;
    this.head[to] = arc + 1;
    this.arcs = arc + 2;
    return arc;
  }

  flowOn(arc: number): number {
    return this.cap[arc ^ 1]!;
  }

  /** Lets more through an arc. */
  widen(arc: number, more: number): void {
    this.cap[arc]! += more;
  }

  /** Pushes as much as fits from `source` to `sink`, cheapest first; returns how much. */
  run(source: number, sink: number): number {
    let total = 0;
    if (this.potential.length !== this.nodes) {
      this.potential = new Int32Array(this.nodes);
      this.distance = new Int32Array(this.nodes);
      this.current = new Int32Array(this.nodes);
      this.onPath = new Uint8Array(this.nodes);
    }
    this.settle();
    while (this.search(source, sink)) {
      this.current.set(this.head.subarray(0, this.nodes));
      for (;;) {
        const pushed = this.push(source, sink, 0x7fffffff);
        if (pushed === 0) break;
        total += pushed;
      }
    }
    return total;
  }

  /** Potentials under which no arc with room has a price below 0 (Bellman–Ford; arcs may be new since the last run). */
  private settle(): void {
    const { potential, head, next, to, cap, price, nodes } = this;
    potential.fill(0);
    const waiting = new Uint8Array(nodes).fill(1);
    let queue = Array.from({ length: nodes }, (_, node) => node);
    while (queue.length > 0) {
      const later: number[] = [];
      for (const node of queue) {
        waiting[node] = 0;
        for (let arc = head[node]!; arc >= 0; arc = next[arc]!) {
          const other = to[arc]!;
          if (cap[arc]! <= 0 || potential[node]! + price[arc]! >= potential[other]!) continue;
          potential[other] = potential[node]! + price[arc]!;
          if (waiting[other] === 0) later.push(other);
          waiting[other] = 1;
        }
      }
      queue = later;
    }
  }

  /** Distances by reduced price, as buckets: they are small whole numbers. */
  private search(source: number, sink: number): boolean {
    const { distance, potential, head, next, to, cap, price } = this;
    distance.fill(FAR);
    distance[source] = 0;
    const buckets: number[][] = [[source]];
    let farthest = 0;
    for (let d = 0; d < buckets.length; d++) {
      const bucket = (buckets[d] ??= []);
      // A bucket grows while it is read: arcs of price 0 lead back into it.
      for (const node of bucket) {
        if (distance[node] !== d) continue;
        farthest = d;
        for (let arc = head[node]!; arc >= 0; arc = next[arc]!) {
          if (cap[arc]! <= 0) continue;
          const other = to[arc]!;
          const reached = d + price[arc]! + potential[node]! - potential[other]!;
          if (reached >= distance[other]!) continue;
          distance[other] = reached;
          (buckets[reached] ??= []).push(other);
        }
      }
      if (distance[sink]! <= d) break;
    }
    if (distance[sink] === FAR) return false;
    const most = Math.min(farthest, distance[sink]!);
    for (let node = 0; node < this.nodes; node++) potential[node]! += Math.min(distance[node]!, most);
    return true;
  }

  /** Along arcs of reduced price 0; nodes on the path are barred, so that it never turns in a circle. */
  private push(node: number, sink: number, limit: number): number {
    if (node === sink) return limit;
    const { to, cap, price, next, potential, current, onPath } = this;
    onPath[node] = 1;
    let sent = 0;
    for (let arc = current[node]!; arc >= 0; arc = next[arc]!) {
      current[node] = arc;
      const other = to[arc]!;
      if (cap[arc]! <= 0 || onPath[other] === 1) continue;
      if (price[arc]! + potential[node]! - potential[other]! !== 0) continue;
      const pushed = this.push(other, sink, Math.min(limit - sent, cap[arc]!));
      if (pushed === 0) continue;
      cap[arc]! -= pushed;
      cap[arc ^ 1]! += pushed;
      sent += pushed;
      if (sent === limit) {
        onPath[node] = 0;
        return sent;
      }
    }
    current[node] = -1;
    onPath[node] = 0;
    return sent;
  }

  private grow(): void {
    const larger = (old: Int32Array) => {
      const array = new Int32Array(old.length * 2);
      array.set(old);
      return array;
    };
    this.to = larger(this.to);
    this.cap = larger(this.cap);
    this.price = larger(this.price);
    this.next = larger(this.next);
  }
}
