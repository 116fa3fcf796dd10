import { agreementEndpoints } from './endpoints/agreements.ts';
import { caseFileEndpoints } from './endpoints/caseFile.ts';
import { colourEndpoints } from './endpoints/colours.ts';
import { contactEndpoints } from './endpoints/contacts.ts';
import { decisionEndpoints } from './endpoints/decisions.ts';
import { directoryEndpoints } from './endpoints/directory.ts';
import { onTheDayEndpoints } from './endpoints/onTheDay.ts';
import { listEndpoints } from './endpoints/lists.ts';
import { noticeEndpoints } from './endpoints/notices.ts';
import { redStaffEndpoints } from './endpoints/redStaff.ts';
import { reviewEndpoints } from './endpoints/reviews.ts';
import { kitEndpoints } from './endpoints/kits.ts';
import { pickupListEndpoints } from './endpoints/pickupLists.ts';
import { readinessEndpoints } from './endpoints/readiness.ts';
import { releaseEndpoints } from './endpoints/releases.ts';
import { plannerEndpoints } from './endpoints/planner.ts';
import { planRollEndpoints } from './endpoints/planRolls.ts';
import { questionEndpoints } from './endpoints/questions.ts';
import { rollEndpoints } from './endpoints/rolls.ts';
import { runEndpoints } from './endpoints/runs.ts';
import { sessionEndpoints } from './endpoints/sessions.ts';
import { testDayEndpoints } from './endpoints/testDays.ts';
import { statementEndpoints } from './endpoints/statements.ts';

/** All that `/api/v1` answers: the router and the OpenAPI document are made of this list. */
export const ENDPOINTS = [
  ...colourEndpoints,
  ...caseFileEndpoints,
  ...redStaffEndpoints,
  ...contactEndpoints,
  ...directoryEndpoints,
  ...readinessEndpoints,
  ...decisionEndpoints,
  ...releaseEndpoints,
  ...agreementEndpoints,
  ...reviewEndpoints,
  ...noticeEndpoints,
  ...rollEndpoints,
  ...planRollEndpoints,
  ...questionEndpoints,
  ...plannerEndpoints,
  ...testDayEndpoints,
  ...sessionEndpoints,
  ...onTheDayEndpoints,
  ...pickupListEndpoints,
  ...listEndpoints,
  ...kitEndpoints,
  ...statementEndpoints,
  ...runEndpoints,
];
