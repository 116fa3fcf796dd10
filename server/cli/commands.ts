import type { RegisterCommand } from './command.ts';
import { registerCheck } from './commands/check.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerServe } from './commands/serve.ts';
import { registerSolve } from './commands/solve.ts';
import { registerStart } from './commands/start.ts';
import { registerWork } from './commands/work.ts';

/** Every command of `podeplan`, in the order of its help. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerStart,
  registerServe,
  registerWork,
  registerMigrate,
  registerSolve,
  registerCheck,
];
