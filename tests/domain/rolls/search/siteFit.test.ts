import { describe, expect, test } from '@jest/globals';
import { levelBounds } from '../../../../shared/domain/rolls/bounds.ts';
import { buildModel } from '../../../../shared/domain/rolls/model/model.ts';
import type { RollProblem } from '../../../../shared/domain/rolls/schema.ts';
import { emptyView, lookFrom } from '../../../../shared/domain/rolls/search/levelView.ts';
import { siteFitter } from '../../../../shared/domain/rolls/search/siteFit.ts';
import { siteIndex } from '../../../../shared/domain/rolls/search/siteIndex.ts';
import { emptyState } from '../../../../shared/domain/rolls/search/state.ts';
import { offer, site, swabber, world } from '../world.ts';

/** Fits everybody of the first site into its candidates on these days of the roll. */
function fitOn(problem: RollProblem, days: readonly number[], thorough: boolean) {
  const model = buildModel(problem);
  const state = emptyState(model, levelBounds(model));
  const only = model.sites[0]!;
  const view = emptyView(model.labDays, model.labs[0]!.weeks);
  lookFrom(state, 0, view);
  const fit = siteFitter(model.labDays, {
    classes: only.classes.length,
    cells: only.cellCap.length,
    arcs: only.arcClass.length,
  });
  const chosen = [...only.day.keys()].filter((c) => days.includes(only.day[c]!));
  return fit(only, siteIndex(only), chosen, { demand: state.demand[0]!, view, thorough });
}

describe('a site fitted into its sessions', () => {
  // Six places on Monday and six on Tuesday: the flexible come first by class order, the late hire only has Monday.
  const problem = world({
    sites: [site()],
    swabbers: [swabber('w')],
    offers: [
      offer('any', { count: 6, rotaWeeks: 1, rotaDays: [0, 1] }),
      offer('monday', { count: 6, rotaWeeks: 2, rotaDays: [0, 3, 4] }),
    ],
  });

  test('seats everybody where a flow can, whatever a plain pass does', () => {
    const { unplaced, people } = fitOn(problem, [0, 1], true);
    expect(unplaced).toBe(0);
    expect(Array.from(people.subarray(0, 3))).toEqual([6, 6, 0]);
  });

  test('leaves out whoever no chosen day suits', () => {
    expect(fitOn(problem, [1], true).unplaced).toBe(6);
  });

  test('never seats more than a day has places', () => {
    const crowded = world({ offers: [offer('many', { count: 20 })] });
    const { unplaced, people } = fitOn(crowded, [0, 1, 2], true);
    expect(unplaced).toBe(2);
    expect(Math.max(...people)).toBe(6);
  });

  test('moves people along a chain of full days to make room', () => {
    // Each class shares a day with the next; only the last has a free day, so everybody moves on by one.
    const chain = world({
      offers: [
        offer('a', { count: 6, rotaWeeks: 2, rotaDays: [0, 1] }),
        offer('b', { count: 6, rotaWeeks: 2, rotaDays: [1, 2] }),
        offer('c', { count: 6, rotaWeeks: 2, rotaDays: [2, 3] }),
        offer('d', { count: 6, rotaWeeks: 2, rotaDays: [0] }),
      ],
    });
    const { unplaced, left } = fitOn(chain, [0, 1, 2, 3], true);
    expect(unplaced).toBe(0);
    expect(Array.from(left).every((n) => n === 0)).toBe(true);
  });
});
