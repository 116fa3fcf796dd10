import type { RedPlaceView, RedStaffView } from '../../../shared/contracts/views/redStaff.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { RegisterCommand } from '../command.ts';
import { dateFlag, municipalityFlag } from '../flags.ts';

export const registerRedStaff: RegisterCommand = (program, context) => {
  program
    .command('red-staff')
    .description('Which staff of a municipality are red and why, by site and mobile team')
    .argument('<municipality>', 'code or name', municipalityFlag)
    .option('--on <date>', 'the day; default: today', dateFlag)
    .option('--json', 'as JSON')
    .action(async (municipality: MunicipalityCode, { on, json }: { on?: CalendarDate; json?: boolean }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { listRedStaff } = await import('../../../shared/usecases/listRedStaff.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const view = await withInstallation(context, (deps) =>
        listRedStaff(deps, { actor: SYSTEM, municipality, on }),
      );
      process.stdout.write(json ? `${JSON.stringify(view, null, 2)}\n` : linesOf(view));
    });
};

function linesOf({ on, municipality, decided, decisionNumber, people, places }: RedStaffView): string {
  if (decided.colour === 'green') return `${municipality.name} is decided green on ${on}: nobody is red.\n`;
  const where = decided.partial ? 'red in part' : 'red';
  return [
    `${municipality.name} is decided ${where} on ${on} (decision ${decisionNumber}): ${counted(people)}`,
    ...places.flatMap((place) => [
      `${place.kind} ${place.name}: ${counted(place.people)}; ${reasonOf(place)}`,
      ...place.staff.map(({ label, shift, organisation }) => `  ${label} (${organisation}, ${shift})`),
    ]),
    '',
  ].join('\n');
}

const counted = (people: number) => (people === 1 ? '1 person' : `${people} people`);

function reasonOf({ reason, area }: RedPlaceView): string {
  switch (reason) {
    case 'whole':
      return 'the whole municipality is red';
    case 'area':
      return `its area ${area} is red`;
    case 'named':
      return 'the decision names it';
  }
}
