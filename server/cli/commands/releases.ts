import { Option } from 'commander';
import type { RegisterCommand } from '../command.ts';

const STATES = ['applied', 'quarantined', 'rejected'] as const;

interface Judgement {
  readonly reason: string;
  readonly by: string;
}

export const registerReleases: RegisterCommand = (program, context) => {
  const releases = program
    .command('releases')
    .description('Releases that were imported; those held back are judged here');

  releases
    .command('list', { isDefault: true })
    .description('One line per release, with its id and why it was held back')
    .addOption(new Option('--state <state>').choices(STATES))
    .action(async ({ state }: { state?: (typeof STATES)[number] }) => {
      const { asTenant, SYSTEM } = await import('../../../db/asTenant.ts');
      const { listReleases } = await import('../../../db/queries/releases.ts');
      const { withDatabase } = await import('../runtime/withDatabase.ts');
      const rows = await withDatabase(context, (db) =>
        asTenant(db, SYSTEM, (transaction) => listReleases(transaction, state)),
      );
      for (const {
        id,
        releasedOn,
        sequence,
        state: standing,
        source,
        findings,
        judgedBy,
        judgement,
      } of rows) {
        process.stdout.write(`${releasedOn} ${sequence} ${standing} ${source} ${id}\n`);
        if (judgement !== null) process.stdout.write(`  judged by ${judgedBy}: ${judgement}\n`);
        for (const { message } of findings) process.stdout.write(`  ${message}\n`);
      }
    });

  for (const verb of ['accept', 'reject'] as const) {
    releases
      .command(verb)
      .description(
        verb === 'accept'
          ? 'A release that is held back is right after all: measure it'
          : 'A release that is held back is wrong: keep it, count it for nothing',
      )
      .argument('<id>')
      .requiredOption('--reason <text>', 'why')
      .requiredOption('--by <name>', 'who says so')
      .action(async (releaseId: string, { reason, by }: Judgement) => {
        const { judgeRelease } = await import('../../../shared/usecases/judgeRelease.ts');
        const { withInstallation } = await import('../runtime/withInstallation.ts');
        const verdict = verb === 'accept' ? 'release' : 'reject';
        const { measured } = await withInstallation(context, (deps) =>
          judgeRelease(deps, { releaseId, verdict, reason, judgedBy: by }),
        );
        process.stderr.write(verb === 'accept' ? 'Released and measured.\n' : 'Rejected.\n');
        if (!measured) return;
        const { red, crossed, opened } = measured;
        process.stderr.write(
          `${red} measured red, ${crossed.length} crossings, ${opened.length} follow-ups opened\n`,
        );
      });
  }
};
