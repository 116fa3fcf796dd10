import { addDays, type CalendarDate } from '../../calendar/calendarDate.ts';
import { isoWeekOf, mondayOf } from '../../calendar/isoWeek.ts';
import { DomainProblem } from '../../problem.ts';
import type { RollOffer, RollProblem } from '../schema.ts';

/** What could happen. Each is a change to a copy of the problem: the real one is never touched. */
export type Change =
  /** Decided red on a day: a test week two weeks later (R24), then every second week. */
  | { readonly kind: 'red'; readonly municipality: string; readonly decided: CalendarDate }
  | { readonly kind: 'laboratory'; readonly lab: string; readonly percent: number }
  | {
      readonly kind: 'lanes-fewer';
      readonly site: string;
      readonly window?: string | undefined;
      readonly fewer: number;
    }
  | { readonly kind: 'closed'; readonly date: CalendarDate; readonly site?: string | undefined }
  | { readonly kind: 'without-swabber'; readonly swabber: string }
  | { readonly kind: 'hires'; readonly site: string; readonly shift: string; readonly count: number };

type Apply = {
  readonly [Kind in Change['kind']]: (
    problem: RollProblem,
    change: Extract<Change, { kind: Kind }>,
  ) => RollProblem;
};

/** Every change that can be asked about; a new one is a line above and a line here. */
const APPLY: Apply = {
  red: turnRed,
  laboratory: (problem, { lab, percent }) => {
    known(problem.labs, lab, 'laboratory');
    const part = (n: number) => Math.floor((n * percent) / 100);
    return {
      ...problem,
      labs: problem.labs.map((row) =>
        row.id === lab
          ? {
              ...row,
              weekdayCapacity: row.weekdayCapacity.map(part),
              dateCapacity: Object.fromEntries(
                Object.entries(row.dateCapacity).map(([date, n]) => [date, part(n)]),
              ),
            }
          : row,
      ),
    };
  },
  'lanes-fewer': (problem, { site, window, fewer }) => {
    const found = known(problem.sites, site, 'site');
    if (window !== undefined) known(found.windows, window, 'window');
    const windows = found.windows
      .map((row) => (window === undefined || row.id === window ? { ...row, lanes: row.lanes - fewer } : row))
      .filter(({ lanes }) => lanes > 0);
    return { ...problem, sites: problem.sites.map((row) => (row.id === site ? { ...row, windows } : row)) };
  },
  closed: (problem, { date, site }) => {
    if (site === undefined) return { ...problem, closedDates: [...problem.closedDates, date] };
    known(problem.sites, site, 'site');
    return {
      ...problem,
      sites: problem.sites.map((row) =>
        row.id === site ? { ...row, closedDates: [...row.closedDates, date] } : row,
      ),
    };
  },
  'without-swabber': (problem, { swabber }) => {
    known(problem.swabbers, swabber, 'swabber');
    return { ...problem, swabbers: problem.swabbers.filter(({ id }) => id !== swabber) };
  },
  hires: (problem, { site, shift, count }) => {
    if (!(shift in known(problem.sites, site, 'site').shifts))
      throw new DomainProblem('invalid-input', `Site "${site}" has no shift "${shift}"`);
    const { from, to } = problem.horizon;
    // A7: the first offer within one interval from the first day; a roll is an interval long.
    const hires: RollOffer = {
      id: freeId(problem, `hires at ${site} ${shift}`),
      sites: [site],
      shift,
      rotaWeeks: 1,
      earliest: from,
      due: to,
      count,
      provisional: false,
      priority: 0,
    };
    return { ...problem, offers: [...problem.offers, hires] };
  },
};

/**
 * A scenario copy of a problem.
 * @throws DomainProblem `invalid-input` when a change names what the problem does not know
 */
export function withChanges(problem: RollProblem, changes: readonly Change[]): RollProblem {
  return withoutStrangers(
    changes.reduce((copy, change) => {
      const apply = APPLY[change.kind] as (problem: RollProblem, change: Change) => RollProblem;
      return apply(copy, change);
    }, problem),
  );
}

/** Offers that a change has superseded: a swabber's own is the first that took its place, and nobody is told its time. */
function withoutStrangers(problem: RollProblem): RollProblem {
  const offers = new Set(problem.offers.map(({ id }) => id));
  const successor = (gone: string) => problem.offers.find(({ id }) => id.startsWith(`${gone} red `))?.id;
  return {
    ...problem,
    swabbers: problem.swabbers.map(({ offer, ...swabber }) => {
      const own = offer === undefined || offers.has(offer) ? offer : successor(offer);
      return own === undefined ? swabber : { ...swabber, offer: own };
    }),
    previous: problem.previous.flatMap((session) => {
      const slots = session.slots.filter(({ offer }) => offers.has(offer));
      return slots.length === 0 && session.slots.length > 0 ? [] : [{ ...session, slots }];
    }),
  };
}

/**
 * R24: decided in week 0 − 1, planned in week 0, everybody in scope tested in week 1, 3, 5 …; later weeks are
 * provisional. Offers that are due before the first test week stand and count; the others are superseded. Mobile staff
 * who serve any place in the municipality are red (A18), with one offer for both places (A14).
 */
function turnRed(
  problem: RollProblem,
  { municipality, decided }: Extract<Change, { kind: 'red' }>,
): RollProblem {
  const places = new Set(
    problem.sites.filter((site) => site.municipality === municipality).map(({ id }) => id),
  );
  if (places.size === 0)
    throw new DomainProblem('invalid-input', `No site lies in municipality "${municipality}"`);
  const first = addDays(mondayOf(decided), 14);
  const mondays: CalendarDate[] = [];
  for (let monday = first; monday <= problem.horizon.to; monday = addDays(monday, 14)) mondays.push(monday);
  const told = toldPeople(problem);
  const offers = problem.offers.flatMap((offer): RollOffer[] => {
    if (!offer.sites.some((site) => places.has(site))) return [offer];
    // Whoever has been told a time before the first test week keeps it.
    if (offer.due < first || (told.get(offer.id) ?? '9999') < first) return [offer, ...redOffers(offer)];
    return redOffers(offer);
  });
  return { ...problem, offers };

  function redOffers(offer: RollOffer): RollOffer[] {
    return mondays.map((monday, i) => ({
      ...offer,
      id: `${offer.id} red ${isoWeekOf(monday)}`,
      earliest: monday,
      due: addDays(monday, 6),
      provisional: i > 0,
    }));
  }
}

/** The last date that people of an offer have been told. */
function toldPeople(problem: RollProblem): Map<string, string> {
  const told = new Map<string, string>();
  for (const { date, slots } of [...problem.locked, ...problem.previous]) {
    for (const { offer } of slots) {
      const before = told.get(offer);
      if (before === undefined || before < date) told.set(offer, date);
    }
  }
  return told;
}

function known<Row extends { readonly id: string }>(rows: readonly Row[], id: string, what: string): Row {
  const found = rows.find((row) => row.id === id);
  if (!found) throw new DomainProblem('invalid-input', `There is no ${what} "${id}"`);
  return found;
}

function freeId({ offers }: RollProblem, wanted: string): string {
  const taken = new Set(offers.map(({ id }) => id));
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted} ${n}`;
  return id;
}
