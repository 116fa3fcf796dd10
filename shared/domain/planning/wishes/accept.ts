import type { GivenSession, RollProblem } from '../../rolls/schema.ts';
import type { WishFault } from './causes.ts';
import { judgeWish } from './judge.ts';

/** A session that was wanted and cannot be, with every fault. */
export interface RefusedWish {
  readonly wish: GivenSession;
  readonly faults: readonly WishFault[];
}

export interface Accepted {
  readonly sessions: readonly GivenSession[];
  readonly refused: readonly RefusedWish[];
}

/**
 * Wishes one after the other, each judged beside those before it: what the checker does not fault is planned around, the
 * rest is told with its faults (P3).
 * @param mend a copy of an earlier session: whoever cannot come is left to the planner, and another swabber may serve a lane
 */
export function acceptWishes(
  problem: RollProblem,
  wishes: readonly GivenSession[],
  { beside, mend }: { readonly beside: readonly GivenSession[]; readonly mend: boolean },
): Accepted {
  const sessions: GivenSession[] = [];
  const refused: RefusedWish[] = [];
  for (const wish of wishes) {
    const around = [...beside, ...sessions];
    const mended = mend ? mendedWish(problem, wish, around) : wish;
    // Nobody of those who were there last time is due then: nothing to copy.
    if (mend && mended.slots.length === 0) continue;
    const faults = judgeWish(problem, mended, around);
    if (faults.length === 0) sessions.push(mended);
    else refused.push({ wish: mended, faults });
  }
  return { sessions, refused };
}

function mendedWish(problem: RollProblem, wish: GivenSession, beside: readonly GivenSession[]): GivenSession {
  const unfit = new Set(
    judgeWish(problem, wish, beside).flatMap(({ slot }) => (slot === undefined ? [] : [slot])),
  );
  const kept = { ...wish, slots: wish.slots.filter((_, i) => !unfit.has(i)) };
  const start = kept.slots.map((slot) => slot.start).sort()[0] ?? kept.start;
  return kept.slots.length === 0 ? kept : withCrew(problem, { ...kept, start }, beside);
}

const crewFaults = (faults: readonly WishFault[]) => faults.filter(({ rule }) => rule === 'swabber').length;

/** Somebody else who can, for each lane whose swabber cannot. */
function withCrew(problem: RollProblem, wish: GivenSession, beside: readonly GivenSession[]): GivenSession {
  let best = wish;
  let left = crewFaults(judgeWish(problem, wish, beside));
  const others = problem.swabbers.filter(
    ({ id, sites }) => sites.includes(wish.site) && !wish.swabbers.includes(id),
  );
  for (let lane = 0; lane < wish.lanes && left > 0; lane += 1) {
    for (const { id } of others) {
      if (best.swabbers.includes(id)) continue;
      const tried = { ...best, swabbers: best.swabbers.map((who, i) => (i === lane ? id : who)) };
      const now = crewFaults(judgeWish(problem, tried, beside));
      if (now >= left) continue;
      best = tried;
      left = now;
      break;
    }
  }
  return best;
}
