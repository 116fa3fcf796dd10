import type { RegisterCommand } from '../command.ts';
import { registerSolvePickups } from './solvePickups.ts';
import { registerSolveRolls } from './solveRolls.ts';

/** Every planner that runs on a file. */
const PLANNERS: readonly RegisterCommand[] = [registerSolveRolls, registerSolvePickups];

export const registerSolve: RegisterCommand = (program, context) => {
  const solve = program
    .command('solve')
    .description('Plan from a file, with no database and no server; the plan goes to standard output');
  for (const register of PLANNERS) register(solve, context);
};
