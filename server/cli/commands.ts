import type { RegisterCommand } from './command.ts';
import { registerAgree } from './commands/agree.ts';
import { registerAllot } from './commands/allot.ts';
import { registerCaseFile } from './commands/caseFile.ts';
import { registerCheck } from './commands/check.ts';
import { registerColours } from './commands/colours.ts';
import { registerContact } from './commands/contact.ts';
import { registerDecide } from './commands/decide.ts';
import { registerDecisions } from './commands/decisions.ts';
import { registerDiff } from './commands/diff.ts';
import { registerDirectory } from './commands/directory.ts';
import { registerExport } from './commands/export.ts';
import { registerFollowUps } from './commands/followUps.ts';
import { registerFerries } from './commands/ferries.ts';
import { registerImport } from './commands/importIncidence.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerPickups } from './commands/pickups.ts';
import { registerPlan } from './commands/plan.ts';
import { registerPlanner } from './commands/planner.ts';
import { registerReleases } from './commands/releases.ts';
import { registerNotices } from './commands/notices.ts';
import { registerReview } from './commands/review.ts';
import { registerRedStaff } from './commands/redStaff.ts';
import { registerReplay } from './commands/replay.ts';
import { registerReplanPickups } from './commands/replanPickups.ts';
import { registerRounds } from './commands/rounds.ts';
import { registerServe } from './commands/serve.ts';
import { registerSession } from './commands/session.ts';
import { registerSolve } from './commands/solve.ts';
import { registerTestDays } from './commands/testDays.ts';
import { registerStart } from './commands/start.ts';
import { registerWhatIf } from './commands/whatIf.ts';
import { registerWhy } from './commands/why.ts';
import { registerWork } from './commands/work.ts';

/** Every command of `podeplan`, in the order of its help. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerStart,
  registerServe,
  registerWork,
  registerMigrate,
  registerImport,
  registerReleases,
  registerColours,
  registerRedStaff,
  registerFollowUps,
  registerCaseFile,
  registerContact,
  registerDirectory,
  registerDecide,
  registerDecisions,
  registerAgree,
  registerReview,
  registerNotices,
  registerReplay,
  registerAllot,
  registerTestDays,
  registerPlan,
  registerPlanner,
  registerSession,
  registerFerries,
  registerPickups,
  registerRounds,
  registerExport,
  registerSolve,
  registerCheck,
  registerWhy,
  registerDiff,
  registerWhatIf,
  registerReplanPickups,
];
