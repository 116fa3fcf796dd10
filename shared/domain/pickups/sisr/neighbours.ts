/** Room for the number of a stop below a distance in one sortable number. */
const STOPS_BITS = 2 ** 14;
const DISTANCE_STEPS = 2 ** 38;

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
  const row = new Float64Array(stops);
  for (let i = 1; i <= stops; i++) {
    let farthest = 0;
    for (let j = 1; j <= stops; j++) {
      const d = j === i ? Infinity : distance(i, j);
      row[j - 1] = d;
      if (d < Infinity && d > farthest) farthest = d;
    }
    const scale = farthest > 0 ? (DISTANCE_STEPS - 2) / farthest : 0;
    for (let j = 1; j <= stops; j++) {
      const d = row[j - 1]!;
      const step = d === Infinity ? DISTANCE_STEPS : Math.floor(d * scale);
      row[j - 1] = j === i ? Infinity : step * STOPS_BITS + j;
    }
    row.sort();
    lists.push(Int32Array.from(row.subarray(0, Math.min(most, stops - 1)), (key) => key % STOPS_BITS));
  }
  return lists;
}
