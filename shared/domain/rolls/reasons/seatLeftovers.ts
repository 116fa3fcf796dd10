import { fromDayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../calendar/minutes.ts';
import { lanesNeeded } from '../keep/idleLanes.ts';
import { sessionName } from '../keep/told.ts';
import type { Model } from '../model/model.ts';
import type { RollSession } from '../plan.ts';
import type { RollProblem } from '../schema.ts';
import { around, loadsOf } from './around.ts';
import { bookOf } from './book.ts';
import {
  type Asking,
  freeLaneFor,
  type Need,
  optionsOf,
  type PlaceOption,
  seatFrom,
  spareFor,
} from './options.ts';

export interface Seating {
  readonly sessions: readonly RollSession[];
  /** People without a place, by offer. */
  readonly unplaced: ReadonlyMap<number, number>;
}

/** Whoever is looked for one by one must be few: a plan that leaves out thousands has other worries. */
const MOST_LOOKED_FOR = 300;
const MOST_EXCHANGES = 120;
const FEW = 100;
/** A session with more people than this is not taken apart for one. */
const MOST_RESEATED = 12;

/**
 * Before anybody is told that there is no place: whoever fits into the finished plan after all, at a minute for which
 * nothing has to change, sits there; and where only hands or workstations are missing, a session that has them gives
 * way if everybody in it finds a place as well. Nobody who has been told a time is touched.
 *
 * @param unplaceable by class: people whom no plan can place, and who are not looked for
 */
export function seatLeftovers(
  model: Model,
  { sessions, unplaced }: Seating,
  unplaceable: Int32Array,
): Seating {
  const classOf = new Map<number, number>();
  for (const { index, offers } of model.classes) for (const offer of offers) classOf.set(offer, index);
  const told = new Set([...model.problem.locked, ...model.problem.previous].map(sessionName));
  const budget = { looks: MOST_LOOKED_FOR, exchanges: MOST_EXCHANGES };
  const desk: Desk = { model, classOf, told, budget, elsewhere: [] };
  const noHope = few(unplaced) ? new Int32Array(unplaceable.length) : unplaceable.slice();
  let plan = [...sessions];
  const out = new Map<number, number>();
  const left = new Map<number, number>();
  for (const [offer, count] of [...unplaced].sort(([a], [b]) => a - b)) {
    const offerClass = classOf.get(offer);
    const hopeless = offerClass === undefined ? 0 : Math.min(count, noHope[offerClass]!);
    if (offerClass !== undefined) noHope[offerClass]! -= hopeless;
    if (hopeless > 0) out.set(offer, hopeless);
    if (count > hopeless) left.set(offer, count - hopeless);
  }
  // An exchange for one may make room for another who was asked before.
  for (let improved = true; improved;) {
    improved = false;
    for (const [offer, count] of left) {
      const { near, far } = around(desk, plan, offer);
      const here: Desk = { ...desk, elsewhere: loadsOf(model, far) };
      const better = withSeat(here, near, offer) ?? withExchange(here, near, offer);
      if (!better) continue;
      plan = [...far, ...better];
      improved = true;
      if (count > 1) left.set(offer, count - 1);
      else left.delete(offer);
    }
  }
  for (const [offer, people] of left) out.set(offer, (out.get(offer) ?? 0) + people);
  return { sessions: plan.sort(byDateAndSite), unplaced: out };
}

/** Which of those who compete are left out is chance: where they are few, everybody is looked for. */
function few(unplaced: Seating['unplaced']): boolean {
  return [...unplaced.values()].reduce((sum, count) => sum + count, 0) <= FEW;
}

interface Desk {
  readonly model: Model;
  readonly classOf: ReadonlyMap<number, number>;
  /** Sessions in which somebody has been told a time. */
  readonly told: ReadonlySet<string>;
  readonly budget: { looks: number; exchanges: number };
  /** Samples by laboratory and day of the sessions that are not looked at. */
  readonly elsewhere: readonly Float64Array[];
}

function askingFor(
  { model, classOf, elsewhere }: Desk,
  plan: readonly RollSession[],
  offer: number,
): Asking | undefined {
  const offerClass = classOf.get(offer);
  return offerClass === undefined
    ? undefined
    : { model, book: bookOf(model, plan, elsewhere), offer, offerClass };
}

/** @param gone a session that is not to be opened again */
function withSeat(
  desk: Desk,
  plan: readonly RollSession[],
  offer: number,
  gone?: RollSession,
): RollSession[] | undefined {
  if (desk.budget.looks-- <= 0) return undefined;
  const asking = askingFor(desk, plan, offer);
  const option =
    asking &&
    optionsOf(asking).find((one) => one.needs.length === 0 && !(gone && isIn(desk.model, one, gone)));
  return option && seated(asking, plan, option);
}

function isIn(
  { problem, context }: Model,
  { site, day, window }: PlaceOption,
  session: RollSession,
): boolean {
  const { id, windows } = problem.sites[site]!;
  return id === session.site && day === context.dayOf(session.date) && windows[window]!.id === session.window;
}

/** What somebody else may have that a person lacks. */
const SHARED: ReadonlySet<Need> = new Set(['no-swabber', 'pool', 'no-places', 'drop-in', 'lab-capacity']);

/** A session gives way, or one person in it, and everybody concerned is seated anew. */
function withExchange(desk: Desk, plan: readonly RollSession[], offer: number): RollSession[] | undefined {
  const asking = askingFor(desk, plan, offer);
  if (!asking) return undefined;
  const { context } = desk.model;
  const options = optionsOf(asking).filter(({ needs }) => needs.every((need) => SHARED.has(need)));
  const days = new Set(options.map(({ day }) => day));
  for (const given of plan) {
    if (!days.has(context.dayOf(given.date)) || desk.told.has(sessionName(given))) continue;
    const site = context.siteIndex.get(given.site);
    const here = options.some((one) => one.site === site && one.day === context.dayOf(given.date));
    const others = plan.filter((one) => one !== given);
    for (const [slots, people] of [...(here ? singles(given) : []), [[], given.slots] as const]) {
      // Without its last sample a session may reach another laboratory day: that is another session.
      const late = given.labDate !== given.date && lastStart(slots) < lastStart(given.slots);
      if (late && slots.length > 0) continue;
      if (people.reduce((sum, { count }) => sum + count, 0) > MOST_RESEATED) continue;
      if (desk.budget.exchanges-- <= 0) return undefined;
      const rest = slots.length > 0 ? [{ ...given, ...shrunk(desk.model.problem, given, slots) }] : [];
      const wanted = people.flatMap((slot) =>
        Array<number>(slot.count).fill(context.offerIndex.get(slot.offer) ?? -1),
      );
      // Whoever is seated anew takes the first free minute: without the old session that is another one.
      for (const gone of slots.length > 0 ? [undefined] : [undefined, given]) {
        let trial: RollSession[] | undefined = [...others, ...rest];
        desk.budget.looks += wanted.length + 1;
        for (const one of [offer, ...wanted]) trial = trial && withSeat(desk, trial, one, gone);
        if (trial) return trial;
      }
    }
  }
  return undefined;
}

type Slots = RollSession['slots'];

function lastStart(slots: Slots): string {
  return slots.reduce((last, { start }) => (start > last ? start : last), '');
}

/** A session without one of its people, for each of its slots: what is left, and who gets up. */
function singles({ slots }: RollSession): (readonly [Slots, Slots])[] {
  return slots.map((slot, at) => {
    const left = slots.map((one, i) => (i === at ? { ...one, count: one.count - 1 } : one));
    return [left.filter(({ count }) => count > 0), [{ ...slot, count: 1 }]] as const;
  });
}

/** Without lanes that nobody uses any more. */
function shrunk(
  { sites }: RollProblem,
  given: RollSession,
  slots: Slots,
): Pick<RollSession, 'start' | 'lanes' | 'swabbers' | 'slots'> {
  const lanes = lanesNeeded(
    sites.find(({ id }) => id === given.site)!,
    { ...given, slots },
  );
  return {
    start: slots.map(({ start }) => start).reduce((a, b) => (a < b ? a : b)),
    lanes: lanes.length,
    swabbers: lanes.map((lane) => given.swabbers[lane]!),
    slots: slots.map((slot) => ({ ...slot, lane: lanes.indexOf(slot.lane) })),
  };
}

function seated(asking: Asking, plan: readonly RollSession[], option: PlaceOption): RollSession[] {
  const { model, offer: index } = asking;
  const { problem, firstDay } = model;
  const site = problem.sites[option.site]!;
  const offer = problem.offers[index]!;
  const date = fromDayNumber(firstDay + option.day);
  const start = timeOf(option.start);
  const window = site.windows[option.window]!.id;
  const at = plan.findIndex((one) => one.site === site.id && one.date === date && one.window === window);
  const seat = seatFrom(model, option.site, option.start);
  const spare = () => problem.swabbers[spareFor(asking, option, seat)]!.id;
  const held = plan[at];
  if (!held) {
    const session = {
      site: site.id,
      date,
      window,
      start,
      lanes: 1,
      swabbers: [spare()],
      labDate: fromDayNumber(firstDay + option.labDay),
      provisional: offer.provisional,
      slots: [{ offer: offer.id, lane: 0, start, count: 1 }],
    };
    return [...plan, session];
  }
  const free = freeLaneFor(asking, option, seat);
  const lane = free < 0 ? held.lanes : free;
  const grown =
    free < 0 ? { ...held, lanes: held.lanes + 1, swabbers: [...held.swabbers, spare()] } : { ...held };
  const together = held.slots.findIndex(
    (slot) => site.blockMinutes > 0 && slot.offer === offer.id && slot.lane === lane && slot.start === start,
  );
  const slots =
    together >= 0
      ? held.slots.map((slot, i) => (i === together ? { ...slot, count: slot.count + 1 } : slot))
      : [...held.slots, { offer: offer.id, lane, start, count: 1 }].sort(
          (a, b) => minutesOf(a.start) - minutesOf(b.start) || a.lane - b.lane,
        );
  const session = {
    ...grown,
    start: model.context.isLocked(held) || held.start < start ? held.start : start,
    provisional: held.provisional && offer.provisional,
    slots,
  };
  return plan.map((one, i) => (i === at ? session : one));
}

function byDateAndSite(a: RollSession, b: RollSession): number {
  const keys = (one: RollSession) => [one.date, one.site, one.start, one.window] as const;
  const [left, right] = [keys(a), keys(b)];
  for (let i = 0; i < left.length; i++) if (left[i]! !== right[i]!) return left[i]! < right[i]! ? -1 : 1;
  return 0;
}
