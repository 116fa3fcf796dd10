import type { UnplacedView } from '../contracts/views/municipality.ts';
import type { Formats } from './formats.ts';
import type { Text } from './text.ts';

interface Sentences {
  readonly witness: string;
  readonly fix: string;
}

interface Said {
  readonly text: Text;
  readonly format: Formats;
}

/** The one limit that binds, with its witness, and a change that helps. Undefined when the facts do not say enough. */
export function unplacedSentences({ text, format }: Said, view: UnplacedView): Sentences | undefined {
  const { facts } = view;
  const { reasons } = text;
  const sites = format.list(facts.sites);
  const day = facts.date && format.shortDay(facts.date);
  if (view.limit === 'no-duty') {
    if (facts.shift === null || facts.sites.length === 0) return undefined;
    const duty = reasons.dutyOf[facts.shift];
    return {
      witness: reasons.noDuty(sites, duty, format.date(facts.earliest), format.date(view.due)),
      fix: facts.laterHelps && day ? reasons.noDutyLater(day) : reasons.noDutyFix(sites, duty),
    };
  }
  const people = reasons.people(format.count(facts.people ?? view.people));
  if (view.limit === 'lab-capacity') {
    if (facts.laboratory === null || !day) return undefined;
    return {
      witness: reasons.labCapacity(people, facts.laboratory, day, format.count(facts.capacity ?? 0)),
      fix: reasons.labCapacityFix(facts.laboratory, day),
    };
  }
  if (facts.site === null || !day) return undefined;
  return atPlace({ text, format }, view, { site: facts.site, day, people, sites });
}

function atPlace(
  { text: { reasons }, format }: Said,
  { limit, facts, due }: UnplacedView,
  at: { site: string; day: string; people: string; sites: string },
): Sentences | undefined {
  const { site, day, people, sites } = at;
  const times = facts.window ? format.times(facts.window.fromMinute, facts.window.toMinute) : '';
  const place = reasons.at(site, day, times).trim();
  const count = (value: number | null) => format.count(value ?? 0);
  switch (limit) {
    case 'closed':
      return { witness: reasons.closed(place), fix: reasons.closedFix(site, day) };
    case 'notice':
      return { witness: reasons.notice(place), fix: reasons.noticeFix(day) };
    case 'no-swabber':
      return { witness: reasons.noSwabber(place), fix: reasons.noSwabberFix(place) };
    case 'no-places': {
      const until = format.date(due);
      const witness = reasons.noPlaces(people, count(facts.places), count(facts.windows), sites, until);
      return { witness, fix: reasons.noPlacesFix(place) };
    }
    case 'pool':
      return { witness: reasons.pool(site), fix: reasons.poolFix(site) };
    case 'age':
      return { witness: reasons.age(place), fix: reasons.ageFix(site) };
    default:
      return undefined;
  }
}
