import type { LevelBounds } from '../bounds.ts';
import { sessionKey } from '../model/classes.ts';
import type { Model } from '../model/model.ts';
import { type Apart, regionsOf } from '../network/rollNetwork.ts';
import type { RollSession } from '../plan.ts';
import type { Levelled } from '../search/relevel.ts';
import { settle, type Settled } from '../search/settle.ts';
import type { RollState } from '../search/state.ts';
import type { Draft } from './draft.ts';
import { capacities, labRoom } from './labRoom.ts';
import type { Homeless } from './people.ts';
import { rehouse } from './repair.ts';
import { sessionsOf } from './sessions.ts';
import { staffed, type Staffed } from './staffed.ts';

export interface Finished {
  readonly sessions: RollSession[];
  /** People without a seat, by offer. */
  readonly unplaced: ReadonlyMap<number, number>;
}

/**
 * From classes at candidates to people at minutes. Swabbers are assigned first; the flow then sends those who serve
 * to sessions that they do not serve (R41), everybody else making room for them, and all are seated anew. The few for
 * whom that is not enough are looked after one by one.
 */
export function finishRoll(state: RollState, found: Settled, bounds: LevelBounds): Finished {
  const { model, target } = state;
  const regions = regionsOf(model);
  let { levelled } = found;
  let plan = staffed(model, levelled, () => false);
  for (let round = 0; round < ROUNDS && plan.homeless.length > sum(levelled.unplaced); round++) {
    const { drafts } = plan;
    levelled = settle(state, regions, { bounds, apart: serving(model, drafts) }).levelled;
    plan = staffed(model, levelled, appointedIn(drafts));
  }
  const { drafts, book } = plan;
  const desk = { model, drafts, book, room: labRoom(model, drafts, target), mayOpen: false };
  // Within the level if that is possible, and within the capacity otherwise: a place comes before the level.
  const seatless = rehouse(desk, lostOf(plan, levelled));
  const homeless = rehouse({ ...desk, mayOpen: true }, seatless);
  const rest = rehouse({ ...desk, mayOpen: true, room: desk.room.under(capacities(model)) }, homeless);
  const unplaced = new Map<number, number>();
  for (const { offer } of rest) unplaced.set(offer, (unplaced.get(offer) ?? 0) + 1);
  return { sessions: sessionsOf(model, drafts), unplaced };
}

/** How often swabbers are assigned and everybody levelled around them. */
const ROUNDS = 3;

function sum(people: Int32Array): number {
  return people.reduce((total, n) => total + n, 0);
}

/** Those who lost a seat on the way first, whoever the flow itself left out last. */
function lostOf({ homeless }: Staffed, { unplaced }: Levelled): Homeless[] {
  const stillOut = Int32Array.from(unplaced);
  const [lost, out]: [Homeless[], Homeless[]] = [[], []];
  for (const person of [...homeless].reverse()) {
    if (stillOut[person.offerClass]! > 0) {
      stillOut[person.offerClass]!--;
      out.push(person);
    } else lost.push(person);
  }
  return [...lost, ...out];
}

/** Swabbers with a sample of their own, and the sessions that they serve. */
function serving(model: Model, drafts: readonly Draft[]): Apart[] {
  const barred = new Map<number, Set<number>>();
  for (const { site, day, window, swabbers, standing } of drafts) {
    if (standing >= 0) continue;
    for (const swabber of swabbers) {
      const own = barred.get(swabber) ?? new Set<number>();
      barred.set(swabber, own.add(sessionKey(site, day, window)));
    }
  }
  return [...barred].flatMap(([swabber, sessions]) => {
    const { offer } = model.swabbers[swabber]!;
    const offerClass = offer < 0 ? -1 : model.classOfOffer[offer]!;
    // A headcount is nobody in particular: it stays with its class.
    if (offerClass < 0 || model.remaining[offer] !== 1) return [];
    return [{ offer, offerClass, barred: sessions }];
  });
}

function appointedIn(drafts: readonly Draft[]): (swabber: number, draft: Draft) => boolean {
  const keyOf = ({ site, day, window }: Draft) => sessionKey(site, day, window);
  const crews = new Map(drafts.map((draft) => [keyOf(draft), new Set(draft.swabbers)]));
  return (swabber, draft) => crews.get(keyOf(draft))?.has(swabber) ?? false;
}
