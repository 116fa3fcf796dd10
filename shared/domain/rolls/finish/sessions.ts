import { fromDayNumber } from '../../calendar/calendarDate.ts';
import { timeOf } from '../../calendar/minutes.ts';
import type { Model } from '../model/model.ts';
import type { SwabberModel } from '../model/staffing.ts';
import type { RollSession, RollSlot } from '../plan.ts';
import type { Levelled } from '../search/relevel.ts';
import type { Draft } from './draft.ts';
import { type Homeless, namePeople } from './people.ts';
import { rehouse } from './repair.ts';
import { seatSession, updateSpan } from './seats.ts';
import { assignSwabbers, roster } from './swabbers.ts';

export interface Finished {
  readonly sessions: RollSession[];
  /** People without a seat, by offer. */
  readonly unplaced: ReadonlyMap<number, number>;
}

/** From classes at candidates to people at minutes: seats, swabbers, names, and a second look for those left over. */
export function finishRoll(
  model: Model,
  { shares, unplaced }: Levelled,
  target: readonly Float64Array[],
): Finished {
  const drafts: Draft[] = [];
  const homelessClasses: { offerClass: number; people: number }[] = [];
  shares.forEach((own, site) => {
    const byCandidate = Map.groupBy(own, ({ candidate }) => candidate);
    for (const [candidate, list] of [...byCandidate].sort((a, b) => a[0] - b[0])) {
      const { draft, left } = seatSession(model, site, candidate, list);
      drafts.push(draft);
      homelessClasses.push(...left);
    }
  });
  addEmptyStanding(model, drafts);
  const book = roster(
    model,
    drafts.filter(({ standing }) => standing >= 0),
  );
  const ownSeats = seatsOfSwabbers(model, drafts);
  const fresh = drafts.filter(({ standing, seats }) => standing < 0 && seats.length > 0);
  const together = Map.groupBy(fresh, (draft) => {
    const { group } = model.sites[draft.site]!;
    return group < 0 ? `${draft.site}|${draft.day}|${draft.window}` : `group ${group}|${draft.day}`;
  });
  for (const sessions of together.values()) {
    for (const lost of assignSwabbers(model, sessions, book, ownSeats)) {
      book.release(lost);
      lost.seats = [];
    }
  }
  const homeless = namePeople(model, drafts, book);
  for (const draft of drafts) if (draft.seats.length > 0) updateSpan(model, draft);
  // Whoever the flow itself left out is not looked for again: only seats that were lost on the way.
  const stillOut = Int32Array.from(unplaced);
  const [lost, out]: [Homeless[], Homeless[]] = [[], []];
  for (const person of [...homeless].reverse()) {
    if (stillOut[person.offerClass]! > 0) {
      stillOut[person.offerClass]!--;
      out.push(person);
    } else lost.push(person);
  }
  const load = model.labs.map((lab) => Float64Array.from(lab.load));
  for (const { site, labDay, seats } of drafts) {
    const { lab, turnout } = model.sites[site]!;
    if (labDay >= 0 && labDay < model.labDays) load[lab]![labDay]! += seats.length * turnout;
  }
  const desk = { model, drafts, book, load };
  // Within the level if that is possible, and within the capacity otherwise: a place comes before the level.
  const level = rehouse({ ...desk, most: target }, [...lost, ...out]);
  const full = { ...desk, most: model.labs.map(({ capacity }) => capacity) };
  const rest = rehouse({ ...full, makeRoom: true }, rehouse(full, level));
  const unplacedByOffer = new Map<number, number>();
  for (const { offer } of rest) unplacedByOffer.set(offer, (unplacedByOffer.get(offer) ?? 0) + 1);
  return {
    sessions: drafts.flatMap((draft) => sessionOf(model, draft)).sort(bySiteAndTime),
    unplaced: unplacedByOffer,
  };
}

/** The sessions with seats for a swabber's own class, where their own sample could be taken. */
function seatsOfSwabbers(
  model: Model,
  drafts: readonly Draft[],
): (swabber: SwabberModel) => readonly Draft[] {
  const classOfOffer = new Int32Array(model.problem.offers.length).fill(-1);
  for (const { index, offers } of model.classes) for (const offer of offers) classOfOffer[offer] = index;
  const seats = model.classes.map((): Draft[] => []);
  for (const draft of drafts) {
    for (const offerClass of new Set(draft.seats.map((seat) => seat.offerClass)))
      seats[offerClass]!.push(draft);
  }
  return ({ offer }) => (offer < 0 ? [] : (seats[classOfOffer[offer]!] ?? []));
}

/** Standing sessions nobody joined, those without free places included. */
function addEmptyStanding(model: Model, drafts: Draft[]): void {
  const joined = new Set(drafts.map(({ standing }) => standing));
  model.standing.forEach((session, standing) => {
    if (joined.has(standing)) return;
    drafts.push({
      site: session.site,
      day: session.day,
      window: session.window,
      labDay: session.labDay,
      standing,
      mostLanes: session.given.lanes,
      lanes: session.given.lanes,
      swabbers: [...session.swabbers],
      seats: [],
      from: session.from,
      to: session.to,
      earliest: session.from,
      latest: session.to,
    });
  });
}

function sessionOf(model: Model, draft: Draft): RollSession[] {
  const { problem, firstDay } = model;
  const site = problem.sites[draft.site]!;
  const given = draft.standing >= 0 ? model.standing[draft.standing]!.given : undefined;
  if (!given && draft.seats.length === 0) return [];
  const lanes = given ? [] : [...new Set(draft.seats.map(({ lane }) => lane))].sort((a, b) => a - b);
  const slots = [
    ...(given?.slots ?? []),
    ...slotsOf(model, draft, (lane) => (given ? lane : lanes.indexOf(lane))),
  ];
  slots.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.lane - b.lane));
  const offers = new Map(draft.seats.map(({ offer }) => [problem.offers[offer]!.id, problem.offers[offer]!]));
  const provisional = (given?.slots ?? []).length > 0 ? given!.provisional : true;
  return [
    {
      site: site.id,
      date: fromDayNumber(firstDay + draft.day),
      window: given?.window ?? site.windows[draft.window]!.id,
      start:
        given && draft.standing >= 0 && model.standing[draft.standing]!.locked
          ? given.start
          : slots[0]!.start,
      lanes: given?.lanes ?? lanes.length,
      swabbers: given?.swabbers ?? lanes.map((lane) => problem.swabbers[draft.swabbers[lane]!]!.id),
      labDate: given?.labDate ?? fromDayNumber(firstDay + draft.labDay),
      provisional: provisional && [...offers.values()].every((offer) => offer.provisional),
      slots,
    },
  ];
}

/** Neighbouring seats of one offer in a lane become one slot. */
function slotsOf(model: Model, draft: Draft, laneOf: (lane: number) => number): RollSlot[] {
  const { minutesPerSwab, blockMinutes } = model.problem.sites[draft.site]!;
  const seats = [...draft.seats].sort((a, b) => a.lane - b.lane || a.start - b.start || a.offer - b.offer);
  const slots: { offer: number; lane: number; start: number; count: number }[] = [];
  for (const { offer, lane, start } of seats) {
    const last = slots.at(-1);
    const follows =
      last?.offer === offer &&
      last.lane === lane &&
      start === (blockMinutes > 0 ? last.start : last.start + last.count * minutesPerSwab);
    if (follows) last.count++;
    else slots.push({ offer, lane, start, count: 1 });
  }
  return slots.map(({ offer, lane, start, count }) => ({
    offer: model.problem.offers[offer]!.id,
    lane: laneOf(lane),
    start: timeOf(start),
    count,
  }));
}

function bySiteAndTime(a: RollSession, b: RollSession): number {
  const keys = (session: RollSession) => [session.date, session.site, session.start, session.window] as const;
  const [left, right] = [keys(a), keys(b)];
  for (let i = 0; i < left.length; i++) {
    if (left[i]! !== right[i]!) return left[i]! < right[i]! ? -1 : 1;
  }
  return 0;
}
