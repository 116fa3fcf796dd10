import { MUNICIPALITIES, type Municipality } from '../domain/geography/municipalities.ts';
import type { DemoName, DemoSiteKind } from './world.ts';

/** How large a demo is. Staff numbers are totals; sites share them in proportion. */
export interface Scale {
  readonly municipalities: readonly Municipality[];
  readonly sites: Readonly<Record<DemoSiteKind, number>>;
  readonly staff: Readonly<Record<DemoSiteKind, number>>;
  /** How many municipalities plan from headcounts alone (P1). */
  readonly headcountsOnly: number;
}

const REGION_HOVEDSTADEN = '1084';
/** Three neighbours of different size, one of them planning from headcounts. */
const TINY = new Set(['0155', '0185', '0217']);

function within(codes: (municipality: Municipality) => boolean): Municipality[] {
  return MUNICIPALITIES.filter(codes);
}

/**
 * Hovedstaden as it was in January 2021: 32,000 staff at about 200 addresses. The country: about 930 homes and 500
 * districts with 130,000 staff, and home nursing beside them; so its districts are smaller.
 */
export function scaleOf(demo: DemoName): Scale {
  switch (demo) {
    case 'hovedstaden':
      return {
        municipalities: within(({ region }) => region === REGION_HOVEDSTADEN),
        sites: { 'nursing-home': 126, 'home-care-district': 45, 'home-nursing': 29 },
        staff: { 'nursing-home': 11_000, 'home-care-district': 17_500, 'home-nursing': 3_500 },
        headcountsOnly: 4,
      };
    case 'denmark':
      return {
        municipalities: within(() => true),
        sites: { 'nursing-home': 930, 'home-care-district': 500, 'home-nursing': 98 },
        staff: { 'nursing-home': 63_000, 'home-care-district': 55_500, 'home-nursing': 11_500 },
        headcountsOnly: 14,
      };
    case 'tiny':
      return {
        municipalities: within(({ code }) => TINY.has(code)),
        sites: { 'nursing-home': 4, 'home-care-district': 3, 'home-nursing': 3 },
        staff: { 'nursing-home': 190, 'home-care-district': 160, 'home-nursing': 50 },
        headcountsOnly: 1,
      };
  }
}
