import type { Model } from '../model/model.ts';
import type { Share } from '../search/relevel.ts';
import type { Draft, Seat } from './draft.ts';

/** Whether somebody of a class may sit at a site on a day from `start` on, for `span` minutes (duty, due, sites). */
export function maySit(
  model: Model,
  offerClass: number,
  place: { site: number; day: number; start: number; span: number },
): boolean {
  const { duty, first, last, spans, sites } = model.classes[offerClass]!;
  if (place.day < first || place.day > last) return false;
  const own = spans[sites.indexOf(place.site)];
  if (!own) return false;
  for (let i = 0; i < own.length; i++) {
    if (duty[place.day + i] !== 1) continue;
    const { from, to } = own[i]!;
    if (from <= place.start && place.start + place.span <= to) return true;
  }
  return false;
}

interface Waiting {
  readonly offerClass: number;
  left: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * Staggers the people of one session (R29, A10): each gets a time of their own in a lane, the one who must go first
 * going first, so that nobody waits. As few lanes as suffice are opened, for every lane calls a swabber from care.
 * Whoever finds no time is missing in it.
 */
export function seatSession(
  model: Model,
  siteIndex: number,
  candidate: number,
  shares: readonly Share[],
): Draft {
  const site = model.sites[siteIndex]!;
  const standing = site.standing[candidate]!;
  return standing >= 0 ? fillStanding(model, standing, shares) : seatNew(model, siteIndex, candidate, shares);
}

function seatNew(model: Model, siteIndex: number, candidate: number, shares: readonly Share[]): Draft {
  const site = model.sites[siteIndex]!;
  const day = site.day[candidate]!;
  const window = site.window[candidate]!;
  const grid = model.grids[siteIndex]![window]!;
  const [lo, hi, reach] = [site.lo[candidate]!, site.hi[candidate]!, site.reach[candidate]!];
  const { dropIn } = model.problem.sites[siteIndex]!;
  const mostLanes = site.lanes[candidate]!;
  const rangeOf = (offerClass: number): { lo: number; hi: number } => {
    let first = lo;
    while (first <= hi && !sits(first)) first++;
    let last = hi;
    while (last >= first && !sits(last)) last--;
    return { lo: first, hi: last };
    function sits(place: number): boolean {
      return maySit(model, offerClass, { site: siteIndex, day, start: grid.starts[place]!, span: grid.span });
    }
  };
  const ranges = shares.map(({ offerClass }) => rangeOf(offerClass));
  let best: { seats: Seat[]; lanes: number } | undefined;
  for (let lanes = 1; lanes <= mostLanes; lanes++) {
    const last = Math.min(hi, grid.starts.length - 1 - Math.ceil(dropIn / (lanes * grid.perLane)));
    // With too few lanes drop-in places would take the seats that make the session reach its laboratory day.
    if (last < reach && lanes < mostLanes) continue;
    const waiting = shares.map(({ offerClass, people }, i) => ({ offerClass, left: people, ...ranges[i]! }));
    const seats = seatWaiting(waiting, { lo, hi: last, backwards: reach > lo }, lanes * grid.perLane).map(
      ({ offerClass, place, nth }) => ({
        lane: Math.floor(nth / grid.perLane),
        start: grid.starts[place]!,
        offerClass,
        offer: -1,
      }),
    );
    if (!best || seats.length > best.seats.length) best = { seats, lanes };
    if (waiting.every(({ left }) => left === 0)) break;
  }
  const { seats, lanes } = best!;
  const draft: Draft = {
    site: siteIndex,
    day,
    window,
    labDay: site.labDay[candidate]!,
    standing: -1,
    mostLanes,
    // A lane in which nobody sits may be needed for drop-in places.
    lanes: dropIn > 0 ? lanes : Math.min(lanes, 1 + Math.max(0, ...seats.map(({ lane }) => lane))),
    swabbers: [],
    seats,
    from: 0,
    to: 0,
    earliest: grid.starts[lo]!,
    latest: grid.starts[hi]! + grid.span,
  };
  updateSpan(model, draft);
  return draft;
}

/**
 * Earliest deadline first over the places; it finds times for everybody whenever there are any. Backwards (latest
 * start first) where the last slot decides which laboratory day the samples reach.
 */
function seatWaiting(
  waiting: Waiting[],
  { lo, hi, backwards }: { lo: number; hi: number; backwards: boolean },
  perPlace: number,
): { offerClass: number; place: number; nth: number }[] {
  const seats: { offerClass: number; place: number; nth: number }[] = [];
  for (let i = 0; i <= hi - lo; i++) {
    const place = backwards ? hi - i : lo + i;
    for (let nth = 0; nth < perPlace; nth++) {
      let next: Waiting | undefined;
      for (const one of waiting) {
        if (one.left === 0 || one.lo > place || one.hi < place) continue;
        if (!next || (backwards ? one.lo > next.lo : one.hi < next.hi)) next = one;
      }
      if (!next) break;
      next.left--;
      seats.push({ offerClass: next.offerClass, place, nth });
    }
  }
  return seats;
}

function fillStanding(model: Model, standing: number, shares: readonly Share[]): Draft {
  const session = model.standing[standing]!;
  const { span } = model.grids[session.site]![session.window]!;
  const places = session.free;
  const waiting = shares.map(({ offerClass, people }) => {
    const fits = places.map(({ start }) =>
      maySit(model, offerClass, { site: session.site, day: session.day, start, span }),
    );
    return { offerClass, left: people, lo: fits.indexOf(true), hi: fits.lastIndexOf(true) };
  });
  const seats: Seat[] = [];
  places.forEach((place, i) => {
    for (const lane of place.lanes) {
      let next: Waiting | undefined;
      for (const one of waiting) {
        if (one.left > 0 && one.lo >= 0 && one.lo <= i && one.hi >= i && (!next || one.hi < next.hi))
          next = one;
      }
      if (!next) break;
      next.left--;
      seats.push({ lane, start: place.start, offerClass: next.offerClass, offer: -1 });
    }
  });
  const draft: Draft = {
    site: session.site,
    day: session.day,
    window: session.window,
    labDay: session.labDay,
    standing,
    mostLanes: session.given.lanes,
    lanes: session.given.lanes,
    swabbers: [...session.swabbers],
    seats,
    from: Math.min(session.from, ...seats.map(({ start }) => start)),
    to: Math.max(session.to, ...seats.map(({ start }) => start + span)),
    earliest: session.from,
    latest: Math.max(session.to, ...places.map(({ start }) => start + span)),
  };
  return draft;
}

/**
 * First minute of the first seat to the last minute of the last one. A seat lasts its whole block: people of one offer in
 * a block become one slot, one after the other (P13).
 */
export function updateSpan(model: Model, draft: Draft): void {
  const { span } = model.grids[draft.site]![draft.window]!;
  let from = Infinity;
  let to = -Infinity;
  for (const { start } of draft.seats) {
    from = Math.min(from, start);
    to = Math.max(to, start + span);
  }
  if (draft.standing >= 0) {
    const session = model.standing[draft.standing]!;
    from = Math.min(session.from, from);
    to = Math.max(session.to, to);
  }
  draft.from = from;
  draft.to = to;
}
