import { Argument, type Command } from 'commander';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { IsoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { DecidedState } from '../../../shared/domain/status/decidedColour.ts';
import { type Outcome, OUTCOMES, proposalOf } from '../../../shared/domain/status/outcome.ts';
import type { DecisionPreview } from '../../../shared/contracts/views/decisionPreview.ts';
import type { DecisionInput } from '../../../shared/usecases/previewDecision.ts';
import { colourLine, demandLines, testWeekLine } from '../caseLines.ts';
import type { RegisterCommand } from '../command.ts';
import { dateFlag, listFlag, municipalityFlag, weekFlag } from '../flags.ts';
import { wholeNumber } from '../planFiles.ts';

interface Flags {
  readonly reason: string;
  readonly parties: readonly string[];
  readonly by: string;
  readonly onBehalfOf: string;
  readonly on?: CalendarDate;
  readonly from?: CalendarDate;
  readonly until?: CalendarDate;
  readonly firstTestWeek?: IsoWeek;
  readonly interval?: number;
  readonly reviewOn?: CalendarDate;
  readonly areas?: readonly string[];
  readonly sites?: readonly string[];
  readonly teams?: readonly string[];
  readonly ranking?: readonly string[];
  readonly decision?: string;
  readonly note?: string;
  readonly yes?: boolean;
}

export const registerDecide: RegisterCommand = (program, context) => {
  const command = program
    .command('decide')
    .description(
      'Register what people have decided about a municipality; shows the effect, --yes registers it',
    )
    .argument('<municipality>', 'code or name', municipalityFlag)
    .addArgument(new Argument('<outcome>').choices(OUTCOMES))
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--by <name>', 'who registers it')
    .option('--parties <list>', 'who decided, between commas', listFlag, ['stps', 'municipality', 'region'])
    .option('--on-behalf-of <party>', 'for whom it is registered', 'stps')
    .option('--on <date>', 'the day of the decision; default: today', dateFlag)
    .option('--from <date>', 'when it takes effect; default: the day of the decision', dateFlag);
  withDetails(command)
    .addHelpText(
      'after',
      '\nA first change of colour needs a logged contact (podeplan contact). Decisions are never edited: a later one' +
        '\nsupersedes, and withdraw takes a mistaken one back.',
    )
    .action(async (municipality: MunicipalityCode, outcome: Outcome, flags: Flags) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { previewDecision } = await import('../../../shared/usecases/previewDecision.ts');
      const { registerDecision } = await import('../../../shared/usecases/registerDecision.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      await withInstallation(context, async (deps) => {
        const today = wallClock(deps.clock.now()).date;
        const input = { actor: SYSTEM, ...decisionOf(municipality, outcome, flags, today) };
        const effect = await previewDecision(deps, input);
        if (flags.yes) {
          const { basedOn } = effect;
          const done = await registerDecision(deps, { ...input, basedOn });
          process.stdout.write(
            `${effectLines(done)}Registered as decision ${done.number} (${done.decisionId}).\n`,
          );
          return;
        }
        if (effect.faults.length > 0) {
          throw new DomainProblem('refused-by-rule', 'This decision could not be registered', effect.faults);
        }
        process.stdout.write(
          `${effectLines(effect)}${whoAndWhy(input)}Nothing is registered yet: add --yes to confirm.\n`,
        );
      });
    });
};

function withDetails(command: Command): Command {
  return command
    .option('--first-test-week <week>', 'red: the first test week, such as 2020-W39', weekFlag)
    .option('--areas <ids>', 'red in these areas only', listFlag)
    .option('--sites <ids>', 'red at these sites only', listFlag)
    .option('--teams <ids>', 'red for these teams only', listFlag)
    .option('--review-on <date>', 'the day to look again; a suspension needs one', dateFlag)
    .option('--interval <weeks>', 'weeks between two offers', wholeNumber(1))
    .option('--until <date>', 'intensity and prioritise: the last day', dateFlag)
    .option('--ranking <ids>', 'prioritise: sites, the first one first', listFlag)
    .option('--decision <id>', 'withdraw: which one')
    .option('--note <text>', 'for instance the signal group’s input')
    .option('--yes', 'register it');
}

function decisionOf(
  municipality: MunicipalityCode,
  outcome: Outcome,
  { on, from, until, interval, decision, by, yes: _, note, ...flags }: Flags,
  today: CalendarDate,
): Omit<DecisionInput, 'actor'> {
  const details = {
    ...flags,
    decidedOn: on,
    effectiveFrom: from,
    effectiveTo: until,
    intervalWeeks: interval,
    supersedes: decision,
    registeredBy: by,
  };
  return { municipality, note, ...proposalOf(outcome, details, today) };
}

function effectLines(effect: DecisionPreview): string {
  const { before, after, noChange, closesWhileRed, testWeeks, suggestedFirstTestWeek, reviewDueOn, demand } =
    effect;
  const colour = (state: DecidedState) =>
    `${colourLine({ ...state, partial: state.scope.kind === 'partial' })}${everyWeeks(state)}`;
  return [
    `Decided colour: ${colour(before)} → ${colour(after)}`,
    ...(noChange ? ['No change: this is what holds already'] : []),
    ...(closesWhileRed
      ? [
          'WARNING: it is still measured red. Nobody assesses it until figures after today open a new follow-up.',
        ]
      : []),
    ...(after.colour === 'red' ? [`Suggested first test week: ${suggestedFirstTestWeek}`] : []),
    ...(testWeeks.length > 0 ? [testWeekLine(testWeeks.slice(0, 4))] : []),
    ...(demand ? demandLines(demand) : []),
    ...(reviewDueOn === undefined ? [] : [`To be assessed by ${reviewDueOn}`]),
    '',
  ].join('\n');
}

/** R15: a higher intensity changes no colour. */
function everyWeeks({ intensity }: DecidedState): string {
  return intensity === undefined ? '' : `, every ${intensity.intervalWeeks} weeks`;
}

/** What would be registered beside the effect, to be read once more before --yes. */
function whoAndWhy({ scope, parties, onBehalfOf, reason }: DecisionInput): string {
  const places = scope.kind === 'whole' ? [] : [...scope.areas, ...scope.sites, ...scope.teams];
  const where = places.length === 0 ? 'the whole municipality' : places.join(', ');
  return `For ${where}; decided by ${parties.join(', ')}, on behalf of ${onBehalfOf}: ${reason}\n`;
}
