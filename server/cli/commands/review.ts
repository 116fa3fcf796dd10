import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { RegisterCommand } from '../command.ts';
import { listFlag, municipalityFlag } from '../flags.ts';

export const registerReview: RegisterCommand = (program, context) => {
  const review = program
    .command('review')
    .description('Weekly assessments of red municipalities: which are due, and that one was held');
  review
    .command('list')
    .description('Pending assessments, the most overdue first; suggestions are never a colour')
    .action(async () => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { listReviews } = await import('../../../shared/usecases/listReviews.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const { reviews } = await withInstallation(context, (deps) => listReviews(deps, { actor: SYSTEM }));
      for (const { name, dueOn, overdue, measured, decided, suggestion } of reviews) {
        const colours = `measured ${measured?.colour ?? 'unknown'}, decided ${decided.colour}`;
        process.stdout.write(
          `${dueOn}${overdue ? ' (overdue)' : ''}  ${name}: ${colours}; suggestion: ${suggestion}\n`,
        );
      }
    });
  review
    .command('hold')
    .description('Log an assessment that left the municipality as it was; a change is a decision')
    .argument('<municipality>', 'code or name', municipalityFlag)
    .requiredOption('--by <name>', 'who held it')
    .option('--parties <list>', 'who talked, between commas', listFlag, ['stps', 'municipality', 'region'])
    .option('--note <text>', 'what was said')
    .action(
      async (
        municipality: MunicipalityCode,
        { by, parties, note }: { by: string; parties: readonly string[]; note?: string },
      ) => {
        const { SYSTEM } = await import('../../../db/asTenant.ts');
        const { holdReview } = await import('../../../shared/usecases/holdReview.ts');
        const { withInstallation } = await import('../runtime/withInstallation.ts');
        const { nextDueOn } = await withInstallation(context, (deps) =>
          holdReview(deps, { actor: SYSTEM, municipality, heldBy: by, parties, note }),
        );
        process.stdout.write(
          `The assessment is logged${nextDueOn === undefined ? '' : `; the next one by ${nextDueOn}`}.\n`,
        );
      },
    );
};
