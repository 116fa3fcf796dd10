import type { SiteModel } from '../model/site.ts';
import type { RollWeights } from '../schema.ts';
import { bareLanes, type SiteCrew } from './crew.ts';
import { levelCost, type LevelView } from './levelView.ts';
import type { SiteFit } from './fitSheet.ts';
import type { SiteFitter } from './siteFit.ts';
import type { SiteIndex } from './siteIndex.ts';
import type { RollState } from './state.ts';

/** What the search pays for somebody without a place: more than any plan that places them costs. */
const UNPLACED = 1000;

/** One site as the search looks at it just now: its people, and what days cost beside what all others do. */
export interface SiteWork {
  readonly state: RollState;
  readonly site: SiteModel;
  readonly index: SiteIndex;
  readonly demand: Int32Array;
  readonly weights: RollWeights;
  readonly view: LevelView;
  readonly fit: SiteFitter;
  readonly crew: SiteCrew | undefined;
  /** What a stop on a laboratory day costs: the test day and its detour; nothing where one stands anyhow. */
  readonly stopCost: Float64Array;
}

/** A set of open candidates and its priced value for the site, all else equal. */
export interface Opening {
  readonly chosen: readonly number[];
  readonly cost: number;
}

const BARE = 5;

const seen = new Int32Array(1024);
let stamp = 0;

/** Fits the site's people thoroughly, closes what nobody uses and prices the rest. */
export function appraise(work: SiteWork, chosen: readonly number[]): Opening {
  const { site, index, demand, view } = work;
  const fit = work.fit(site, index, chosen, { demand, view, thorough: true });
  return { chosen: used(site, chosen, fit), cost: priceOf(work, chosen, fit) };
}

function used(site: SiteModel, chosen: readonly number[], { byCandidate }: SiteFit): readonly number[] {
  for (let i = 0; i < chosen.length; i++) {
    if (byCandidate[i] === 0 && site.standing[chosen[i]!]! < 0)
      return chosen.filter((c, j) => byCandidate[j]! > 0 || site.standing[c]! >= 0);
  }
  return chosen;
}

function priceOf(
  { site, weights, view, stopCost, crew }: SiteWork,
  chosen: readonly number[],
  { people, unplaced, byCandidate }: SiteFit,
): number {
  let cost = levelCost(people, view) + UNPLACED * unplaced;
  // Whoever has to be tested elsewhere for want of another swabber costs a session, most often on a day of its own.
  if (crew) cost += BARE * (weights.siteDay + weights.session) * bareLanes(site, crew, chosen, byCandidate);
  stamp++;
  for (let i = 0; i < chosen.length; i++) {
    const c = chosen[i]!;
    if (site.standing[c]! >= 0 || byCandidate[i] === 0) continue;
    cost += weights.session;
    const day = site.labDay[c]!;
    if (seen[day] === stamp) continue;
    seen[day] = stamp;
    cost += stopCost[day]!;
  }
  return cost;
}
