import { timeOf } from '../../../calendar/minutes.ts';
import { type RollRule, withinDuty } from '../facts.ts';

export const duty: RollRule = {
  id: 'duty',
  says: 'A slot lies within one duty of the offer, widened by marginMinutes, at one of its sites (R25, R26, A9).',
  *check(facts) {
    const margin = facts.problem.marginMinutes;
    for (const { day, given, site, slots } of facts.sessions) {
      if (!site) continue;
      for (const { offer, path, start, end, locked } of slots) {
        if (!offer) continue;
        const fault = (message: string) => ({ rule: 'duty', path, message, warning: locked });
        if (!offer.sites.includes(site.id)) {
          yield fault(`"${offer.id}" is not offered at "${site.id}"`);
          continue;
        }
        const hours = site.shifts[offer.shift];
        if (hours && withinDuty(facts, offer, hours, { day, from: start, to: end, margin })) continue;
        const when = `${given.date} ${timeOf(start)}–${timeOf(end)}`;
        yield fault(
          `"${offer.id}" (${offer.shift}) has no duty around ${when}, ${margin} min beside it included`,
        );
      }
    }
  },
};
