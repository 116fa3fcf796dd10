import type { RegisterCommand } from '../command.ts';

export const registerFollowUps: RegisterCommand = (program, context) => {
  program
    .command('follow-ups')
    .description('Open follow-ups and what to do in each; those to call today first')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { listFollowUps } = await import('../../../shared/usecases/listFollowUps.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const list = await withInstallation(context, (deps) => listFollowUps(deps, { actor: SYSTEM }));
      if (json) {
        process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
        return;
      }
      for (const { name, openedOn, contacted, measured, decided, suggestion } of list.followUps) {
        const talk = contacted ? 'contacted' : 'no contact yet';
        const colours = `measured ${measured?.colour ?? 'unknown'}, decided ${decided.colour}`;
        process.stdout.write(
          `${openedOn}  ${name}: ${colours}; ${talk}${suggestion === 'none' ? '' : `; suggestion: ${suggestion}`}\n`,
        );
      }
    });
};
