import type { PickupDiff, StopChange } from '../../../shared/domain/pickups/diff/diffPickups.ts';
import type { RegisterCommand } from '../command.ts';
import { addDiff } from '../diffFiles.ts';

export const registerDiffPickups: RegisterCommand = (diff) => {
  addDiff(diff, {
    name: 'pickups',
    description: "Compare two pickup lists under the problem's facts",
    before: 'the list that stood',
    after: 'the new list',
    text: diffText,
    compare: async (problem, before, after) => {
      const { parsePickupProblem } = await import('../../../shared/domain/pickups/problem.ts');
      const { parsePickupPlan } = await import('../../../shared/domain/pickups/plan.ts');
      const { diffPickups } = await import('../../../shared/domain/pickups/diff/diffPickups.ts');
      return diffPickups(parsePickupProblem(problem), parsePickupPlan(before), parsePickupPlan(after));
    },
  });
};

/** One line per change and per call. */
export function diffText({ totals, stops, telephone }: PickupDiff): string {
  const lines = [
    `${totals.unchanged} stops stand, ${totals.changed} change; ` +
      `${totals.cost.before} → ${totals.cost.after} kr., ${totals.km.before} → ${totals.km.after} km`,
    ...stops.map(
      (change) =>
        `${change.kind} ${change.stop}: ${servedText(change.before)} → ${servedText(change.after)} (${change.why.message})`,
    ),
    ...telephone.map(({ who, id, about }) => `telephone ${who} ${id}: ${about.join(', ')}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function servedText(served: StopChange['before']): string {
  return served ? `${served.start} by ${served.vehicle} as number ${served.position}` : 'nobody';
}
