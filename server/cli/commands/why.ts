import type { RegisterCommand } from '../command.ts';
import { registerWhySession } from './questions.ts';
import { registerWhyRolls } from './whyRolls.ts';

/** Every plan that can be asked why. */
const QUESTIONS: readonly RegisterCommand[] = [registerWhyRolls, registerWhySession];

export const registerWhy: RegisterCommand = (program, context) => {
  const why = program.command('why').description('Why a plan is as it is, answered by priced alternatives');
  for (const register of QUESTIONS) register(why, context);
};
