import { addDays, type CalendarDate, later } from '../calendar/calendarDate.ts';
import { mondayOf } from '../calendar/isoWeek.ts';

/** The red test weeks that a roll was planned for: what a change of decisions is measured against. */
export interface BasisWeek {
  readonly monday: CalendarDate;
  /** Sites and care teams in scope, or a whole municipality as `municipality:0101`; sorted. */
  readonly places: readonly string[];
}

/** The published roll that stands for an owner up to a date. */
export interface LiveRoll {
  readonly id: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly basis: readonly BasisWeek[];
}

/** A roll that somebody has to make. */
export interface DueRoll {
  readonly owner: string;
  readonly municipality: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly cause: 'first' | 'next' | 'changed';
  /** The roll whose sessions it changes. */
  readonly replaces: string | null;
  /** Whose times it changes: who serves one of these sites or care teams, or is one of these people; null: everybody. */
  readonly places: readonly string[] | null;
}

export interface RollCalendar {
  readonly today: CalendarDate;
  /** No new session earlier than so many days from today. */
  readonly noticeDays: number;
  /** A roll's length, and the green interval. */
  readonly weeks: number;
}

/** The next roll is planned so many days before it begins: after that week's Wednesday, with time for notice. */
const PLANNED_AHEAD_DAYS = 11;

const sunday = (monday: CalendarDate) => addDays(monday, 6);

/** The first test week in which a roll and today's decisions differ, and the places concerned from there on. */
export function changeSince(
  planned: readonly BasisWeek[],
  now: readonly BasisWeek[],
  from: CalendarDate,
): { monday: CalendarDate; places: string[] } | null {
  const placesOf = (weeks: readonly BasisWeek[]) =>
    new Map(weeks.map(({ monday, places }) => [monday, places]));
  const [before, after] = [placesOf(planned), placesOf(now)];
  const mondays = [...new Set([...before.keys(), ...after.keys()])]
    .filter((monday) => sunday(monday) >= from)
    .sort();
  const differing = mondays.filter(
    (monday) => (before.get(monday) ?? []).join() !== (after.get(monday) ?? []).join(),
  );
  const [first] = differing;
  if (!first) return null;
  const places = differing.flatMap((monday) => {
    const [old, current] = [before.get(monday) ?? [], after.get(monday) ?? []];
    return [
      ...old.filter((place) => !current.includes(place)),
      ...current.filter((place) => !old.includes(place)),
    ];
  });
  return { monday: first, places: [...new Set(places)].sort() };
}

/**
 * What an owner has to plan tonight: a first roll, from the Monday after the notice; a changed one where decisions no
 * longer are what a standing roll was made for, from the first test week that differs (A5, R24); the next one in good
 * time before the last ends. A change goes first: the next roll follows the night after, on what stands then.
 */
export function dueRoll(
  owner: { readonly id: string; readonly municipality: string },
  live: readonly LiveRoll[],
  basis: readonly BasisWeek[],
  { today, noticeDays, weeks }: RollCalendar,
): DueRoll | null {
  const who = { owner: owner.id, municipality: owner.municipality };
  const earliest = addDays(today, noticeDays);
  const length = 7 * weeks - 1;
  const inOrder = live.toSorted((a, b) => (a.to < b.to ? -1 : 1));
  for (const roll of inOrder) {
    if (roll.to < earliest) continue;
    const within = basis.filter(({ monday }) => monday <= roll.to && sunday(monday) >= roll.from);
    const change = changeSince(roll.basis, within, earliest);
    if (!change) continue;
    const from = later(later(change.monday, earliest), roll.from);
    return { ...who, from, to: roll.to, cause: 'changed', replaces: roll.id, places: change.places };
  }
  const last = inOrder.at(-1);
  const fixed = { ...who, replaces: null, places: null };
  if (!last || last.to < today) {
    const monday = mondayOf(addDays(earliest, 6));
    return { ...fixed, from: monday, to: addDays(monday, length), cause: 'first' };
  }
  const next = addDays(last.to, 1);
  if (today < addDays(next, -PLANNED_AHEAD_DAYS)) return null;
  return { ...fixed, from: later(next, earliest), to: addDays(next, length), cause: 'next' };
}
