#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readConfig } from '../../shared/config.ts';
import { COMMANDS } from './commands.ts';
import { ownVersion } from './ownVersion.ts';
import { EXIT, exitCodeOf, printProblem } from './exit.ts';

const OLDEST_NODE = [22, 18] as const;

function refuseOldNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  process.stderr.write(
    `podeplan needs Node ${OLDEST_NODE.join('.')} or newer and this is ${process.versions.node}: ` +
      'start it with npm (npm start, npm run --silent podeplan -- …), which brings its own.\n',
  );
  process.exit(EXIT.badUsage);
}

async function main(): Promise<void> {
  refuseOldNode();
  const program = new Command('podeplan')
    .description('Planner for systematic COVID testing of care staff in Denmark')
    .version(ownVersion(), '--version', 'print the version')
    .exitOverride()
    .showHelpAfterError('(podeplan --help lists what there is)');
  const context = { config: () => readConfig(process.env, process.cwd()) };
  for (const register of COMMANDS) register(program, context);
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.badUsage;
    else {
      printProblem(error);
      process.exitCode = exitCodeOf(error);
    }
  }
}

// Whoever reads along has seen enough (`| head`): that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

await main();
