import { Option } from 'commander';
import { DEMO_NAMES, type DemoName } from '../../../shared/demo/world.ts';
import type { RegisterCommand } from '../command.ts';

export const registerStart: RegisterCommand = (program, context) => {
  program
    .command('start')
    .description('Run everything on this machine: database, pages, queue; an empty database gets the demo')
    .addOption(
      new Option('--demo <name>', 'which invented world to load into an empty database').choices(DEMO_NAMES),
    )
    .action(async ({ demo }: { demo?: DemoName }) => {
      const { start } = await import('../runtime/start.ts');
      await start(context.config(), { demo });
    });
};
