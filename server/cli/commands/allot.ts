import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { RegisterCommand } from '../command.ts';
import { regionFlag } from '../flags.ts';
import { wholeNumber } from '../planFiles.ts';

interface Flags {
  readonly region: string;
  readonly seed: number;
  readonly agree?: boolean;
  readonly by: string;
}

export const registerAllot: RegisterCommand = (program, context) => {
  program
    .command('allot')
    .description('Level test days and daily quotas over a region, from counts, for every roll that is due')
    .requiredOption('--region <code>', 'code of the region, such as 1084', regionFlag)
    .option('--seed <number>', 'the same seed gives the same plan', wholeNumber(0), 1)
    .option('--agree', 'register that everybody has accepted and the region agrees')
    .option('--by <name>', 'who registers it', 'podeplan')
    .action(async ({ region, seed, agree, by }: Flags) => {
      const { allotTestDays } = await import('../../../shared/usecases/allotTestDays.ts');
      const { answerTestDays } = await import('../../../shared/usecases/answerTestDays.ts');
      const { agreeTestDays } = await import('../../../shared/usecases/agreeTestDays.ts');
      const { directPlanners } = await import('../runtime/directPlanners.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      await withInstallation(context, async (installation) => {
        const deps = { ...installation, ...(await directPlanners()) };
        const on = wallClock(deps.clock.now()).date;
        process.stderr.write(`Levelling region ${region} as of ${on} …\n`);
        const allotted = await allotTestDays(deps, { region, on, runId: null, seed });
        const { allotmentId } = allotted;
        if (agree && allotmentId !== null) {
          await answerTestDays(deps, { allotmentId, by, onBehalfOf: 'everybody' });
          await agreeTestDays(deps, { allotmentId, region, by });
        }
        const state = allotmentId === null ? 'nothing is due' : agree ? 'agreed' : 'proposed';
        process.stdout.write(`${JSON.stringify({ region, on, state, ...allotted })}\n`);
      });
    });
};
