/** What the benchmark plans, from a municipality to ten times the nation. */
export const SIZES = {
  municipality: { sites: 15, staff: 1_600, labs: 1 },
  region: { sites: 300, staff: 31_200, labs: 1 },
  tenth: { sites: 150, staff: 15_600, labs: 1 },
  nation: { sites: 1_500, staff: 156_000, labs: 5 },
  ten: { sites: 15_000, staff: 1_560_000, labs: 50 },
} as const;
export type SizeName = keyof typeof SIZES;
