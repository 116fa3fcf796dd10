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
 */
export function namePeople(model: Model, drafts: readonly Draft[], book: Roster): Homeless[] {
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
  const swabberOf = model.swabberOfOffer;
  for (const { index, offers, counts } of model.classes) {
    const seats = seatsOf[index]!;
    const left = Int32Array.from(counts);
    offers.forEach((offer, i) => {
      const swabber = swabberOf[offer]!;
      if (swabber < 0) return;
      for (let n = left[i]!; n > 0; n--) {
        const options = [...seats].filter(
          ([draft, free]) => free.length > 0 && maySitAsSwabber(book, swabber, draft),
        );
        const fullest = options.sort((a, b) => b[1].length - a[1].length)[0];
        if (!fullest) break;
        fullest[1].pop()!.offer = offer;
        left[i]!--;
      }
    });
    const rest = [...seats.values()].flat();
    let next = 0;
    offers.forEach((offer, i) => {
      while (left[i]! > 0 && swabberOf[offer]! < 0 && next < rest.length) {
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
