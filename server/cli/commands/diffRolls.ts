import type { PersonChange, RollDiff } from '../../../shared/domain/rolls/diff/diffRolls.ts';
import type { Time } from '../../../shared/domain/rolls/diff/people.ts';
import type { SessionSummary } from '../../../shared/domain/rolls/diff/sessions.ts';
import type { RegisterCommand } from '../command.ts';
import { addDiff } from '../diffFiles.ts';

export const registerDiffRolls: RegisterCommand = (diff) => {
  addDiff(diff, {
    name: 'rolls',
    description: "Compare two roll plans under the problem's facts",
    before: 'the plan that was published',
    after: 'the new plan',
    text: diffText,
    compare: async (problem, before, after) => {
      const { rollProblem } = await import('../../../shared/domain/rolls/validation.ts');
      const { rollPlanFile } = await import('../../../shared/domain/rolls/checker/checker.ts');
      const { diffRolls } = await import('../../../shared/domain/rolls/diff/diffRolls.ts');
      return diffRolls(rollProblem(problem), rollPlanFile(before).sessions, rollPlanFile(after).sessions);
    },
  });
};

function diffText({ totals, people, sessions, tell }: RollDiff): string {
  const { stayed, moved, placed, lost } = totals;
  const lines = [
    `${stayed} people keep their time, ${moved} move, ${placed} get one, ${lost} lose theirs; ` +
      `test days ${totals.testDays.before} → ${totals.testDays.after}, ` +
      `sessions ${totals.sessions.before} → ${totals.sessions.after}`,
    ...people.map(
      (change) =>
        `${change.kind} ${change.offer}${change.count > 1 ? ` × ${change.count}` : ''}: ` +
        `${timeText(change.before)} → ${timeText(change.after)}${whyText(change)}`,
    ),
    ...sessions.map(
      ({ kind, site, date, window, before, after }) =>
        `${kind} ${site} ${date} ${window}: ${sessionText(before)} → ${sessionText(after)}`,
    ),
    ...tell.map(({ who, id, about }) => `tell ${who} ${id}: ${about.join(', ')}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function timeText(time: Time | undefined): string {
  return time ? `${time.site} ${time.date} ${time.start}` : 'no time';
}

function sessionText(session: SessionSummary | undefined): string {
  if (!session) return 'none';
  const { start, people, lanes, swabbers } = session;
  return `from ${start}, ${people} people in ${lanes} lane${lanes === 1 ? '' : 's'} (${swabbers.join(', ')})`;
}

function whyText({ why }: PersonChange): string {
  switch (why.kind) {
    case 'rule':
      return ` (${why.rule}: ${why.message})`;
    case 'made-room':
      return ` (makes room for ${why.offers.join(', ')})`;
    case 'choice':
      return ' (nothing forbids the old time)';
    case 'placed':
      return '';
  }
}
