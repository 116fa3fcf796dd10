import { fromDayNumber } from '../calendar/calendarDate.ts';
import { type Model } from './model/model.ts';
import type { Limit, ReasonFacts, Unplaced } from './plan.ts';
import { type Contention, contentionOf } from './reasons/contention.ts';
import { optionsOf, type PlaceOption } from './reasons/options.ts';
import { sentence, type Verdict } from './reasons/sentences.ts';

/**
 * Why somebody has no place: one limit that binds, its witness in numbers, and a change that helps. The limit is found
 * by relaxing one rule at a time: a rule is named only if, with everything else as it is, doing without it makes a
 * place possible. Where places exist but others hold them, the minimum cut of the flow says what all of them share.
 */
export function reasonsFor(model: Model, unplaced: ReadonlyMap<number, number>): Unplaced[] {
  if (unplaced.size === 0) return [];
  const classOf = new Map<number, number>();
  for (const { index, offers } of model.classes) for (const offer of offers) classOf.set(offer, index);
  const verdicts = new Map<number, Verdict>();
  const contention = contentionOf(model, unplaced, classOf);
  return [...unplaced]
    .sort(([a], [b]) => a - b)
    .map(([offer, count]) => {
      const offerClass = classOf.get(offer)!;
      const verdict = verdicts.get(offerClass) ?? verdictOn(model, offerClass, contention);
      verdicts.set(offerClass, verdict);
      const { id } = model.problem.offers[offer]!;
      const { message, fix } = sentence(id, count, verdict);
      return { offer: id, count, limit: verdict.limit, message, fix, facts: verdict.facts };
    });
}

function verdictOn(model: Model, offerClass: number, contention: Contention): Verdict {
  const { sites, shift, first, last } = model.classes[offerClass]!;
  const names = sites.map((site) => model.problem.sites[site]!.id);
  const date = (day: number) => fromDayNumber(model.firstDay + day);
  const span = {
    shift,
    sites: names,
    earliest: date(first),
    due: date(last),
  };
  const options = optionsOf(model, offerClass);
  const inTime = options.filter(({ inTime: yes }) => yes);
  if (inTime.length === 0) {
    const late = options.find(({ inTime: yes, broken }) => !yes && broken.length === 0);
    const later: ReasonFacts = late
      ? { helpful: 'due', date: date(late.day), site: names[0]! }
      : { helpful: 'window' };
    return { limit: 'no-duty', facts: { ...span, ...later } };
  }
  const possible = inTime.filter(({ broken }) => broken.length === 0);
  if (possible.length > 0) return contended(model, offerClass, possible, contention, span);
  const best = inTime.reduce((a, b) => (b.broken.length < a.broken.length ? b : a));
  const limit = best.broken[0]!;
  return {
    limit,
    facts: { ...span, ...witness(model, best, date), tried: inTime.length, also: best.broken.slice(1) },
  };
}

function witness(model: Model, option: PlaceOption, date: (day: number) => string): ReasonFacts {
  const site = model.problem.sites[option.site]!;
  return { site: site.id, date: date(option.day), window: site.windows[option.window]!.id };
}

function contended(
  model: Model,
  offerClass: number,
  possible: readonly PlaceOption[],
  contention: Contention,
  span: ReasonFacts,
): Verdict {
  const cut = contention(offerClass);
  const date = (day: number) => fromDayNumber(model.firstDay + day);
  const facts = { ...span, people: cut.people, places: cut.places, windows: cut.windows };
  if (cut.labDay) {
    const { lab, day, capacity } = cut.labDay;
    return {
      limit: 'lab-capacity',
      facts: { ...facts, lab: model.problem.labs[lab]!.id, date: date(day), capacity },
    };
  }
  const at = cut.session ?? possible[0]!;
  const place = witness(model, at, date);
  const limit: Limit = cut.session?.limit ?? (model.sites[at.site]!.group >= 0 ? 'no-swabber' : 'no-swabber');
  return { limit, facts: { ...facts, ...place } };
}
