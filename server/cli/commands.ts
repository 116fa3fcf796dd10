import type { RegisterCommand } from './command.ts';
import { registerCheck } from './commands/check.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerSolve } from './commands/solve.ts';

/** Every command of `podeplan`, in the order of its help. */
export const COMMANDS: readonly RegisterCommand[] = [registerMigrate, registerSolve, registerCheck];
