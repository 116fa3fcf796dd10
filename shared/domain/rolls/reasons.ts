import { fromDayNumber } from '../calendar/calendarDate.ts';
import { type Model } from './model/model.ts';
import type { ReasonFacts, Unplaced } from './plan.ts';
import { type Contention, contentionOf, type Cut } from './reasons/contention.ts';
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

/** From the rule nearest to the offer to the one farthest from it: the first broken one is named. */
function verdictOn(model: Model, offerClass: number, contention: Contention): Verdict {
  const { sites, shift, first, last } = model.classes[offerClass]!;
  const date = (day: number) => fromDayNumber(model.firstDay + day);
  const span = {
    shift,
    sites: sites.map((site) => model.problem.sites[site]!.id),
    earliest: date(first),
    due: date(last),
  };
  const options = optionsOf(model, offerClass);
  const possible = options.filter(({ broken }) => broken.length === 0);
  if (possible.length > 0) return contended(model, possible[0]!, contention(offerClass), span);
  const best = options.reduce<PlaceOption | undefined>(
    (a, b) => (a === undefined || b.broken.length < a.broken.length ? b : a),
    undefined,
  );
  if (!best) return { limit: 'no-duty', facts: { ...span, relax: ['window'] } };
  const facts = {
    ...span,
    ...witness(model, best, date),
    relax: best.broken.map((limit) => (limit === 'no-places' ? 'drop-in' : limit)),
  };
  return { limit: best.broken[0]!, facts };
}

function witness(
  model: Model,
  option: { readonly site: number; readonly day: number; readonly window: number },
  date: (day: number) => string,
): ReasonFacts {
  const site = model.problem.sites[option.site]!;
  const lab = model.labs[model.sites[option.site]!.lab]!;
  const next = lab.nextOpen[option.day + 1] ?? -1;
  return {
    site: site.id,
    date: date(option.day),
    window: site.windows[option.window]!.id,
    lab: site.lab,
    labDates: [...new Set([lab.open[option.day] === 1 ? option.day : next, next])]
      .filter((day) => day >= 0)
      .map(date),
  };
}

/** There would be a place if others did not need it: what all of them share is named. */
function contended(model: Model, possible: PlaceOption, cut: Cut, span: ReasonFacts): Verdict {
  const date = (day: number) => fromDayNumber(model.firstDay + day);
  const counts = { people: cut.people, places: cut.places, windows: cut.windows };
  if (cut.labDay) {
    const { lab, day, capacity } = cut.labDay;
    const full = { lab: model.problem.labs[lab]!.id, labDates: [date(day)], capacity };
    return { limit: 'lab-capacity', facts: { ...span, ...counts, ...full, relax: ['lab-capacity'] } };
  }
  const at = cut.session ?? { ...possible, limit: 'no-swabber' as const };
  const relax = at.limit === 'no-swabber' ? ['no-swabber'] : ['no-places', 'no-swabber'];
  const all = at.limit === 'pool' ? ['pool', ...relax] : relax;
  return { limit: at.limit, facts: { ...span, ...counts, ...witness(model, at, date), relax: all } };
}
