/** New cases of the window per 100,000, for display only (R2 compares integers). */
export function incidenceOf({ cases, population }: { cases: number; population: number }): number {
  return (cases * 100_000) / population;
}
