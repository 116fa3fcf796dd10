interface Rate {
  readonly cases: number | null;
  readonly population: number;
  /** Per 100,000, as the authority states it. */
  readonly published?: number | null;
}

/** New cases of the window per 100,000, for display only (R2 compares integers); as published where that measured. */
export function incidenceOf({ cases, population, published }: Rate): number {
  return published ?? ((cases ?? 0) * 100_000) / population;
}
