import type { Command } from 'commander';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { ListChange } from '../../../shared/domain/lists/listChange.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { TickOutcome } from '../../../shared/usecases/lists/recordTicks.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { dateFlag, regionFlag, timeFlag } from '../flags.ts';
import { wholeNumber } from '../planFiles.ts';

interface List {
  readonly region: string;
  readonly on: CalendarDate;
}

interface Common extends List {
  readonly by: string;
  readonly phone?: string;
  readonly dryRun?: boolean;
}

/** What pages and API do with a day's list, in a terminal: read it, change it by telephone, tick off (R56, P7). */
export const registerPickups: RegisterCommand = (program, context) => {
  const pickups = program.command('pickups').description('Read, change and tick off a day’s pickup list');
  registerShow(pickups, context);
  registerChanges(pickups, context);
  registerLocks(pickups, context);
  registerNote(pickups, context);
  registerTick(pickups, context);
  registerKits(pickups, context);
};

const ofList = (command: Command) =>
  command
    .requiredOption('--region <code>', 'code of the region, such as 1084', regionFlag)
    .requiredOption('--on <date>', 'the day of the list', dateFlag);

const withCommon = (command: Command) =>
  ofList(command)
    .requiredOption('--by <name>', 'who registers it')
    .option('--phone <number>', 'whom they talked to; a fixed list is changed by telephone')
    .option('--dry-run', 'say what would move and what it costs, and write nothing');

function registerShow(pickups: Command, context: CliContext): void {
  ofList(
    pickups.command('show').description('The list with the ids of its stops and cars, a JSON line per stop'),
  ).action(async ({ region, on }: List) => {
    const { asTenant, SYSTEM } = await import('../../../db/asTenant.ts');
    const { pickupsView } = await import('../../../db/queries/views/pickups.ts');
    const { timeOf } = await import('../../../shared/domain/calendar/minutes.ts');
    const { withInstallation } = await import('../runtime/withInstallation.ts');
    const view = await withInstallation(context, ({ db }) =>
      asTenant(db, SYSTEM, (tx) => pickupsView(tx, { regionCode: region, date: on })),
    );
    if (!view?.plan) throw new DomainProblem('not-found', `Region ${region} has no pickup list for ${on}`);
    for (const { vehicle, vehicleId, trip, stops } of view.plan.routes)
      for (const { id, position, siteId, name, arrivalMinute, samples, kits, state, locked } of stops) {
        const line = { stop: id, car: vehicle, vehicle: vehicleId, trip, position, site: siteId, name };
        const arrival = timeOf(arrivalMinute);
        process.stdout.write(`${JSON.stringify({ ...line, arrival, samples, kits, state, locked })}\n`);
      }
  });
}

async function change(
  context: CliContext,
  { region, on: date, by, phone, dryRun = false }: Common,
  what: ListChange,
): Promise<void> {
  const { SYSTEM } = await import('../../../db/asTenant.ts');
  const { changeList } = await import('../../../shared/usecases/lists/changeList.ts');
  const { planHere } = await import('../../../shared/usecases/lists/planHere.ts');
  const { travelOf } = await import('../runtime/travel.ts');
  const { withInstallation } = await import('../runtime/withInstallation.ts');
  const changed = await withInstallation(context, (deps) =>
    changeList(
      { ...deps, planPickups: planHere, travel: travelOf(context.config(), deps.db) },
      { actor: SYSTEM, region, date, change: what, by, phone, preview: dryRun },
    ),
  );
  process.stdout.write(`${JSON.stringify(changed)}\n`);
}

interface Counts extends Common {
  readonly samples: number;
  readonly kits: number;
}

const withCounts = (command: Command) =>
  withCommon(command)
    .requiredOption('--samples <number>', 'how many', wholeNumber(0))
    .option('--kits <number>', 'how many', wholeNumber(0), 0);

function registerChanges(pickups: Command, context: CliContext): void {
  withCounts(pickups.command('add').description('A stop more, or more at a stop that is there'))
    .argument('<site>', 'id of the site')
    .action((site: string, { samples, kits, ...flags }: Counts) =>
      change(context, flags, { kind: 'add', site, samples, kits }),
    );
  withCounts(pickups.command('counts').description('Other counts at a stop'))
    .argument('<stop>', 'id of the stop')
    .action((stop: string, { samples, kits, ...flags }: Counts) =>
      change(context, flags, { kind: 'counts', stop, samples, kits }),
    );
  withCommon(
    pickups.command('no-samples').description('No samples today (P7): kits are brought all the same'),
  )
    .argument('<stop>', 'id of the stop')
    .action((stop: string, flags: Common) => change(context, flags, { kind: 'no-samples', stop }));
  withCommon(pickups.command('cancel').description('Nobody comes to a stop'))
    .argument('<stop>', 'id of the stop')
    .action((stop: string, flags: Common) => change(context, flags, { kind: 'cancel', stop }));
  withCommon(pickups.command('car-out').description('A car has broken down: others take its open stops'))
    .argument('<vehicle>', 'id of the car')
    .action((vehicle: string, flags: Common) => change(context, flags, { kind: 'car-out', vehicle }));
}

interface LockFlags extends Common {
  readonly vehicle?: string;
  readonly at?: string;
  readonly position?: number;
}

function registerLocks(pickups: Command, context: CliContext): void {
  withCommon(pickups.command('lock').description('A stop keeps a car, a time, or a place in the car’s day'))
    .argument('<stop>', 'id of the stop')
    .option('--vehicle <id>', 'the car')
    .option('--at <time>', 'when the driver begins, HH:MM', timeFlag)
    .option('--position <number>', 'its number in the car’s day', wholeNumber(1))
    .action((stop: string, { vehicle, at, position, ...flags }: LockFlags) =>
      change(context, flags, {
        kind: 'lock',
        stop,
        vehicle,
        at: at === undefined ? undefined : minutesOf(at),
        position,
      }),
    );
  withCommon(pickups.command('unlock').description('Take a lock away'))
    .argument('<stop>', 'id of the stop')
    .action((stop: string, flags: Common) => change(context, flags, { kind: 'unlock', stop }));
  withCommon(pickups.command('order').description('Drive a car’s open stops in an order of one’s own'))
    .argument('<vehicle>', 'id of the car')
    .argument('<stops...>', 'ids of all its open stops, in order')
    .action((vehicle: string, stops: readonly string[], flags: Common) =>
      change(context, flags, { kind: 'order', vehicle, stops }),
    );
}

function registerNote(pickups: Command, context: CliContext): void {
  pickups
    .command('note')
    .description('What the driver has to know at a stop (P12); no names of people')
    .argument('<stop>', 'id of the stop')
    .argument('<text>')
    .requiredOption('--by <name>', 'who registers it')
    .option('--phone <number>', 'whom they talked to')
    .action(async (stop: string, note: string, { by, phone }: { by: string; phone?: string }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { noteStop } = await import('../../../shared/usecases/lists/noteStop.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      await withInstallation(context, (deps) => noteStop(deps, { actor: SYSTEM, stop, note, by, phone }));
      process.stderr.write('Noted.\n');
    });
}

const EVENTS = ['pick-up', 'deliver', 'miss', 'refuse', 'undo'] as const;

interface TickFlags {
  readonly at?: string;
  readonly samples?: number;
  readonly kits?: number;
  readonly note?: string;
  readonly by?: string;
}

function registerTick(pickups: Command, context: CliContext): void {
  pickups
    .command('tick')
    .description('What a driver reports by telephone: picked up, delivered, missed, refused, or taken back')
    .argument('<event>', EVENTS.join(', '))
    .argument('<stops...>', 'ids of the stops')
    .option('--at <time>', 'when it happened, HH:MM of today; default: now', timeFlag)
    .option('--samples <number>', 'how many; default: as planned', wholeNumber(0))
    .option('--kits <number>', 'how many; default: as planned', wholeNumber(0))
    .option('--note <text>', 'no names of people')
    .option('--by <car>', 'default: the car that the stop stands on')
    .action(async (event: string, stops: readonly string[], flags: TickFlags) => {
      const known = EVENTS.find((each) => each === event);
      if (!known) throw new DomainProblem('invalid-input', `"${event}" is none of ${EVENTS.join(', ')}`);
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { instantAt, wallClock } = await import('../../../shared/domain/calendar/copenhagen.ts');
      const { recordTicks } = await import('../../../shared/usecases/lists/recordTicks.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const { plainTextFaults } = await import('../../../shared/domain/plainText.ts');
      const texts = plainTextFaults({ note: flags.note, by: flags.by });
      if (texts.length > 0) throw new DomainProblem('invalid-input', 'Some fields are wrong', texts);
      const { at: time, by, ...counted } = flags;
      const outcomes = await withInstallation(context, (deps) => {
        const now = deps.clock.now();
        const at = time === undefined ? now : instantAt({ date: wallClock(now).date, time });
        const ticks = stops.map((stop) => ({ key: deps.newId(), stop, event: known, at, ...counted }));
        return recordTicks(deps, { actor: SYSTEM, ticks, by });
      });
      for (const outcome of outcomes) process.stdout.write(`${JSON.stringify(outcome)}\n`);
      refuseConflicts(outcomes);
    });
}

/** What did not count is no success: a script sees it by the exit code. */
function refuseConflicts(outcomes: readonly TickOutcome[]): void {
  const faults = outcomes.flatMap(({ stop, outcome, state, by }) => {
    if (outcome === 'unknown') return [{ place: stop, message: 'there is no such stop' }];
    if (outcome !== 'conflict') return [];
    const who = by === null ? '' : ` by ${by}`;
    return [
      { place: stop, message: `stands as ${state ?? 'unknown'}${who}: undo that first, then tick anew` },
    ];
  });
  if (faults.length > 0)
    throw new DomainProblem(
      'conflict',
      `${faults.length} of ${outcomes.length} ticks changed nothing`,
      faults,
    );
}

function registerKits(pickups: Command, context: CliContext): void {
  pickups
    .command('kits')
    .description('Kits per site and day, and which session would lack some (R46): a JSON line per site')
    .requiredOption('--region <code>', 'code of the region, such as 1084', regionFlag)
    .option('--short', 'only sites where a session would lack kits')
    .action(async ({ region, short = false }: { region: string; short?: boolean }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { kitOutlook } = await import('../../../shared/usecases/lists/kitOutlook.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const { sites } = await withInstallation(context, (deps) =>
        kitOutlook(deps, { actor: SYSTEM, region }),
      );
      for (const site of sites)
        if (!short || site.shortages.length > 0) process.stdout.write(`${JSON.stringify(site)}\n`);
    });
}
