import { type CalendarDate, weekdayOf } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import type { RuleFault } from '../../rolls/checker/facts.ts';
import type { GivenSession, RollProblem, RollSite, RollWindow } from '../../rolls/schema.ts';

/** What the checker says against a session that people want: in its words, and as a code with facts for a page's. */
export interface WishFault {
  /** The checker's rule. */
  readonly rule: string;
  readonly message: string;
  /** A key of `text.forms.faults`. */
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** What would have to be another one. */
  readonly field: 'site' | 'date' | 'window' | 'start' | 'lanes' | 'swabbers';
  /** Of a fault that is one place's alone. */
  readonly slot?: number;
}

export interface Judged {
  readonly problem: RollProblem;
  readonly wish: GivenSession;
  readonly site: RollSite | undefined;
  readonly window: RollWindow | undefined;
  readonly beside: readonly GivenSession[];
}

type Cause = Pick<WishFault, 'code' | 'facts' | 'field'>;

const cause = (
  code: string,
  field: WishFault['field'],
  facts: Readonly<Record<string, string | number>> = {},
): Cause => ({ code: `rule-wish-${code}`, field, facts });

/** Why a rule says no, read from the same facts. Rules without a line here are told by their own name. */
const CAUSES: Readonly<Record<string, (about: Judged, fault: RuleFault) => Cause[]>> = {
  date: ({ problem, wish, site }) => {
    const { from, to } = problem.horizon;
    const { date } = wish;
    return [
      ...(date < from || date > to ? [cause('outside-roll', 'date', { from, to })] : []),
      ...(date < problem.notBefore ? [cause('notice', 'date', { date: problem.notBefore })] : []),
      ...(problem.closedDates.includes(date) || site?.closedDates.includes(date)
        ? [cause('closed', 'date', { site: wish.site, date })]
        : []),
    ];
  },
  window: ({ wish, site, window, beside }) => {
    if (!site) return [cause('no-site', 'site', { site: wish.site })];
    if (!window) return [cause('no-window', 'window', { site: wish.site, window: wish.window })];
    const outside = wish.start < window.from || minutesOf(wish.start) >= minutesOf(window.to);
    const second = beside.some(
      (one) => one.site === wish.site && one.date === wish.date && one.window === wish.window,
    );
    return [
      ...(window.weekdays.includes(weekdayOf(wish.date))
        ? []
        : [cause('weekday', 'date', { from: window.from, to: window.to, date: wish.date })]),
      ...(wish.lanes > window.lanes ? [cause('lanes', 'lanes', { lanes: window.lanes })] : []),
      ...(outside ? [cause('outside-window', 'start', { from: window.from, to: window.to })] : []),
      ...(second ? [cause('second', 'window', { date: wish.date })] : []),
    ];
  },
  lane: ({ site, window }) =>
    site && window && site.blockMinutes > 0
      ? [cause('block', 'start', { minutes: site.blockMinutes, from: window.from })]
      : [],
  swabber: (about, { path }) => {
    const { wish, beside } = about;
    const [, lane] = /\.swabbers\[(\d+)\]$/.exec(path) ?? [];
    if (lane !== undefined) return ofSwabber(about, Number(lane));
    if (path.endsWith('.swabbers'))
      return [cause('crew', 'swabbers', { lanes: wish.lanes, swabbers: wish.swabbers.length })];
    const same = beside.filter(({ date }) => date === wish.date);
    return wish.swabbers.flatMap((who) => {
      const there = same.find(({ swabbers }) => swabbers.includes(who));
      return there ? [cause('elsewhere', 'swabbers', { who, site: there.site })] : [];
    });
  },
};

function ofSwabber({ problem, wish }: Judged, lane: number): Cause[] {
  const who = wish.swabbers[lane] ?? '';
  const person = problem.swabbers.find(({ id }) => id === who);
  if (!person) return [cause('unknown-swabber', 'swabbers', { who })];
  const untrained = person.trainedFrom !== undefined && wish.date < person.trainedFrom;
  const found = [
    ...(wish.swabbers.indexOf(who) < lane ? [cause('twice', 'swabbers', { who })] : []),
    ...(person.sites.includes(wish.site) ? [] : [cause('not-here', 'swabbers', { who, site: wish.site })]),
    ...(untrained ? [cause('untrained', 'swabbers', { who, date: person.trainedFrom as CalendarDate })] : []),
  ];
  return found.length > 0 ? found : [cause('off-duty', 'swabbers', { who, date: wish.date })];
}

const FIELDS: Readonly<Record<string, WishFault['field']>> = {
  swabber: 'swabbers',
  'own-sample': 'swabbers',
  pool: 'lanes',
  'lab-capacity': 'date',
  age: 'start',
};

/** Each cause once, in the checker's order. */
export function causesOf(faults: readonly RuleFault[], about: Judged): WishFault[] {
  const seen = new Set<string>();
  const ownPlace = new RegExp(`^\\$\\.sessions\\[${about.beside.length}\\]\\.slots\\[(\\d+)\\]`);
  return faults.flatMap((fault): WishFault[] => {
    const { rule, message, path } = fault;
    const [, at] = ownPlace.exec(path) ?? [];
    const slot = at === undefined || about.wish.slots.length === 0 ? {} : { slot: Number(at) };
    const named = CAUSES[rule]?.(about, fault) ?? [];
    const usual: Cause = { code: `rule-${rule}`, field: FIELDS[rule] ?? 'date', facts: factsOf(about) };
    return (named.length > 0 ? named : [usual]).flatMap((one) => {
      const key = JSON.stringify([one.code, one.facts, slot]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ rule, message, ...one, ...slot }];
    });
  });
}

const factsOf = ({ wish: { site, date, start } }: Judged) => ({ site, date, time: start, who: '' });
