import type { Command } from 'commander';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { DayAction } from '../../../shared/domain/onTheDay/daySession.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { dateFlag, listFlag, timeFlag } from '../flags.ts';
import { wholeNumber } from '../planFiles.ts';

interface Common {
  readonly by: string;
  readonly dryRun?: boolean;
}

/** P7: what a site manager does within agreed sessions, without a new plan. */
export const registerSession: RegisterCommand = (program, context) => {
  const session = program
    .command('session')
    .description(
      'Make a session by hand (P3), or change agreed ones on the day (P7): people, swabbers, places, the document',
    );
  registerAdd(session, context);
  registerShow(session, context);
  registerChanges(session, context);
  registerCover(session, context);
  registerCancel(session, context);
  registerDocument(session, context);
};

interface AddFlags extends Common {
  readonly site: string;
  readonly window: string;
  readonly on: CalendarDate;
  readonly at?: string;
  readonly swabbers: readonly string[];
}

function registerAdd(session: Command, context: CliContext): void {
  session
    .command('add')
    .description('A session typed by hand (P3): the checker says everything at once, else the roll has it')
    .argument('<roll>', 'id of the roll')
    .requiredOption('--site <id>', 'the site')
    .requiredOption('--window <id>', 'one of its windows')
    .requiredOption('--on <date>', 'the day', dateFlag)
    .option('--at <time>', 'when it begins, HH:MM; default: when the window opens', timeFlag)
    .requiredOption('--swabbers <ids>', 'one for each lane, between commas', listFlag)
    .requiredOption('--by <name>', 'who does it')
    .option('--dry-run', 'only the checker’s word; nothing is written')
    .action(async (rollId: string, { on: date, at, by, dryRun = false, ...place }: AddFlags) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { addSession } = await import('../../../shared/usecases/addSession.ts');
      const { directPlanners } = await import('../runtime/directPlanners.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const typed = { ...place, date, start: at === undefined ? undefined : minutesOf(at) };
      const added = await withInstallation(context, async (deps) =>
        addSession(
          { ...deps, ...(await directPlanners()) },
          { actor: SYSTEM, rollId, session: typed, by, preview: dryRun },
        ),
      );
      process.stdout.write(`${JSON.stringify(added)}\n`);
    });
}

const withCommon = (command: Command) =>
  command
    .requiredOption('--by <name>', 'who does it')
    .option('--dry-run', 'say what would happen and write nothing');

function registerShow(session: Command, context: CliContext): void {
  session
    .command('show')
    .description('The lines of a session with their ids, its crew and its free times')
    .argument('<session>', 'id of the session')
    .action(async (id: string) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { showDaySession } = await import('../../../shared/usecases/showDaySession.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const shown = await withInstallation(context, (deps) =>
        showDaySession(deps, { actor: SYSTEM, sessionId: id }),
      );
      process.stdout.write(`${JSON.stringify(shown)}\n`);
    });
}

async function change(context: CliContext, action: DayAction, { by, dryRun = false }: Common): Promise<void> {
  const { SYSTEM } = await import('../../../db/asTenant.ts');
  const { changeSession } = await import('../../../shared/usecases/changeSession.ts');
  const { withInstallation } = await import('../runtime/withInstallation.ts');
  const done = await withInstallation(context, (deps) =>
    changeSession(deps, { actor: SYSTEM, action, by, preview: dryRun }),
  );
  process.stdout.write(`${JSON.stringify(done)}\n`);
}

interface PlaceFlags extends Common {
  readonly session: string;
  readonly lane: number;
  readonly at: string;
}

const withPlace = (command: Command) =>
  command
    .requiredOption('--session <id>', 'the session')
    .requiredOption('--at <time>', 'a free time of it, HH:MM', timeFlag)
    .option('--lane <number>', 'the lane, from 1', wholeNumber(1), 1);

function registerChanges(session: Command, context: CliContext): void {
  withCommon(session.command('swap').description('Two people change places'))
    .argument('<line>', 'id of the one line')
    .argument('<other>', 'id of the other')
    .action((slot: string, other: string, flags: Common) =>
      change(context, { kind: 'swap', slot, other }, flags),
    );
  withCommon(withPlace(session.command('move').description('One person to a free time')))
    .argument('<line>', 'id of the line')
    .action((slot: string, { session: to, lane, at, ...flags }: PlaceFlags) =>
      change(context, { kind: 'move', slot, session: to, lane: lane - 1, start: minutesOf(at) }, flags),
    );
  withCommon(withPlace(session.command('fill').description('Somebody gets a free time')))
    .argument('<staff>', 'id of the staff member')
    .option('--kept-free', 'one of the places kept for people without a rota (P8)')
    .action(
      (
        staff: string,
        { session: to, lane, at, keptFree = false, ...flags }: PlaceFlags & { keptFree?: boolean },
      ) =>
        change(
          context,
          { kind: 'fill', session: to, lane: lane - 1, start: minutesOf(at), staff, keptFree },
          flags,
        ),
    );
  withCommon(session.command('name').description('A place of a headcount gets a name (P1)'))
    .argument('<line>', 'id of the line')
    .argument('<staff>', 'id of the staff member')
    .option('--place <number>', 'which place of the line, from 1', wholeNumber(1), 1)
    .action((slot: string, staff: string, { place, ...flags }: Common & { place: number }) =>
      change(context, { kind: 'name', slot, place: place - 1, staff }, flags),
    );
  withCommon(session.command('swabber').description('Another swabber serves a lane (R41)'))
    .argument('<session>', 'id of the session')
    .argument('<swabber>', 'id of the swabber')
    .option('--lane <number>', 'the lane, from 1', wholeNumber(1), 1)
    .action((id: string, swabber: string, { lane, ...flags }: Common & { lane: number }) =>
      change(context, { kind: 'swabber', session: id, lane: lane - 1, swabber }, flags),
    );
  withCommon(
    session.command('drop-in').description('How many places are kept for people without a rota (P8)'),
  )
    .argument('<session>', 'id of the session')
    .argument('<places>', 'how many', wholeNumber(0))
    .action((id: string, places: number, flags: Common) =>
      change(context, { kind: 'drop-in', session: id, places }, flags),
    );
}

function registerCover(session: Command, context: CliContext): void {
  withCommon(
    session
      .command('cover')
      .description('A swabber cannot come: another one serves, or the people go to the nearest free times'),
  )
    .argument('<swabber>', 'id of the swabber')
    .requiredOption('--on <date>', 'the day', dateFlag)
    .action(async (swabber: string, { on: date, by, dryRun = false }: Common & { on: CalendarDate }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { coverSwabber } = await import('../../../shared/usecases/coverSwabber.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const done = await withInstallation(context, (deps) =>
        coverSwabber(deps, { actor: SYSTEM, swabber, date, by, preview: dryRun }),
      );
      process.stdout.write(`${JSON.stringify(done)}\n`);
    });
}

function registerCancel(session: Command, context: CliContext): void {
  withCommon(session.command('cancel').description('No samples today: until the hour that the policy sets'))
    .argument('<session>', 'id of the session')
    .option('--reason <text>')
    .action(async (sessionId: string, { by, reason, dryRun = false }: Common & { reason?: string }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { cancelSession } = await import('../../../shared/usecases/cancelSession.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const done = await withInstallation(context, (deps) =>
        cancelSession(deps, { actor: SYSTEM, sessionId, by, reason, preview: dryRun }),
      );
      process.stdout.write(`${JSON.stringify(done)}\n`);
    });
}

function registerDocument(session: Command, context: CliContext): void {
  session
    .command('confirm')
    .description('Afterwards: who performed the swabs, and how many came, never who (R43, A12)')
    .argument('<session>', 'id of the session')
    .argument('<swabbers...>', 'ids of those who swabbed, in the order of the lanes')
    .option('--attended <number>', 'how many came', wholeNumber(0))
    .requiredOption('--by <name>', 'who confirms')
    .action(
      async (sessionId: string, swabbers: readonly string[], flags: { attended?: number; by: string }) => {
        const { SYSTEM } = await import('../../../db/asTenant.ts');
        const { confirmSession } = await import('../../../shared/usecases/confirmSession.ts');
        const { withInstallation } = await import('../runtime/withInstallation.ts');
        const performed = swabbers.map((swabber, lane) => ({ lane, swabber }));
        await withInstallation(context, (deps) =>
          confirmSession(deps, { actor: SYSTEM, sessionId, performed, ...flags }),
        );
        process.stderr.write('Confirmed.\n');
      },
    );
  session
    .command('key-person')
    .description('Who keeps the register during a session (R42); an empty name takes it back')
    .argument('<session>', 'id of the session')
    .argument('<name>', 'in the words of the organisation')
    .requiredOption('--by <name>', 'who names them')
    .action(async (sessionId: string, label: string, { by }: { by: string }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { nameKeyPerson } = await import('../../../shared/usecases/nameKeyPerson.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      await withInstallation(context, (deps) => nameKeyPerson(deps, { actor: SYSTEM, sessionId, label, by }));
      process.stderr.write(label.trim() === '' ? 'Removed.\n' : 'Named.\n');
    });
}
