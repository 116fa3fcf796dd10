import { minutesOf } from '../../calendar/minutes.ts';
import type { Model } from '../model/model.ts';
import { onDuty } from '../model/staffing.ts';
import type { RollSession } from '../plan.ts';

/** A slot in minutes. */
interface Seated {
  readonly offer: number;
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** A session of the finished plan, by number. */
export interface Held {
  readonly site: number;
  readonly day: number;
  readonly window: number;
  readonly labDay: number;
  readonly lanes: number;
  readonly swabbers: readonly number[];
  readonly slots: readonly Seated[];
  readonly from: number;
  readonly to: number;
  readonly locked: boolean;
}

/** The finished plan as somebody without a place meets it: what is held when, by whom, and how full the laboratories are. */
export interface Book {
  readonly at: (site: number, day: number, window: number) => Held | undefined;
  readonly on: (day: number) => readonly Held[];
  /** Samples of a laboratory on a day, others' included. */
  readonly load: (lab: number, day: number) => number;
  /** Somebody else who could serve a further lane at a site, or −1. */
  readonly spare: (watch: Watch) => number;
}

interface Watch {
  readonly site: number;
  readonly day: number;
  readonly from: number;
  readonly to: number;
  /** When the person is seated, and their offer: nobody swabs themselves. */
  readonly seat: { readonly from: number; readonly to: number };
  readonly offer: number;
}

/** @param elsewhere samples by laboratory and day of sessions that are left out because they concern nobody here */
export function bookOf(
  model: Model,
  sessions: readonly RollSession[],
  elsewhere: readonly Float64Array[] = [],
): Book {
  const held = sessions.flatMap((session) => remembered(model, session));
  const byDay = Map.groupBy(held, ({ day }) => day);
  const byKey = new Map(held.map((one) => [`${one.site}|${one.day}|${one.window}`, one]));
  const loads = model.labs.map((lab, index) => {
    const others = model.problem.labs[index]!.dateLoad;
    const load = elsewhere[index]?.slice() ?? new Float64Array(lab.load.length);
    for (const [date, samples] of Object.entries(others)) {
      const day = model.context.dayOf(date as RollSession['date']);
      if (day >= 0 && day < load.length) load[day]! += samples;
    }
    return load;
  });
  for (const { site, labDay, slots } of held) {
    const { lab, turnout } = model.sites[site]!;
    const people = slots.reduce((sum, { count }) => sum + count, 0);
    if (labDay >= 0 && labDay < loads[lab]!.length) loads[lab]![labDay]! += people * turnout;
  }
  const on = (day: number) => byDay.get(day) ?? [];
  const travel = model.problem.travelMinutes;
  return {
    on,
    at: (site, day, window) => byKey.get(`${site}|${day}|${window}`),
    load: (lab, day) => loads[lab]![day] ?? 0,
    spare: ({ site, day, from, to, seat, offer }) =>
      model.swabbersOf[site]!.find((swabber) => {
        if (swabber.offer === offer || !onDuty(swabber, day, from, to)) return false;
        return on(day).every((other) => {
          const gap = other.site === site ? 0 : travel;
          const serves = other.swabbers.includes(swabber.index);
          if (serves && other.from < to + gap && from < other.to + gap) return false;
          return !other.slots.some(
            (slot) => slot.offer === swabber.offer && slot.from < seat.to && seat.from < slot.to,
          );
        });
      })?.index ?? -1,
  };
}

/** Plans that differ in a session or two are read again and again: what a session says does not change. */
const memory = new WeakMap<Model, WeakMap<RollSession, Held[]>>();

function remembered(model: Model, session: RollSession): Held[] {
  const known = memory.get(model) ?? new WeakMap<RollSession, Held[]>();
  memory.set(model, known);
  const held = known.get(session) ?? heldOf(model, session);
  known.set(session, held);
  return held;
}

function heldOf({ context, problem, horizonDays }: Model, session: RollSession): Held[] {
  const site = context.siteIndex.get(session.site)!;
  const day = context.dayOf(session.date);
  if (day < 0 || day >= horizonDays) return [];
  const { minutesPerSwab, windows } = problem.sites[site]!;
  const slots = session.slots.map(({ offer, lane, start, count }) => {
    const from = minutesOf(start);
    return {
      offer: context.offerIndex.get(offer) ?? -1,
      lane,
      from,
      to: from + count * minutesPerSwab,
      count,
    };
  });
  const start = minutesOf(session.start);
  return [
    {
      site,
      day,
      window: windows.findIndex(({ id }) => id === session.window),
      labDay: context.dayOf(session.labDate),
      lanes: session.lanes,
      swabbers: session.swabbers.map((id) => context.swabberIndex.get(id) ?? -1),
      slots,
      from: Math.min(start, ...slots.map((slot) => slot.from)),
      to: Math.max(start, ...slots.map((slot) => slot.to)),
      locked: context.isLocked(session),
    },
  ];
}
