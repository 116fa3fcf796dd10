import type { RegisterCommand } from './command.ts';
import { registerMigrate } from './commands/migrate.ts';

/** Every command of `podeplan`, in the order of its help. */
export const COMMANDS: readonly RegisterCommand[] = [registerMigrate];
