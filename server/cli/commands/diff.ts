import type { RegisterCommand } from '../command.ts';
import { registerDiffPickups } from './diffPickups.ts';
import { registerDiffRolls } from './diffRolls.ts';

/** Every comparison of two plans in files. */
const COMPARISONS: readonly RegisterCommand[] = [registerDiffRolls, registerDiffPickups];

export const registerDiff: RegisterCommand = (program, context) => {
  const diff = program
    .command('diff')
    .description('What a new plan changes: before, after, why, and who is to be told');
  for (const register of COMPARISONS) register(diff, context);
};
