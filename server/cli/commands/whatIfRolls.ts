import { InvalidArgumentError, Option } from 'commander';
import { calendarDate, isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { Change } from '../../../shared/domain/rolls/scenario/changes.ts';
import type { Comparison, Load, Measures } from '../../../shared/domain/rolls/scenario/compare.ts';
import type { RegisterCommand } from '../command.ts';
import { parseJson, readText, wholeNumber, writePlan } from '../planFiles.ts';

interface Flags {
  readonly red: readonly Change[];
  readonly laboratory: readonly Change[];
  readonly lanesFewer: readonly Change[];
  readonly close: readonly Change[];
  readonly withoutSwabber: readonly Change[];
  readonly hire: readonly Change[];
  readonly plan?: string;
  readonly out?: string;
  readonly seed: number;
  readonly iterations: number;
  readonly format: 'text' | 'json';
}

const DEFAULT_ITERATIONS = 2000;

export const registerWhatIfRolls: RegisterCommand = (whatIf) => {
  whatIf
    .command('rolls')
    .description('Compare a roll with what it would be if …; the real problem and plan stay as they are')
    .argument('<problem>', 'PROBLEM.json')
    .option(
      '--red <municipality@date>',
      'decided red on a date: tested two weeks later, then every second',
      many(red),
      [],
    )
    .option(
      '--laboratory <lab=percent>',
      'a laboratory takes so many per cent of its samples',
      many(laboratory),
      [],
    )
    .option('--lanes-fewer <site[/window]=n>', 'so many lanes fewer', many(lanesFewer), [])
    .option('--close <date[@site]>', 'a date is closed, everywhere or at a site', many(close), [])
    .option('--without-swabber <id>', 'a swabber is away', many(withoutSwabber), [])
    .option('--hire <site/shift=n>', 'so many people are hired', many(hire), [])
    .option('--plan <file>', 'the published plan: the scenario moves its people only where it must')
    .option('--out <file>', "where the scenario's plan goes; default: nowhere")
    .option('--seed <number>', 'the same seed and iterations give the same plans', wholeNumber(0), 1)
    .option('--iterations <number>', 'iterations of each plan', wholeNumber(0), DEFAULT_ITERATIONS)
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(compare);
};

async function compare(file: string, flags: Flags): Promise<void> {
  const changes = [
    ...flags.red,
    ...flags.laboratory,
    ...flags.lanesFewer,
    ...flags.close,
    ...flags.withoutSwabber,
    ...flags.hire,
  ];
  if (changes.length === 0)
    throw new DomainProblem('invalid-input', 'What if what? Name a change; --help lists them');
  const { rollProblem } = await import('../../../shared/domain/rolls/validation.ts');
  const { rollPlanFile } = await import('../../../shared/domain/rolls/checker/checker.ts');
  const { planRoll } = await import('../../../shared/domain/rolls/planRoll.ts');
  const { rollPlan } = await import('../../../shared/domain/rolls/result.ts');
  const { withChanges } = await import('../../../shared/domain/rolls/scenario/changes.ts');
  const { comparePlans } = await import('../../../shared/domain/rolls/scenario/compare.ts');
  const { afterIterations } = await import('../../../shared/domain/search/stop.ts');
  const given = rollProblem(parseJson(file, readText(file)));
  const previous = flags.plan
    ? rollPlanFile(parseJson(flags.plan, readText(flags.plan))).sessions
    : given.previous;
  const real = { ...given, previous };
  const { seed, iterations } = flags;
  const planned = (problem: typeof real) => {
    const result = planRoll(problem, { seed, stop: afterIterations(iterations) });
    return { result, problem, sessions: result.solution.sessions, score: result.score };
  };
  const [before, after] = [planned(real), planned(withChanges(real, changes))];
  const found = comparePlans(before, after);
  if (flags.out !== undefined) writePlan(`${JSON.stringify(rollPlan(after.result, { seed }))}\n`, flags.out);
  const moved = after.score.moved;
  process.stdout.write(
    flags.format === 'json'
      ? `${JSON.stringify({ changes, ...found, moved }, null, 2)}\n`
      : `${[...linesOf(found), `people moved\t\t${moved}`].join('\n')}\n`,
  );
}

function linesOf({ real, scenario }: Comparison): string[] {
  const row = (name: string, value: (measures: Measures) => number) => {
    const [a, b] = [value(real), value(scenario)];
    const change = Math.round((b - a) * 1000) / 1000;
    return `${name}\t${a}\t${b}\t${change > 0 ? '+' : ''}${change}`;
  };
  const swabbing = (measures: Measures) =>
    new Map(measures.swabbing.map(({ site, shift, hours }) => [`${site} ${shift}`.trim(), hours]));
  const loads = (list: (measures: Measures) => readonly Load[]) =>
    list(scenario).flatMap((load, i) => {
      const before = list(real)[i]!;
      if (before.samples === load.samples && before.capacity === load.capacity) return [];
      return [
        `load ${load.lab} ${load.when}\t${before.samples} of ${before.capacity}\t${load.samples} of ${load.capacity}`,
      ];
    });
  const [was, is] = [swabbing(real), swabbing(scenario)];
  return [
    'what\treal\tscenario\tchange',
    row('people', ({ people }) => people),
    row('placed', ({ placed }) => placed),
    row('not placed', ({ unplaced }) => unplaced),
    row('test days', ({ testDays }) => testDays),
    row('sessions', ({ sessions }) => sessions),
    row('kilometres', ({ km }) => km),
    row('laboratory peak', ({ labPeakRatio }) => labPeakRatio),
    row('weekly peak', ({ weekPeakRatio }) => weekPeakRatio),
    row('swabbing hours', (measures) => measures.swabbingHours),
    ...loads(({ weekly }) => weekly),
    ...loads(({ daily }) => daily),
    ...[...new Set([...was.keys(), ...is.keys()])]
      .sort()
      .filter((key) => was.get(key) !== is.get(key))
      .map((key) => `swabbing hours ${key}\t${was.get(key) ?? 0}\t${is.get(key) ?? 0}`),
  ];
}

/** A flag that may be given several times. */
function many(
  read: (text: string) => Change,
): (text: string, before: readonly Change[]) => readonly Change[] {
  return (text, before) => [...before, read(text)];
}

function red(text: string): Change {
  const [municipality, date] = halves(text, '@', 'a municipality and a date, such as 0101@2020-09-23');
  return { kind: 'red', municipality, decided: day(date) };
}

function laboratory(text: string): Change {
  const [lab, percent] = halves(text, '=', 'a laboratory and a percentage, such as lab-h=70');
  return { kind: 'laboratory', lab, percent: wholeNumber(0)(percent) };
}

function lanesFewer(text: string): Change {
  const [place, fewer] = halves(text, '=', 'a site and a number, such as s1=1 or s1/morning=1');
  const [site, window] = place.split('/', 2) as [string, string?];
  return { kind: 'lanes-fewer', site, window, fewer: wholeNumber(1)(fewer) };
}

function close(text: string): Change {
  const [date, site] = text.split('@', 2) as [string, string?];
  return { kind: 'closed', date: day(date), site };
}

function withoutSwabber(swabber: string): Change {
  return { kind: 'without-swabber', swabber };
}

function hire(text: string): Change {
  const [place, count] = halves(text, '=', 'a site, a shift and a number, such as s1/day=20');
  const [site, shift] = halves(place, '/', 'a site and a shift, such as s1/day');
  return { kind: 'hires', site, shift, count: wholeNumber(1)(count) };
}

function halves(text: string, mark: string, expected: string): [string, string] {
  const at = text.lastIndexOf(mark);
  if (at <= 0 || at === text.length - 1) throw new InvalidArgumentError(`expected ${expected}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function day(text: string): ReturnType<typeof calendarDate> {
  if (!isCalendarDate(text)) throw new InvalidArgumentError('expected a date, YYYY-MM-DD');
  return calendarDate(text);
}
