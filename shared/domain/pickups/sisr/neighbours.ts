/**
 * For every stop the others, nearest first, at most `most` of them. `distance(from, to)` may be any measure of how well
 * `to` goes with `from`.
 */
export function nearestStops(
  stops: number,
  most: number,
  distance: (from: number, to: number) => number,
): Int32Array[] {
  const lists: Int32Array[] = [new Int32Array(0)];
  const keys = new Float64Array(stops + 1);
  for (let i = 1; i <= stops; i++) {
    const others: number[] = [];
    for (let j = 1; j <= stops; j++) {
      if (j === i) continue;
      keys[j] = distance(i, j);
      others.push(j);
    }
    others.sort((a, b) => keys[a]! - keys[b]! || a - b);
    lists.push(Int32Array.from(others.slice(0, most)));
  }
  return lists;
}
