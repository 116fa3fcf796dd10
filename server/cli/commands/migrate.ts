import type { RegisterCommand } from '../command.ts';

export const registerMigrate: RegisterCommand = (program, context) => {
  program
    .command('migrate')
    .description('Bring the database and the queue’s tables up to date')
    .action(async () => {
      const { openDatabaseServer, migrateDatabase } = await import('../runtime/databaseServer.ts');
      const { storeOf } = await import('../runtime/store.ts');
      const { prepareStore } = await import('../../../worker/queue/store.ts');
      const config = context.config();
      const server = await openDatabaseServer(config, { ifRunning: 'adopt' });
      try {
        const applied = await migrateDatabase(server.url);
        await prepareStore(storeOf(config, server.url));
        process.stderr.write(
          applied.length === 0
            ? 'The database is up to date.\n'
            : `Applied ${applied.length} migrations: ${applied.join(', ')}\n`,
        );
      } finally {
        await server.stop();
      }
    });
};
