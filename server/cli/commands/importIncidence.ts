import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { IncidenceSource } from '../../../shared/sources/incidenceSource.ts';
import type { ImportResult } from '../../../shared/usecases/importIncidence.ts';
import type { MeasuredRelease } from '../../../shared/usecases/measureColours.ts';
import type { RegisterCommand } from '../command.ts';
import { dateFlag } from '../flags.ts';

export const registerImport: RegisterCommand = (program, context) => {
  program
    .command('import')
    .description('Take published files in')
    .command('incidence')
    .description('Import releases of cases per municipality, and measure them')
    .argument(
      '<path...>',
      'a release as a folder, a zip, its CSV files or an HTTPS address; or a folder of such releases',
    )
    .option('--released <date>', 'the release date, where no name tells it', dateFlag)
    .addHelpText(
      'after',
      '\nRecognised by content: SSI’s municipality files (2020–22), or a CSV with the columns' +
        '\ndate,municipality_code,cases[,population], or an authority’s own figures to compare with, in the columns' +
        '\ndate,municipality_code,incidence[,cases]. All or nothing; the same release again changes nothing.' +
        '\nExit codes: 0 imported (or already there), 1 held back as implausible, 2 unreadable file.',
    )
    .action(async (paths: string[], { released }: { released?: CalendarDate }) => {
      const source = await sourceOf(paths);
      const { readPublication, readSource } = await import('../../../shared/sources/readBundle.ts');
      const { importIncidence } = await import('../../../shared/usecases/importIncidence.ts');
      const { importPublished } = await import('../../../shared/usecases/importPublished.ts');
      const { measureColours } = await import('../../../shared/usecases/measureColours.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const bundles = await source.bundles();
      const publications = bundles.flatMap((bundle) => readPublication(bundle) ?? []);
      const others = bundles.filter(({ source: from }) => !publications.some((one) => one.source === from));
      // Files are read before the database is asked for: an unreadable one must touch nothing.
      const releases = await readSource({ bundles: () => Promise.resolve(others) }, released);
      const held = await withInstallation(context, async (deps) => {
        for (const publication of publications) {
          const { added, known } = await importPublished(deps, {
            ...publication,
            importedBy: 'podeplan import',
          });
          process.stderr.write(`published figures: ${added} new, ${known} already imported\n`);
        }
        const results: ImportResult[] = [];
        for (const { release, source } of releases) {
          const result = await importIncidence(deps, { release, source, importedBy: 'podeplan import' });
          process.stderr.write(`${importLine(result)}\n`);
          results.push(result);
        }
        for (const measured of await measureColours(deps)) {
          for (const line of measureLines(measured)) process.stderr.write(`${line}\n`);
        }
        return results.filter(({ outcome }) => outcome === 'quarantined');
      });
      if (held.length === 0) return;
      throw new DomainProblem(
        'quarantined',
        'Held back as implausible: colours stand as they were (podeplan releases --help tells how to judge)',
        held.flatMap(({ releasedOn, releaseId, doubts }) =>
          doubts.map(({ message }) => ({ place: `${releasedOn} ${releaseId}`, message })),
        ),
      );
    });
};

/** One address, or paths on this machine. */
async function sourceOf(paths: readonly string[]): Promise<IncidenceSource> {
  const [first = ''] = paths;
  if (!paths.some((one) => /^https?:\/\//.test(one))) {
    return (await import('../../../shared/sources/paths.ts')).pathSource(paths);
  }
  if (paths.length > 1) throw new DomainProblem('invalid-input', 'Give one address, alone');
  return (await import('../../../shared/sources/url.ts')).urlSource(first);
}

function importLine({ outcome, releasedOn, sequence }: ImportResult): string {
  const which = sequence > 1 ? `${releasedOn} (no. ${sequence} of the day)` : releasedOn;
  const words = { applied: 'imported', quarantined: 'held back', 'already-imported': 'already imported' };
  return `${which}: ${words[outcome]}`;
}

function measureLines({
  releasedOn,
  measured,
  red,
  crossed,
  opened,
  disagreeing,
}: MeasuredRelease): string[] {
  const counts =
    `${releasedOn}: ${red} of ${measured} municipalities measured red, ` +
    `${crossed.length} crossings, ${opened.length} follow-ups opened`;
  if (disagreeing.length === 0) return [counts];
  const many = disagreeing.length === 1 ? '1 municipality' : `${disagreeing.length} municipalities`;
  const control = `${releasedOn}: ${many} where the authority’s figure and ours give different colours: ${disagreeing.join(', ')}`;
  return [counts, control];
}
