import { country } from './country.ts';
import { colours, errors, layout, parties } from './layout.ts';
import { municipality } from './municipality.ts';
import { pickups } from './pickups.ts';
import { reasons, unserved, unservedFix } from './reasons.ts';
import { region } from './region.ts';
import { runs } from './runs.ts';
import { sites } from './sites.ts';

/** Danish is the first language: its keys are the keys. */
export const danish = {
  layout,
  errors,
  colours,
  parties,
  country,
  municipality,
  region,
  pickups,
  runs,
  reasons,
  unserved,
  unservedFix,
  sites,
};
