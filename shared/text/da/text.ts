import { agreements } from './agreements.ts';
import { country } from './country.ts';
import { decide } from './decide.ts';
import { directory } from './directory.ts';
import { followUp } from './followUp.ts';
import { forms } from './forms.ts';
import { colours, errors, layout, parties } from './layout.ts';
import { lists } from './lists.ts';
import { municipality } from './municipality.ts';
import { onTheDay } from './onTheDay.ts';
import { notices } from './notices.ts';
import { planning } from './planning.ts';
import { pickups } from './pickups.ts';
import { reasons, unserved, unservedFix } from './reasons.ts';
import { readiness } from './readiness.ts';
import { redStaff } from './redStaff.ts';
import { region } from './region.ts';
import { releases } from './releases.ts';
import { rolls } from './rolls.ts';
import { reviews } from './reviews.ts';
import { runs } from './runs.ts';
import { sites } from './sites.ts';
import { testDays } from './testDays.ts';
import { whatIf } from './whatIf.ts';
import { why } from './why.ts';

/** Danish is the first language: its keys are the keys. */
export const danish = {
  layout,
  errors,
  colours,
  parties,
  country,
  municipality,
  followUp,
  readiness,
  redStaff,
  reviews,
  notices,
  directory,
  agreements,
  decide,
  forms,
  region,
  onTheDay,
  pickups,
  planning,
  releases,
  lists,
  rolls,
  runs,
  reasons,
  unserved,
  unservedFix,
  sites,
  testDays,
  whatIf,
  why,
};
