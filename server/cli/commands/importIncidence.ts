import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { FetchResult } from '../../../shared/usecases/fetchIncidence.ts';
import type { ImportResult } from '../../../shared/usecases/importIncidence.ts';
import type { PublishedImport } from '../../../shared/usecases/importPublished.ts';
import type { MeasuredRelease } from '../../../shared/usecases/measureColours.ts';
import type { RegisterCommand } from '../command.ts';
import { dateFlag } from '../flags.ts';
import type { Installation } from '../runtime/withInstallation.ts';

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
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const address = addressIn(paths);
      // Files are read before the database is asked for: an unreadable one must touch nothing.
      const read = address === undefined ? await readPaths(paths, released) : undefined;
      const done = await withInstallation(context, async (deps) =>
        read ? takeIn(deps, read) : fetchFrom(deps, address!, released),
      );
      for (const result of done.imported) process.stderr.write(`${importLine(result)}\n`);
      for (const published of done.published) process.stderr.write(publishedLines(published));
      for (const measured of done.measured) {
        for (const line of measureLines(measured)) process.stderr.write(`${line}\n`);
      }
      refuseHeldBack([...done.imported, ...done.published.flatMap(({ days }) => days)]);
    });
};

type Done = Omit<FetchResult, 'changed'>;

/** One address, alone; undefined for paths on this machine. */
function addressIn(paths: readonly string[]): string | undefined {
  const address = paths.find((one) => /^https?:\/\//.test(one));
  if (address === undefined || paths.length === 1) return address;
  throw new DomainProblem('invalid-input', 'Give one address, alone');
}

async function readPaths(paths: readonly string[], released: CalendarDate | undefined) {
  const { pathSource } = await import('../../../shared/sources/paths.ts');
  const { readEverything } = await import('../../../shared/sources/readBundle.ts');
  return readEverything(pathSource(paths), { released });
}

async function takeIn(
  deps: Installation,
  { releases, publications }: Awaited<ReturnType<typeof readPaths>>,
): Promise<Done> {
  const { importIncidence } = await import('../../../shared/usecases/importIncidence.ts');
  const { importPublished } = await import('../../../shared/usecases/importPublished.ts');
  const { measureColours } = await import('../../../shared/usecases/measureColours.ts');
  const importedBy = 'podeplan import';
  const imported: ImportResult[] = [];
  for (const release of releases) imported.push(await importIncidence(deps, { ...release, importedBy }));
  const published: PublishedImport[] = [];
  for (const publication of publications) {
    published.push(await importPublished(deps, { ...publication, importedBy }));
  }
  return { published, imported, measured: await measureColours(deps) };
}

/** The server is asked for news only: what was taken in from there before is not sent again. */
async function fetchFrom(
  deps: Installation,
  address: string,
  released: CalendarDate | undefined,
): Promise<Done> {
  const { fetchIncidence } = await import('../../../shared/usecases/fetchIncidence.ts');
  const fetched = await fetchIncidence(deps, { address, released, importedBy: 'podeplan import' });
  if (!fetched.changed) process.stderr.write(`${address}: nothing new since it was fetched last\n`);
  return fetched;
}

function refuseHeldBack(imported: readonly ImportResult[]): void {
  const held = imported.filter(({ outcome }) => outcome === 'quarantined');
  if (held.length === 0) return;
  throw new DomainProblem(
    'quarantined',
    'Held back as implausible: colours stand as they were (podeplan releases --help tells how to judge)',
    held.flatMap(({ releasedOn, releaseId, doubts }) =>
      doubts.map(({ message }) => ({ place: `${releasedOn} ${releaseId}`, message })),
    ),
  );
}

function importLine({ outcome, releasedOn, sequence }: ImportResult): string {
  const which = sequence > 1 ? `${releasedOn} (no. ${sequence} of the day)` : releasedOn;
  const words = { applied: 'imported', quarantined: 'held back', 'already-imported': 'already imported' };
  return `${which}: ${words[outcome]}`;
}

/** Of the days only those that are no plain news: a file may tell of many. */
function publishedLines({ added, corrected, known, days }: PublishedImport): string {
  const corrections = corrected > 0 ? `${corrected} corrected, ` : '';
  const held = days.filter(({ outcome }) => outcome === 'quarantined');
  const lines = [`published figures: ${added} new, ${corrections}${known} already imported`];
  return [...lines, ...held.map((day) => `published ${importLine(day)}`), ''].join('\n');
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
