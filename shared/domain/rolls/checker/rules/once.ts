import type { RollRule } from '../facts.ts';

export const once: RollRule = {
  id: 'once',
  says: "Every offer's count appears exactly once, in slots and unplaced together.",
  *check({ sessions, plan, offers, problem }) {
    const seen = new Map<string, { people: number; locked: number; path: string }>();
    const count = (offer: string, people: number, locked: number, path: string) => {
      const before = seen.get(offer) ?? { people: 0, locked: 0, path };
      seen.set(offer, { people: before.people + people, locked: before.locked + locked, path });
    };
    for (const session of sessions) {
      for (const slot of session.slots) {
        if (slot.offer) count(slot.offerId, slot.count, slot.locked ? slot.count : 0, slot.path);
        else {
          const message = `there is no offer "${slot.offerId}"`;
          yield { rule: 'once', path: `${slot.path}.offer`, message, warning: slot.locked };
        }
      }
    }
    for (const [i, entry] of plan.unplaced.entries()) {
      const path = `$.unplaced[${i}]`;
      if (offers.has(entry.offer)) count(entry.offer, entry.count, 0, path);
      else
        yield {
          rule: 'once',
          path: `${path}.offer`,
          message: `there is no offer "${entry.offer}"`,
          warning: false,
        };
    }
    for (const offer of problem.offers) {
      const { people, locked, path } = seen.get(offer.id) ?? { people: 0, locked: 0, path: '$.unplaced' };
      if (people === offer.count) continue;
      const message = `offer "${offer.id}" is for ${offer.count} and appears for ${people}`;
      yield { rule: 'once', path, message, warning: locked > offer.count && people === locked };
    }
  },
};
