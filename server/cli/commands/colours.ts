import { InvalidArgumentError, Option } from 'commander';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { CountingWindow } from '../../../shared/domain/incidence/windows.ts';
import type { ColourList, ColourRow } from '../../../shared/usecases/listColours.ts';
import type { RegisterCommand } from '../command.ts';
import { dateFlag, windowFlag } from '../flags.ts';

const COLUMNS = [
  'date',
  'municipality_code',
  'municipality_name',
  'cases',
  'population',
  'incidence',
  'measured_colour',
  'decided_colour',
  'source',
  'computed_cases',
  'computed_incidence',
] as const;

type Line = Readonly<Record<(typeof COLUMNS)[number], string | number | null>>;
type Format = 'table' | 'csv' | 'json';

interface Flags {
  readonly on: CalendarDate;
  readonly window?: CountingWindow;
  readonly asOf?: CalendarDate | 'latest';
  readonly format: Format;
}

export const registerColours: RegisterCommand = (program, context) => {
  program
    .command('colours')
    .description('Measured and decided colour of every municipality on a day')
    .requiredOption('--on <date>', 'the day', dateFlag)
    .option(
      '--window <name>',
      'the counting window; default: that of the policy in force on the day',
      windowFlag,
    )
    .option(
      '--as-of <date>',
      'figures and decisions as known on the release of that date, or "latest"; default: the newest release dated up to the day',
      asOfFlag,
    )
    .addOption(new Option('--format <format>').choices(['table', 'csv', 'json']).default('table'))
    .action(async (flags: Flags) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { disagreementsIn, listColours } = await import('../../../shared/usecases/listColours.ts');
      const { withDatabase } = await import('../runtime/withDatabase.ts');
      const { on, window, asOf } = flags;
      const list = await withDatabase(context, (db) =>
        listColours({ db }, { actor: SYSTEM, on, window, asOf }),
      );
      process.stderr.write(`${whichFigures(list, on)}\n`);
      for (const row of disagreementsIn(list.rows)) process.stderr.write(`${disagreement(row)}\n`);
      for (const row of list.rows.filter(({ statedAgrees }) => statedAgrees === false)) {
        process.stderr.write(
          `${row.name}: ${row.incidence} is stated for ${row.cases} cases of ${row.population} people\n`,
        );
      }
      process.stdout.write(await print(list.rows.map(lineOf), flags.format));
    });
};

function asOfFlag(text: string): CalendarDate | 'latest' {
  if (text === 'latest') return text;
  try {
    return dateFlag(text);
  } catch {
    throw new InvalidArgumentError('expected a date, YYYY-MM-DD, or latest');
  }
}

/** Says which figures these are: colours of two windows or releases are never to be mixed up (A2). */
function whichFigures({ release, countedOn, window, policy, rows }: ColourList, on: CalendarDate): string {
  const stated = rows.filter(({ published }) => published !== undefined).length;
  const authority = stated > 0 ? `; ${stated} by the authority’s own figure, with ours as its control` : '';
  const red = rows.filter(({ measuredColour }) => measuredColour === 'red').length;
  const measured = rows.filter(({ measuredColour }) => measuredColour !== undefined).length;
  const counts = `${red} of ${measured} measured red`;
  if (!release) {
    return stated > 0
      ? `${counts}${authority}; no release of cases is dated up to ${on}`
      : `No release is dated up to ${on}: nothing is measured.`;
  }
  const late = countedOn < on ? `; no release since ${countedOn}, so its colours carry over` : '';
  return `${counts}; release of ${release.releasedOn}, window ${window}, policy ${policy}${late}${authority}`;
}

/** A2: our computation is the control of what the authority states. */
function disagreement({ name, computedIncidence, computedColour, published }: ColourRow): string {
  return `${name}: published ${published?.incidence} (${published?.colour}), computed ${computedIncidence} (${computedColour})`;
}

function lineOf(row: ColourRow): Line {
  return {
    date: row.date,
    municipality_code: row.municipality,
    municipality_name: row.name,
    cases: row.cases ?? null,
    population: row.population ?? null,
    incidence: row.incidence ?? null,
    measured_colour: row.measuredColour ?? null,
    decided_colour: row.decidedColour,
    source: row.source ?? null,
    computed_cases: row.computedCases ?? null,
    computed_incidence: row.computedIncidence ?? null,
  };
}

async function print(lines: readonly Line[], format: Format): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(lines, null, 2)}\n`;
    case 'csv': {
      const { stringify } = await import('csv-stringify/sync');
      return stringify([...lines], { header: true, columns: [...COLUMNS] });
    }
    case 'table':
      return table(lines);
  }
}

const NUMBERS: ReadonlySet<string> = new Set([
  'cases',
  'population',
  'incidence',
  'computed_cases',
  'computed_incidence',
]);

function table(lines: readonly Line[]): string {
  const cells = [[...COLUMNS], ...lines.map((line) => COLUMNS.map((column) => String(line[column] ?? '–')))];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  const aligned = cells.map((row) =>
    row
      .map((cell, i) => (NUMBERS.has(COLUMNS[i]!) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
  return `${aligned.join('\n')}\n`;
}
