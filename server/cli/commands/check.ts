import type { RegisterCommand } from '../command.ts';
import { registerCheckPickups } from './checkPickups.ts';
import { registerCheckRolls } from './checkRolls.ts';

/** Every checker of a plan in a file. */
const CHECKERS: readonly RegisterCommand[] = [registerCheckRolls, registerCheckPickups];

export const registerCheck: RegisterCommand = (program, context) => {
  const check = program
    .command('check')
    .description('Check a plan against its problem: exit code 1 and one line per broken rule');
  for (const register of CHECKERS) register(check, context);
};
