import type { RollState } from './state.ts';

/** What crowding costs the search, in units of the score. Both change while it cools. */
interface LevelPrices {
  /** A sample on a day or in a week that is just full; less before that, more after it. */
  readonly crowd: number;
  /** A sample above the target, besides. */
  readonly over: number;
}

/**
 * What one site sees of its laboratory: how full every day and week is, as if the site had sent nobody there yet. One
 * view is used again for every site, because the search asks for it at every step.
 */
export interface LevelView {
  prices: LevelPrices;
  turnout: number;
  /** Samples of others by laboratory day, and what the day should and can take. */
  readonly load: Float64Array;
  readonly target: Float64Array;
  readonly capacity: Float64Array;
  readonly weekLoad: Float64Array;
  readonly weekTarget: Float64Array;
  /** Week of each laboratory day, −1 after the horizon. */
  readonly weekOf: Int32Array;
  /** People of this site under the targets of a day and of a week. */
  readonly room: Int32Array;
  readonly weekRoom: Int32Array;
  /** What the first person on a day costs, and how much of it is the week's. */
  readonly price: Float64Array;
  readonly weekPrice: Float64Array;
  /** The going price of a person on a day and in its week, however full they are just now. */
  readonly going: Float64Array;
}

export function emptyView(labDays: number, weeks: number): LevelView {
  return {
    prices: { crowd: 0, over: 0 },
    turnout: 1,
    load: new Float64Array(labDays),
    target: new Float64Array(labDays),
    capacity: new Float64Array(labDays),
    weekLoad: new Float64Array(weeks),
    weekTarget: new Float64Array(weeks),
    weekOf: new Int32Array(labDays),
    room: new Int32Array(labDays),
    weekRoom: new Int32Array(weeks),
    price: new Float64Array(labDays),
    weekPrice: new Float64Array(labDays),
    going: new Float64Array(labDays),
  };
}

const { floor, max, min } = Math;
const MOST = 0x3fffffff;
/** From this part of its target on a day or a week is dearer the fuller it is. */
const CROWDED = 0.8;
/** A sample above the capacity, which is hard, is worth so many above the target. */
const HARD = 4;

export function lookFrom(state: RollState, site: number, view: LevelView): void {
  const { model, target, load, weekLoad, people } = state;
  const { lab, turnout } = model.sites[site]!;
  const { week: weekOf, capacity } = model.labs[lab]!;
  const own = people[site]!;
  view.turnout = turnout;
  view.weekOf.set(weekOf);
  view.target.set(target.day[lab]!);
  view.weekTarget.set(target.week[lab]!);
  view.capacity.set(capacity);
  view.weekLoad.set(weekLoad[lab]!);
  for (let d = 0; d < model.labDays; d++) {
    const mine = own[d]! * turnout;
    view.load[d] = load[lab]![d]! - mine;
    if (weekOf[d]! >= 0) view.weekLoad[weekOf[d]!]! -= mine;
  }
  const asPeople = (samples: number) =>
    turnout > 0 ? max(0, min(MOST, floor(samples / turnout + 1e-9))) : MOST;
  for (let w = 0; w < view.weekRoom.length; w++)
    view.weekRoom[w] = asPeople(view.weekTarget[w]! - view.weekLoad[w]!);
  for (let d = 0; d < model.labDays; d++) {
    view.room[d] = asPeople(view.target[d]! - view.load[d]!);
    const w = weekOf[d]!;
    view.going[d] = state.price[lab]![d]! * turnout;
    view.weekPrice[d] = w < 0 ? 0 : marginal(view.prices, view.weekLoad[w]!, view.weekTarget[w]!);
    view.price[d] =
      view.going[d]! + view.weekPrice[d]! + marginal(view.prices, view.load[d]!, view.target[d]!);
  }
}

function marginal({ crowd, over }: LevelPrices, load: number, target: number): number {
  if (target <= 0) return crowd + over;
  const full = load / target;
  return crowd * max(0, (full - CROWDED) / (1 - CROWDED)) + (full >= 1 ? over : 0);
}

/** What so many samples cost by themselves on a day or in a week; differences of it are what matters. */
function crowding({ crowd, over }: LevelPrices, load: number, target: number): number {
  const above = load - CROWDED * target;
  if (above <= 0) return 0;
  return (crowd * above * above) / (2 * (1 - CROWDED) * max(1, target)) + over * max(0, load - target);
}

/** What so many people more on a day cost, without its week. */
export function dayCost(view: LevelView, day: number, people: number): number {
  const load = view.load[day]!;
  const more = load + people * view.turnout;
  const { prices, target, capacity } = view;
  const hard = max(0, more - capacity[day]!) - max(0, load - capacity[day]!);
  return (
    people * view.going[day]! +
    crowding(prices, more, target[day]!) -
    crowding(prices, load, target[day]!) +
    HARD * prices.over * hard
  );
}

const byWeek = new Int32Array(128);

/** What a site's people cost the level of the laboratory, compared with none of them coming. */
export function levelCost(people: Int32Array, view: LevelView): number {
  const { prices, weekLoad, weekTarget, weekOf } = view;
  byWeek.fill(0, 0, weekLoad.length);
  let cost = 0;
  for (let d = 0; d < people.length; d++) {
    const here = people[d]!;
    if (here === 0) continue;
    if (weekOf[d]! >= 0) byWeek[weekOf[d]!]! += here;
    cost += dayCost(view, d, here);
  }
  for (let w = 0; w < weekLoad.length; w++) {
    if (byWeek[w] === 0) continue;
    const load = weekLoad[w]!;
    cost +=
      crowding(prices, load + byWeek[w]! * view.turnout, weekTarget[w]!) -
      crowding(prices, load, weekTarget[w]!);
  }
  return cost;
}
