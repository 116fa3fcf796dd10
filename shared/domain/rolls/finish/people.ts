import { sessionKey } from '../model/classes.ts';
import type { Model } from '../model/model.ts';
import type { Draft, Seat } from './draft.ts';
import type { Roster } from './swabbers.ts';

/** Somebody for whom no seat is left, or none in which they would not swab themselves. */
export interface Homeless {
  readonly offer: number;
  readonly offerClass: number;
}

/** Whether a swabber's own sample can be taken in a session: they serve none at that time (`own-sample`, R41). */
export function maySitAsSwabber(book: Roster, swabber: number, draft: Draft): boolean {
  return (book.serving.get(swabber) ?? []).every(
    (other) =>
      other !== draft && (other.day !== draft.day || other.to <= draft.from || draft.to <= other.from),
  );
}

/**
 * Gives the seats of every class to people. Swabbers choose first, since they alone cannot sit just anywhere; the
 * others follow in order, so that an offer for many people fills neighbouring seats.
 * @param reserved by offer: the session (`sessionKey`) that a flow found for a swabber's own sample
 */
export function namePeople(
  model: Model,
  drafts: readonly Draft[],
  book: Roster,
  reserved: ReadonlyMap<number, number>,
): Homeless[] {
  const homeless: Homeless[] = [];
  const seatsOf = model.classes.map(() => new Map<Draft, Seat[]>());
  for (const draft of drafts) {
    for (const seat of draft.seats) {
      const own = seatsOf[seat.offerClass]!;
      const list = own.get(draft);
      if (list) list.push(seat);
      else own.set(draft, [seat]);
    }
  }
  for (const { index, offers, counts } of model.classes) {
    const seats = seatsOf[index]!;
    const left = Int32Array.from(counts);
    nameSwabbers(model, { offers, left, seats }, book, reserved);
    const rest = [...seats.values()].flat();
    let next = 0;
    offers.forEach((offer, i) => {
      while (left[i]! > 0 && model.swabberOfOffer[offer]! < 0 && next < rest.length) {
        rest[next++]!.offer = offer;
        left[i]!--;
      }
    });
    offers.forEach((offer, i) => {
      for (; left[i]! > 0; left[i]!--) homeless.push({ offer, offerClass: index });
    });
  }
  for (const draft of drafts) draft.seats = draft.seats.filter(({ offer }) => offer >= 0);
  return homeless;
}

/** Seats a class's swabbers: those with a place of their own first, the others where most seats are left. */
function nameSwabbers(
  { swabberOfOffer }: Model,
  { offers, left, seats }: { offers: readonly number[]; left: Int32Array; seats: ReadonlyMap<Draft, Seat[]> },
  book: Roster,
  reserved: ReadonlyMap<number, number>,
): void {
  const swabbers = offers.flatMap((offer, i) => (swabberOfOffer[offer]! < 0 ? [] : [{ offer, i }]));
  const rank = ({ offer }: { offer: number }) => (reserved.has(offer) ? 0 : 1);
  for (const { offer, i } of swabbers.sort((a, b) => rank(a) - rank(b))) {
    const own = reserved.get(offer);
    for (; left[i]! > 0; left[i]!--) {
      let best: [Draft, Seat[]] | undefined;
      for (const [draft, free] of seats) {
        if (free.length === 0 || !maySitAsSwabber(book, swabberOfOffer[offer]!, draft)) continue;
        const theirs = sessionKey(draft.site, draft.day, draft.window) === own;
        if (theirs || !best || free.length > best[1].length) best = [draft, free];
        if (theirs) break;
      }
      if (!best) break;
      best[1].pop()!.offer = offer;
    }
  }
}
