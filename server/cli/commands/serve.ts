import type { RegisterCommand } from '../command.ts';

export const registerServe: RegisterCommand = (program, context) => {
  program
    .command('serve')
    .description('Serve pages and the API of an installation (DATABASE_URL); as many as you like')
    .action(async () => {
      const { serve } = await import('../runtime/serve.ts');
      await serve(context.config());
    });
};
