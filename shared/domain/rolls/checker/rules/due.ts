import type { RollRule } from '../facts.ts';

export const due: RollRule = {
  id: 'due',
  says: 'earliest ≤ date ≤ due (R22, R23, P5).',
  *check({ sessions }) {
    for (const { given, slots } of sessions) {
      for (const { offer, path, locked } of slots) {
        if (!offer || (given.date >= offer.earliest && given.date <= offer.due)) continue;
        const message = `"${offer.id}" is on ${given.date}, between ${offer.earliest} and ${offer.due} it should be`;
        yield { rule: 'due', path, message, warning: locked };
      }
    }
  },
};
