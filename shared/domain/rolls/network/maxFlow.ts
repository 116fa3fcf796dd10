/**
 * Integral maximum flow (Dinic) on typed arrays that grow and are used again: a roll asks for hundreds of thousands of
 * small flows and a few large ones. An arc and its reverse are neighbours (`arc ^ 1`).
 */
export class MaxFlow {
  nodes = 0;
  arcs = 0;
  cap = new Int32Array(1024);
  to = new Int32Array(1024);
  private next = new Int32Array(1024);
  private head = new Int32Array(256);
  private level = new Int32Array(256);
  private current = new Int32Array(256);
  private queue = new Int32Array(256);
  private sink = 0;

  /** Forgets everything; nodes are 0 … `nodes` − 1. */
  reset(nodes: number): void {
    if (nodes > this.head.length) {
      const size = Math.max(nodes, this.head.length * 2);
      this.head = new Int32Array(size);
      this.level = new Int32Array(size);
      this.current = new Int32Array(size);
      this.queue = new Int32Array(size);
    }
    this.head.fill(-1, 0, nodes);
    this.nodes = nodes;
    this.arcs = 0;
  }

  /** Adds an arc and its empty reverse; returns the arc's number. */
  arc(from: number, to: number, cap: number): number {
    const arc = this.arcs;
    if (arc + 2 > this.to.length) this.grow();
    this.to[arc] = to;
    this.cap[arc] = cap;
    this.next[arc] = this.head[from]!;
    this.head[from] = arc;
    this.to[arc + 1] = from;
    this.cap[arc + 1] = 0;
    this.next[arc + 1] = this.head[to]!;
    this.head[to] = arc + 1;
    this.arcs = arc + 2;
    return arc;
  }

  /** The flow on an arc that was added with an empty reverse. */
  flowOn(arc: number): number {
    return this.cap[arc ^ 1]!;
  }

  /** Pushes as much more as fits and returns it. Capacities may be raised between two runs: the flow stands. */
  run(source: number, sink: number): number {
    this.sink = sink;
    let total = 0;
    while (this.layer(source)) {
      this.current.set(this.head.subarray(0, this.nodes));
      for (;;) {
        const pushed = this.push(source, 0x7fffffff);
        if (pushed === 0) break;
        total += pushed;
      }
    }
    return total;
  }

  /** After `run`: whether a node can still be reached, that is, lies on the source's side of a minimum cut. */
  reached(node: number): boolean {
    return this.level[node]! >= 0;
  }

  /** Nodes that more flow from `start` could reach, without passing through `barred`. */
  reachableFrom(start: number, barred: readonly number[] = []): Uint8Array {
    const seen = new Uint8Array(this.nodes);
    for (const node of barred) seen[node] = 2;
    seen[start] = 1;
    this.queue[0] = start;
    for (let read = 0, write = 1; read < write; read++) {
      for (let arc = this.head[this.queue[read]!]!; arc >= 0; arc = this.next[arc]!) {
        const other = this.to[arc]!;
        if (this.cap[arc]! <= 0 || seen[other] !== 0) continue;
        seen[other] = 1;
        this.queue[write++] = other;
      }
    }
    return seen;
  }

  /** Nodes from which more flow could still reach `end`. */
  reaching(end: number): Uint8Array {
    const seen = new Uint8Array(this.nodes);
    seen[end] = 1;
    this.queue[0] = end;
    for (let read = 0, write = 1; read < write; read++) {
      for (let arc = this.head[this.queue[read]!]!; arc >= 0; arc = this.next[arc]!) {
        const other = this.to[arc]!;
        if (this.cap[arc ^ 1]! <= 0 || seen[other] !== 0) continue;
        seen[other] = 1;
        this.queue[write++] = other;
      }
    }
    return seen;
  }

  private layer(source: number): boolean {
    const { level, queue, head, next, to, cap, sink } = this;
    level.fill(-1, 0, this.nodes);
    level[source] = 0;
    queue[0] = source;
    let found = false;
    for (let read = 0, write = 1; read < write; read++) {
      const node = queue[read]!;
      const depth = level[node]! + 1;
      for (let arc = head[node]!; arc >= 0; arc = next[arc]!) {
        const other = to[arc]!;
        if (cap[arc]! > 0 && level[other]! < 0) {
          level[other] = depth;
          if (other === sink) found = true;
          queue[write++] = other;
        }
      }
      if (found && level[sink]! < depth) return true;
    }
    return found;
  }

  private push(node: number, limit: number): number {
    if (node === this.sink) return limit;
    const { level, next, to, cap, current } = this;
    const depth = level[node]! + 1;
    let sent = 0;
    for (let arc = current[node]!; arc >= 0; arc = next[arc]!) {
      current[node] = arc;
      if (cap[arc]! <= 0 || level[to[arc]!]! !== depth) continue;
      const pushed = this.push(to[arc]!, Math.min(limit - sent, cap[arc]!));
      if (pushed === 0) continue;
      cap[arc]! -= pushed;
      cap[arc ^ 1]! += pushed;
      sent += pushed;
      if (sent === limit) return sent;
    }
    current[node] = -1;
    return sent;
  }

  private grow(): void {
    const size = this.to.length * 2;
    const larger = (old: Int32Array) => {
      const array = new Int32Array(size);
      array.set(old);
      return array;
    };
    this.to = larger(this.to);
    this.cap = larger(this.cap);
    this.next = larger(this.next);
  }
}
