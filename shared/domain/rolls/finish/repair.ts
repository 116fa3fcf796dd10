import { type Model } from '../model/model.ts';
import { onDuty } from '../model/staffing.ts';
import { occupancy } from '../search/sharing.ts';
import type { Draft } from './draft.ts';
import type { LabRoom } from './labRoom.ts';
import { type Homeless, maySitAsSwabber } from './people.ts';
import { maySit, updateSpan } from './seats.ts';
import { assignSwabbers, type Roster } from './swabbers.ts';

export interface RepairContext {
  readonly model: Model;
  readonly drafts: Draft[];
  readonly book: Roster;
  readonly room: LabRoom;
  /** Whether a session may be opened for one person. */
  readonly mayOpen: boolean;
}

/**
 * Finds seats for the few whom the flow placed but who would swab themselves there, and for whoever else lost a seat:
 * a free seat, a free seat after another swabber has taken over, an exchange of seats, at last a session of its own.
 * @returns those for whom nothing helped
 */
export function rehouse(context: RepairContext, homeless: readonly Homeless[]): Homeless[] {
  if (homeless.length === 0) return [];
  const bySite = new Map<number, Draft[]>();
  for (const draft of context.drafts) {
    const own = bySite.get(draft.site);
    if (own) own.push(draft);
    else bySite.set(draft.site, [draft]);
  }
  const byLabDay = Map.groupBy(context.drafts, ({ site, labDay }) => dayKey(context.model, site, labDay));
  const desk = { ...context, bySite, byLabDay, swabberOf: context.model.swabberOfOffer };
  return homeless.filter((person) => {
    const sites = context.model.classes[person.offerClass]!.sites;
    const near = sites.flatMap((site) => bySite.get(site) ?? []);
    return !(
      near.some((draft) => takeFreeSeat(desk, person, draft)) ||
      near.some((draft) => takeOver(desk, person, draft)) ||
      near.some((draft) => exchange(desk, person, draft, near)) ||
      (context.mayOpen && sites.some((site) => openFor(desk, person, site)))
    );
  });
}

interface Desk extends RepairContext {
  readonly byLabDay: ReadonlyMap<number, readonly Draft[]>;
  readonly bySite: Map<number, Draft[]>;
  readonly swabberOf: Int32Array;
}

function dayKey(model: Model, site: number, labDay: number): number {
  return model.sites[site]!.lab * 1024 + labDay;
}

/** Room for one more: there is some, or somebody of the laboratory's day goes to another open session of their site. */
function findLabRoom(desk: Desk, site: number, labDay: number): boolean {
  if (desk.room.has(site, labDay)) return true;
  const { turnout } = desk.model.sites[site]!;
  for (const draft of desk.byLabDay.get(dayKey(desk.model, site, labDay)) ?? []) {
    if (desk.model.sites[draft.site]!.turnout >= turnout && sendSomebodyAway(desk, draft)) return true;
  }
  return false;
}

function sendSomebodyAway(desk: Desk, draft: Draft): boolean {
  if (draft.standing >= 0) return false;
  const others = (desk.bySite.get(draft.site) ?? []).filter(
    (other) =>
      other.labDay !== draft.labDay &&
      other.standing < 0 &&
      other.seats.length > 0 &&
      desk.room.has(other.site, other.labDay),
  );
  if (others.length === 0) return false;
  const { span } = desk.model.grids[draft.site]![draft.window]!;
  for (const seat of draft.seats) {
    // The last sample may decide which laboratory day the session reaches.
    if (seat.start + span === draft.to) continue;
    for (const other of others) {
      const at = mayBeIn(desk, seat.offer, other) && freeSeat(desk, seat.offerClass, other);
      if (!at) continue;
      draft.seats.splice(draft.seats.indexOf(seat), 1);
      updateSpan(desk.model, draft);
      desk.room.add(draft.site, draft.labDay, -1);
      sit(desk, seat, other, at);
      return true;
    }
  }
  return false;
}

/** A free place for somebody of a class, as near to the others as possible. */
function freeSeat(desk: Desk, offerClass: number, draft: Draft): { lane: number; start: number } | undefined {
  const { model, book } = desk;
  const grid = model.grids[draft.site]![draft.window]!;
  const { dropIn } = model.problem.sites[draft.site]!;
  const shared = model.sites[draft.site]!.group >= 0;
  const lastPlace = grid.starts.length - 1 - Math.ceil(dropIn / (draft.lanes * grid.perLane));
  let best: { lane: number; start: number; stretch: number } | undefined;
  for (let place = 0; place <= lastPlace; place++) {
    const start = grid.starts[place]!;
    if (start < draft.earliest || start + grid.span > draft.latest) continue;
    if (!maySit(model, offerClass, { site: draft.site, day: draft.day, start, span: grid.span })) continue;
    const stretch = Math.max(0, draft.from - start) + Math.max(0, start + grid.span - draft.to);
    if ((stretch > 0 && shared) || (best && best.stretch <= stretch)) continue;
    const taken = new Int32Array(draft.lanes);
    for (const seat of draft.seats) if (seat.start === start) taken[seat.lane]!++;
    const lane = taken.findIndex((people) => people < grid.perLane);
    if (lane < 0) continue;
    const span = { from: Math.min(draft.from, start), to: Math.max(draft.to, start + grid.span) };
    const served = draft.swabbers.every((index) => {
      const swabber = model.swabbers[index]!;
      return onDuty(swabber, draft.day, span.from, span.to) && keepsOwnSeat(desk, index, draft, span);
    });
    if (stretch > 0 && !(served && bookAllows(book, draft, span))) continue;
    best = { lane, start, stretch };
  }
  return best;
}

/** A longer session must not reach into a moment at which its swabber is tested elsewhere. */
function keepsOwnSeat(
  desk: Desk,
  swabber: number,
  draft: Draft,
  span: { from: number; to: number },
): boolean {
  const { offer } = desk.model.swabbers[swabber]!;
  if (offer < 0) return true;
  return desk.model.problem.offers[offer]!.sites.every((id) => {
    const site = desk.model.context.siteIndex.get(id)!;
    return (desk.bySite.get(site) ?? []).every(
      (other) =>
        other === draft ||
        other.day !== draft.day ||
        other.to <= span.from ||
        span.to <= other.from ||
        !other.seats.some((seat) => seat.offer === offer),
    );
  });
}

function bookAllows(book: Roster, draft: Draft, span: { from: number; to: number }): boolean {
  return draft.swabbers.every((swabber) =>
    (book.serving.get(swabber) ?? []).every(
      (other) => other === draft || other.day !== draft.day || other.to <= span.from || span.to <= other.from,
    ),
  );
}

function sit(desk: Desk, person: Homeless, draft: Draft, at: { lane: number; start: number }): void {
  draft.seats.push({ ...at, offerClass: person.offerClass, offer: person.offer });
  updateSpan(desk.model, draft);
  desk.room.add(draft.site, draft.labDay, 1);
}

function mayBeIn({ book, swabberOf }: Desk, offer: number, draft: Draft): boolean {
  const swabber = swabberOf[offer]!;
  return swabber < 0 || maySitAsSwabber(book, swabber, draft);
}

function takeFreeSeat(desk: Desk, person: Homeless, draft: Draft): boolean {
  if (draft.standing >= 0 || draft.seats.length === 0 || !mayBeIn(desk, person.offer, draft)) return false;
  const at = freeSeat(desk, person.offerClass, draft);
  if (!at || !findLabRoom(desk, draft.site, draft.labDay)) return false;
  sit(desk, person, draft, at);
  return true;
}

/** The person serves here themselves: somebody else takes their lane over. */
function takeOver(desk: Desk, person: Homeless, draft: Draft): boolean {
  const { model, book } = desk;
  const own = desk.swabberOf[person.offer]!;
  const lane = own < 0 ? -1 : draft.swabbers.indexOf(own);
  if (lane < 0 || draft.standing >= 0 || !desk.room.has(draft.site, draft.labDay)) return false;
  const at = freeSeat(desk, person.offerClass, draft);
  if (!at) return false;
  const others = [...draft.swabbers];
  const substitute = model.swabbersOf[draft.site]!.find(
    (swabber) =>
      !others.includes(swabber.index) &&
      book.free(swabber, draft) &&
      onDuty(
        swabber,
        draft.day,
        Math.min(draft.from, at.start),
        Math.max(draft.to, at.start + model.grids[draft.site]![draft.window]!.span),
      ) &&
      !draft.seats.some(({ offer }) => offer === swabber.offer) &&
      keepsOwnSeat(desk, swabber.index, draft, draft),
  );
  if (!substitute) return false;
  book.release(draft);
  others.forEach((swabber, i) => book.assign(i === lane ? substitute.index : swabber, draft, i));
  if (!mayBeIn(desk, person.offer, draft)) {
    book.release(draft);
    others.forEach((swabber, i) => book.assign(swabber, draft, i));
    return false;
  }
  sit(desk, person, draft, at);
  return true;
}

/** Somebody in `draft` moves to a free seat elsewhere, and their seat is taken. */
function exchange(desk: Desk, person: Homeless, draft: Draft, near: readonly Draft[]): boolean {
  const { model } = desk;
  if (draft.standing >= 0 || !mayBeIn(desk, person.offer, draft)) return false;
  const { span } = model.grids[draft.site]![draft.window]!;
  for (const seat of draft.seats) {
    const place = { site: draft.site, day: draft.day, start: seat.start, span };
    if (!maySit(model, person.offerClass, place)) continue;
    for (const other of near) {
      if (
        other === draft ||
        other.standing >= 0 ||
        other.seats.length === 0 ||
        !mayBeIn(desk, seat.offer, other)
      )
        continue;
      if (!desk.room.has(other.site, other.labDay)) continue;
      const at = freeSeat(desk, seat.offerClass, other);
      if (!at) continue;
      draft.seats.splice(draft.seats.indexOf(seat), 1, { ...seat, ...person });
      sit(desk, { offer: seat.offer, offerClass: seat.offerClass }, other, at);
      return true;
    }
  }
  return false;
}

/** A new session for one person, on a laboratory day with a stop if there is one. */
function openFor(desk: Desk, person: Homeless, index: number): boolean {
  const { model, book } = desk;
  const site = model.sites[index]!;
  const k = site.classes.indexOf(person.offerClass);
  const own = desk.bySite.get(index) ?? [];
  const stops = new Set(own.map(({ labDay }) => labDay));
  const candidates: number[] = [];
  for (let c = 0; c < site.candidates; c++) {
    if (
      site.standing[c]! >= 0 ||
      own.some((draft) => draft.day === site.day[c] && draft.window === site.window[c])
    )
      continue;
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
      if (site.arcClass[arc] !== k) continue;
      candidates.push(c);
      break;
    }
  }
  candidates.sort((a, b) => Number(stops.has(site.labDay[b]!)) - Number(stops.has(site.labDay[a]!)) || a - b);
  for (const c of candidates) {
    if (!findLabRoom(desk, index, site.labDay[c]!)) continue;
    const grid = model.grids[index]![site.window[c]!]!;
    const { dropIn } = model.problem.sites[index]!;
    const last = Math.min(site.hi[c]!, grid.starts.length - 1 - Math.ceil(dropIn / grid.perLane));
    const start = Array.from(grid.starts).findIndex(
      (minute, place) =>
        place >= Math.max(site.lo[c]!, site.reach[c]!) &&
        place <= last &&
        maySit(model, person.offerClass, { site: index, day: site.day[c]!, start: minute, span: grid.span }),
    );
    if (start < 0 || !poolsAllow(desk, index, c)) continue;
    const draft: Draft = {
      site: index,
      day: site.day[c]!,
      window: site.window[c]!,
      labDay: site.labDay[c]!,
      standing: -1,
      mostLanes: site.lanes[c]!,
      lanes: 1,
      swabbers: [],
      seats: [{ lane: 0, start: grid.starts[start]!, ...person }],
      from: 0,
      to: 0,
      earliest: grid.starts[site.lo[c]!]!,
      latest: grid.starts[site.hi[c]!]! + grid.span,
    };
    updateSpan(model, draft);
    if (!assignable(desk, draft, person.offer)) continue;
    desk.drafts.push(draft);
    desk.bySite.set(index, [...own, draft]);
    desk.room.add(index, draft.labDay, 1);
    return true;
  }
  return false;

  function assignable(at: Desk, draft: Draft, offer: number): boolean {
    const blocked = (swabber: number) =>
      at.model.swabbers[swabber]!.offer === offer || !keepsOwnSeat(at, swabber, draft, draft);
    const able = model.swabbersOf[index]!.filter(
      (swabber) => !blocked(swabber.index) && book.free(swabber, draft),
    );
    if (able.length === 0 || !mayBeIn(at, offer, draft)) return false;
    const restricted = {
      ...model,
      swabbersOf: model.swabbersOf.map((list, i) => (i === index ? able : list)),
    };
    return assignSwabbers(restricted, [draft], book, NOWHERE).length === 0;
  }
}

const NOWHERE = { ownSeats: () => [], sessionsOf: () => [], appointed: () => false };

/** Workstations shared with other sites: counted against every session of the day as it stands. */
function poolsAllow({ model, drafts }: Desk, index: number, c: number): boolean {
  const { from, to, day } = occupancy(model, index, c);
  return model.problem.pools.every((pool) => {
    if (!pool.sites.includes(model.problem.sites[index]!.id)) return true;
    const lanes = drafts
      .filter((draft) => draft.day === day && draft.from < to && from < draft.to)
      .filter((draft) => pool.sites.includes(model.problem.sites[draft.site]!.id))
      .reduce((sum, draft) => sum + draft.lanes, 1);
    return lanes <= pool.workstations;
  });
}
