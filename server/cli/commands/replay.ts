import type { ReplayedNight } from '../../../shared/usecases/replayReleases.ts';
import type { RegisterCommand } from '../command.ts';

export const registerReplay: RegisterCommand = (program, context) => {
  program
    .command('replay')
    .description('Import and measure every release of a folder of dated folders or zips, a night at a time')
    .argument('<dir>')
    .addHelpText(
      'after',
      '\nPrints a line per release: its date, what became of it, municipalities measured red with each window,' +
        '\ncrossings and follow-ups opened. An authority’s own figures in the folder come on their day, with a line of' +
        '\ntheir own. Releases that are there already are left as they are.',
    )
    .action(async (dir: string) => {
      const { COUNTING_WINDOW_NAMES } = await import('../../../shared/domain/incidence/windows.ts');
      const { pathSource } = await import('../../../shared/sources/paths.ts');
      const { readEverything } = await import('../../../shared/sources/readBundle.ts');
      const { replayReleases } = await import('../../../shared/usecases/replayReleases.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const everything = await readEverything(pathSource([dir]));
      const columns = ['released', 'outcome', ...COUNTING_WINDOW_NAMES.map((name) => `red_${name}`)];
      process.stdout.write(`${[...columns, 'crossings', 'opened'].join(',')}\n`);
      const outcomes: ReplayedNight['outcome'][] = [];
      const began = performance.now();
      await withInstallation(context, (deps) =>
        replayReleases(deps, { ...everything, importedBy: 'podeplan replay' }, (night) => {
          outcomes.push(night.outcome);
          const red = COUNTING_WINDOW_NAMES.map((name) => night.red[name] ?? '');
          process.stdout.write(
            `${[night.releasedOn, night.outcome, ...red, night.crossings, night.opened].join(',')}\n`,
          );
          if (night.red.published !== undefined) {
            process.stderr.write(
              `${night.releasedOn}: ${night.red.published} red as the authority states it\n`,
            );
          }
          for (const { message } of night.doubts) process.stderr.write(`${night.releasedOn}: ${message}\n`);
        }),
      );
      const count = (outcome: ReplayedNight['outcome']) => outcomes.filter((one) => one === outcome).length;
      process.stderr.write(
        `${outcomes.length} releases in ${((performance.now() - began) / 1000).toFixed(1)} s: ` +
          `${count('applied')} imported, ${count('quarantined')} held back, ` +
          `${count('already-imported')} already imported\n`,
      );
    });
};
