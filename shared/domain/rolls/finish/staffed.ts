import type { Model } from '../model/model.ts';
import type { SwabberModel } from '../model/staffing.ts';
import type { Levelled } from '../search/relevel.ts';
import type { Draft } from './draft.ts';
import { type Homeless, namePeople } from './people.ts';
import { seatSession, updateSpan } from './seats.ts';
import { assignSwabbers, type Roster, roster, type Whereabouts } from './swabbers.ts';

/** Sessions with their minutes, swabbers and people. */
export interface Staffed {
  readonly drafts: Draft[];
  readonly book: Roster;
  /** People who lost their seat on the way. */
  readonly homeless: readonly Homeless[];
}

/** From classes at candidates to people at minutes: seats, swabbers, names. */
export function staffed(
  model: Model,
  { shares, reserved }: Levelled,
  appointed: Whereabouts['appointed'],
): Staffed {
  const drafts: Draft[] = [];
  shares.forEach((own, site) => {
    const byCandidate = Map.groupBy(own, ({ candidate }) => candidate);
    for (const [candidate, list] of [...byCandidate].sort((a, b) => a[0] - b[0]))
      drafts.push(seatSession(model, site, candidate, list));
  });
  addEmptyStanding(model, drafts);
  const book = roster(
    model,
    drafts.filter(({ standing }) => standing >= 0),
  );
  const bySite = Map.groupBy(drafts, ({ site }) => site);
  const whereabouts: Whereabouts = {
    ownSeats: seatsOfSwabbers(model, drafts),
    sessionsOf: (site) => bySite.get(site) ?? [],
    appointed,
  };
  const fresh = drafts.filter(({ standing, seats }) => standing < 0 && seats.length > 0);
  const together = Map.groupBy(fresh, (draft) => {
    const { group } = model.sites[draft.site]!;
    return group < 0 ? `${draft.site}|${draft.day}|${draft.window}` : `group ${group}|${draft.day}`;
  });
  for (const sessions of together.values()) {
    for (const lost of assignSwabbers(model, sessions, book, whereabouts)) {
      book.release(lost);
      lost.seats = [];
    }
  }
  const homeless = namePeople(model, drafts, book, reserved);
  for (const draft of drafts) if (draft.seats.length > 0) updateSpan(model, draft);
  return { drafts, book, homeless };
}

/** The sessions with seats for a swabber's own class, where their own sample could be taken. */
function seatsOfSwabbers(
  model: Model,
  drafts: readonly Draft[],
): (swabber: SwabberModel) => readonly Draft[] {
  const seats = model.classes.map((): Draft[] => []);
  for (const draft of drafts) {
    for (const offerClass of new Set(draft.seats.map((seat) => seat.offerClass)))
      seats[offerClass]!.push(draft);
  }
  return ({ offer }) => (offer < 0 ? [] : (seats[model.classOfOffer[offer]!] ?? []));
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
