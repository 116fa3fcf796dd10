import type { DecisionView } from '../../../shared/contracts/views/municipality.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { colourLine, figureText } from '../caseLines.ts';
import type { RegisterCommand } from '../command.ts';
import { municipalityFlag } from '../flags.ts';

export const registerDecisions: RegisterCommand = (program, context) => {
  program
    .command('decisions')
    .description('The whole history of a municipality, the latest first: what was known then, what holds now')
    .argument('<municipality>', 'code or name', municipalityFlag)
    .option('--json', 'as JSON')
    .action(async (municipality: MunicipalityCode, { json }: { json?: boolean }) => {
      const { asTenant, SYSTEM } = await import('../../../db/asTenant.ts');
      const { decisionViews } = await import('../../../db/queries/views/decisionViews.ts');
      const { decisionResource } = await import('../../api/endpoints/caseFile.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const decisions = await withInstallation(context, ({ db, clock }) =>
        asTenant(db, SYSTEM, (tx) =>
          decisionViews(tx, { code: municipality, on: wallClock(clock.now()).date }),
        ),
      );
      process.stdout.write(
        json
          ? `${JSON.stringify({ code: municipality, decisions: decisions.map(decisionResource) }, null, 2)}\n`
          : decisions.map(linesOf).join('\n'),
      );
    });
};

function linesOf(decision: DecisionView): string {
  const { number, kind, colour, standing, partial, figure } = decision;
  const what = colour === null ? kind : `${kind} ${colourLine({ colour, partial, suspended: false })}`;
  const by = standing.by === null ? '' : ` by no. ${standing.by}`;
  const facts: (readonly [string, string | null])[] = [
    ['for', decision.places.length > 0 ? decision.places.join(', ') : null],
    ['first', decision.ranking.length > 0 ? decision.ranking.join(', ') : null],
    ['decided on', decision.decidedOn],
    ['from', decision.effectiveFrom === decision.decidedOn ? null : decision.effectiveFrom],
    ['until', decision.effectiveTo],
    ['first test week', decision.firstTestWeek],
    ['interval', decision.intervalWeeks === null ? null : `${decision.intervalWeeks} weeks`],
    ['review on', decision.reviewOn],
    ['withdraws', decision.withdraws === null ? null : `no. ${decision.withdraws}`],
    ['reason', decision.reason],
    ['note', decision.note],
    ['parties', decision.parties.join(', ')],
    ['registered', `by ${decision.registeredBy} on behalf of ${decision.onBehalfOf}`],
    ['known then', figure && figureText(figure.known, figure.releasedOn)],
    ['known now', figure?.later ? figureText(figure.later, figure.later.releasedOn) : null],
  ];
  return [
    `No. ${number}  ${what}  (${STANDINGS[standing.state]}${by})`,
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`  ${name}: ${value}`])),
    '',
  ].join('\n');
}

const STANDINGS: Readonly<Record<DecisionView['standing']['state'], string>> = {
  inForce: 'in force',
  coming: 'takes effect later',
  superseded: 'superseded',
  withdrawn: 'withdrawn',
  ended: 'ended',
  done: 'done',
};
