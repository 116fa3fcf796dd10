import type { Pipeline } from './step.ts';
import { allot } from './steps/allot.ts';
import { decide } from './steps/decide.ts';
import { fixLists } from './steps/fixLists.ts';
import { importRelease } from './steps/importRelease.ts';
import { measure } from './steps/measure.ts';
import type { NightDeps } from './steps/nightDeps.ts';
import { planPickupLists } from './steps/planPickups.ts';
import { planRolls } from './steps/planRolls.ts';
import { publish } from './steps/publish.ts';

/**
 * One night, in order. This file alone says what comes next: steps do not know each other, and a step begins when
 * every unit of the one before is done.
 */
export const NIGHT: Pipeline<NightDeps> = [
  importRelease, // the authority's figures of the day
  measure, // each municipality's colour, and who is to be called
  decide, // people; the demo's go by its script
  allot, // each region: test days and quotas, agreed
  planRolls, // each municipality and private home: its own roll inside its quota
  publish, // what the checker does not fault
  fixLists, // each list whose hour has come, before any is made anew
  planPickupLists, // each region: a list for each day that is due
];
