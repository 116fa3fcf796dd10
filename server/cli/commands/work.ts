import type { RegisterCommand } from '../command.ts';

export const registerWork: RegisterCommand = (program, context) => {
  program
    .command('work')
    .description('Do the jobs of an installation’s queue (DATABASE_URL, REDIS_URL); as many as you like')
    .action(async () => {
      const { work } = await import('../runtime/work.ts');
      await work(context.config());
    });
};
