import { fromDayNumber } from '../calendar/calendarDate.ts';
import { type Model } from './model/model.ts';
import type { Limit, ReasonFacts, RollSession, Unplaced } from './plan.ts';
import { bookOf } from './reasons/book.ts';
import { type Contention, contentionOf } from './reasons/contention.ts';
import { type NewWindow, newWindowFor } from './reasons/newWindow.ts';
import { type Asking, type Need, optionsOf, type PlaceOption } from './reasons/options.ts';
import { sentence, type Verdict } from './reasons/sentences.ts';

/**
 * Why somebody has no place: one limit that binds, its witness in numbers, and a change that helps. For every minute
 * that would suit, everything is listed that keeps one person more out of the finished plan; the minute for which
 * least has to change is named, and its list is the fix. Beside the plan as it stands that makes room, for whatever
 * the list does not name is there. Where places exist but others hold them, the minimum cut of the flow counts who
 * shares what.
 */
export function reasonsFor(
  model: Model,
  unplaced: ReadonlyMap<number, number>,
  sessions: readonly RollSession[],
): Unplaced[] {
  if (unplaced.size === 0) return [];
  const classOf = new Map<number, number>();
  for (const { index, offers } of model.classes) for (const offer of offers) classOf.set(offer, index);
  const swabbers = new Set(model.swabbers.map(({ offer }) => offer));
  const verdicts = new Map<string, Verdict>();
  const contention = contentionOf(model, unplaced, classOf);
  const book = bookOf(model, sessions);
  return [...unplaced]
    .sort(([a], [b]) => a - b)
    .map(([offer, count]) => {
      const offerClass = classOf.get(offer)!;
      const key = swabbers.has(offer) ? `offer ${offer}` : `class ${offerClass}`;
      const verdict = verdicts.get(key) ?? verdictOn({ model, book, offerClass, offer }, contention);
      verdicts.set(key, verdict);
      const { id } = model.problem.offers[offer]!;
      const { message, fix } = sentence(id, count, verdict);
      return { offer: id, count, limit: verdict.limit, message, fix, facts: verdict.facts };
    });
}

/** How hard it is to change each thing: hands and rooms are found sooner than a due date is moved. */
const EFFORT: Readonly<Record<Need, number>> = {
  'no-swabber': 1,
  'no-places': 1,
  pool: 1,
  'drop-in': 1,
  'lab-capacity': 1,
  age: 1.5,
  'lab-open': 1.5,
  closed: 1.6,
  notice: 1.6,
  window: 2,
  rota: 2,
  'no-duty': 2.5,
};

const effortOf = (needs: readonly Need[]) => needs.reduce((sum, need) => sum + EFFORT[need], 0);

/** What the reader is told first: the rule nearest to the person. */
const NAMED: readonly (readonly [Need, Limit])[] = [
  ['window', 'no-duty'],
  ['rota', 'no-duty'],
  ['no-duty', 'no-duty'],
  ['closed', 'closed'],
  ['notice', 'notice'],
  ['age', 'age'],
  ['lab-open', 'age'],
  ['pool', 'pool'],
  ['no-places', 'no-places'],
  ['drop-in', 'no-places'],
  ['no-swabber', 'no-swabber'],
  ['lab-capacity', 'lab-capacity'],
];

function verdictOn(asking: Asking, contention: Contention): Verdict {
  const { model, offerClass } = asking;
  const { sites, shift, first, last } = model.classes[offerClass]!;
  const date = (day: number) => fromDayNumber(model.firstDay + day);
  const span = {
    shift,
    sites: sites.map((site) => model.problem.sites[site]!.id),
    earliest: date(first),
    due: date(last),
  };
  const easiest = optionsOf(asking).reduce<PlaceOption | undefined>(
    (a, b) => (a === undefined || effortOf(b.needs) < effortOf(a.needs) ? b : a),
    undefined,
  );
  const best = easiest ?? newWindowFor(asking, effortOf);
  if (!best) return { limit: 'no-duty', facts: { ...span, relax: [] } };
  const limit = NAMED.find(([need]) => best.needs.includes(need))?.[1] ?? 'no-places';
  const cut = contention(offerClass);
  const counts =
    best.needs.includes('drop-in') || cut.people === 0
      ? {}
      : { people: cut.people, places: cut.places, windows: cut.windows };
  return { limit, facts: { ...span, ...counts, ...witness(asking, best), relax: best.needs } };
}

function witness({ model, book }: Asking, option: PlaceOption | NewWindow): ReasonFacts {
  const { site: index, day, labDay, needs } = option;
  const site = model.problem.sites[index]!;
  const date = (at: number) => fromDayNumber(model.firstDay + at);
  const { lab, turnout } = model.sites[index]!;
  const { arrival, capacity } = model.labs[lab]!;
  const at = needs.includes('lab-open') ? day : labDay;
  const times =
    'from' in option ? { from: option.from, to: option.to } : { window: site.windows[option.window]!.id };
  return {
    site: site.id,
    date: date(day),
    ...times,
    lab: site.lab,
    labDates: at < 0 ? [] : [date(at)],
    ...(at < 0
      ? {}
      : { capacity: capacity[at] ?? 0, capacityNeeded: Math.ceil(book.load(lab, at) + turnout - 1e-9) }),
    ...(needs.includes('age')
      ? {
          hours: Math.ceil(
            ((labDay - day) * 1440 + arrival - (book.at(index, day, option.window)?.from ?? option.start)) /
              60,
          ),
        }
      : {}),
  };
}
