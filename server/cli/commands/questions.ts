import { type Command } from 'commander';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { RegisterCommand } from '../command.ts';
import { dateFlag } from '../flags.ts';
import { wholeNumber } from '../planFiles.ts';

/** Why a session of the database is on its day. */
export const registerWhySession: RegisterCommand = (why: Command, context) => {
  why
    .command('session')
    .description('Why a planned session is on its day: what every other day would cost, or what forbids it')
    .argument('<session>', 'id of the session')
    .action(async (sessionId: string) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { whySession } = await import('../../../shared/usecases/whySession.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const found = await withInstallation(context, (deps) => whySession(deps, { actor: SYSTEM, sessionId }));
      for (const one of found.alternatives) process.stdout.write(`${JSON.stringify(one)}\n`);
    });
};

interface Flags {
  readonly red?: CalendarDate;
  readonly laboratory?: number;
  readonly site?: string;
  readonly lanesFewer: number;
  readonly close?: CalendarDate;
  readonly seed: number;
}

/** What a roll of the database would be if …; nothing is written. */
export const registerWhatIfRoll: RegisterCommand = (whatIf: Command, context) => {
  whatIf
    .command('roll')
    .description('Compare a planned roll with what it would be if …; the real one stays as it is')
    .argument('<roll>', 'id of the roll')
    .option('--red <date>', 'its municipality is decided red on this day', dateFlag)
    .option('--laboratory <percent>', 'the laboratory takes so many per cent', wholeNumber(0))
    .option('--site <id>', 'a site with fewer lanes')
    .option('--lanes-fewer <number>', 'how many fewer there', wholeNumber(1), 1)
    .option('--close <date>', 'a day on which nobody can be tested', dateFlag)
    .option('--seed <number>', 'the same seed gives the same plan', wholeNumber(0), 1)
    .action(async (rollId: string, { red, laboratory, site, lanesFewer, close, seed }: Flags) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { compareScenario } = await import('../../../shared/usecases/compareScenario.ts');
      const { directPlanners } = await import('../runtime/directPlanners.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const supposed = {
        red,
        laboratoryPercent: laboratory,
        lanesFewer: site === undefined ? undefined : { site, lanes: lanesFewer },
        closed: close,
      };
      const found = await withInstallation(context, async (deps) =>
        compareScenario({ ...deps, ...(await directPlanners()) }, { actor: SYSTEM, rollId, supposed, seed }),
      );
      process.stdout.write(`${JSON.stringify(found)}\n`);
    });
};
