import type { RegisterCommand } from '../command.ts';
import { registerWhatIfRoll } from './questions.ts';
import { registerWhatIfRolls } from './whatIfRolls.ts';

/** Every planner that can be asked what would be. */
const QUESTIONS: readonly RegisterCommand[] = [registerWhatIfRolls, registerWhatIfRoll];

export const registerWhatIf: RegisterCommand = (program, context) => {
  const whatIf = program
    .command('what-if')
    .description('Plan a changed copy of a problem beside the real one, and compare');
  for (const register of QUESTIONS) register(whatIf, context);
};
