import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import type { ContactView } from '../../../shared/contracts/views/municipality.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { RegisterCommand } from '../command.ts';
import { colourLine, demandLines, figureText, talkLine, testWeekLine } from '../caseLines.ts';
import { municipalityFlag } from '../flags.ts';

export const registerCaseFile: RegisterCommand = (program, context) => {
  program
    .command('case')
    .description(
      'A municipality for those who talk and decide: figures, talks, whom to call, what red asks for',
    )
    .argument('<municipality>', 'code or name', municipalityFlag)
    .option('--json', 'as JSON')
    .action(async (municipality: MunicipalityCode, { json }: { json?: boolean }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { loadCaseFile } = await import('../../../shared/usecases/loadCaseFile.ts');
      const { caseFileResource } = await import('../../api/endpoints/caseFile.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const file = await withInstallation(context, (deps) =>
        loadCaseFile(deps, { actor: SYSTEM, municipality }),
      );
      process.stdout.write(json ? `${JSON.stringify(caseFileResource(file), null, 2)}\n` : linesOf(file));
    });
};

function linesOf(file: CaseFile): string {
  const { today, municipality, measured, decided, followUps, contacts, testWeeks } = file;
  const open = followUps.find(({ closedOn }) => closedOn === null);
  return [
    `${municipality.name} on ${today}`,
    `Measured: ${measured ? figureText(measured, measured.releasedOn) : 'no figures'}`,
    `Decided: ${colourLine(decided)}${decided.since === null ? '' : ` since ${decided.since}`}`,
    ...(file.reviewDueOn === null ? [] : [`To be assessed by ${file.reviewDueOn}`]),
    ...(file.suggestion === 'none' ? [] : [`Suggestion: ${file.suggestion}`]),
    ...(testWeeks.length > 0 ? [testWeekLine(testWeeks)] : []),
    open === undefined ? 'No open follow-up' : `Follow-up open since ${open.openedOn}`,
    ...(open?.contacts.map((talk) => `  ${talkLine(talk)}`) ?? []),
    ...phoneLines('municipality', contacts.municipality),
    ...phoneLines('region', contacts.region),
    ...phoneLines('STPS', contacts.stps),
    ...(decided.colour === 'green'
      ? [
          `Suggested first test week if it turns red: ${file.suggestedFirstTestWeek}`,
          ...demandLines({ week: file.suggestedFirstTestWeek, ...file.redDemand }),
        ]
      : []),
    '',
  ].join('\n');
}

function phoneLines(party: string, contacts: readonly ContactView[]): string[] {
  if (contacts.length === 0) return [`Contacts of the ${party}: none (podeplan directory add)`];
  return contacts.map(({ role, name, phone, email }) =>
    [`Contact of the ${party}, ${role}: ${name}`, phone, email].filter((part) => part !== null).join(', '),
  );
}
