/**
 * Names that are unique among the rows, for a problem that speaks of names instead of ids. A name that stands twice
 * gets where it belongs, and a number where even that is the same.
 */
export function uniquelyNamed<T extends { readonly name: string }>(
  rows: readonly T[],
  placeOf: (row: T) => string,
): T[] {
  const times = new Map<string, number>();
  for (const { name } of rows) times.set(name, (times.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return rows.map((row) => {
    let name = times.get(row.name) === 1 ? row.name : `${row.name} (${placeOf(row)})`;
    for (let number = 2; taken.has(name); number += 1) name = `${row.name} (${placeOf(row)}, ${number})`;
    taken.add(name);
    return { ...row, name };
  });
}
