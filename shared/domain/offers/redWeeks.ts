import { dayNumber } from '../calendar/calendarDate.ts';
import type { RedScope, RedTestWeek, Subject } from './subject.ts';

/** Whether a place in scope is among those the subject serves. */
export function servesAny(
  subject: Pick<Subject, 'sites' | 'careTeam'>,
  places: ReadonlySet<string>,
): boolean {
  if (subject.careTeam !== null && places.has(subject.careTeam)) return true;
  return subject.sites.some((site) => places.has(site));
}

/**
 * The red test weeks that hold for a subject, in order: those of every scope that covers one of its sites (A18).
 * Whoever serves two red municipalities gets one offer per cycle, not two (A14): a week that lies within the cycle of
 * one already kept is served by it.
 */
export function redWeeksFor(
  subject: Pick<Subject, 'sites' | 'careTeam'>,
  scopes: readonly RedScope[],
): RedTestWeek[] {
  const mine = scopes.filter(({ places }) => servesAny(subject, places));
  const [only] = mine;
  if (!only) return [];
  if (mine.length === 1) return [...only.weeks];
  const all = mine
    .flatMap(({ weeks, everyWeeks }, scope) => weeks.map((week) => ({ ...week, everyWeeks, scope })))
    .sort((a, b) =>
      a.monday < b.monday ? -1 : a.monday > b.monday ? 1 : Number(a.provisional) - Number(b.provisional),
    );
  const kept: typeof all = [];
  for (const week of all) {
    const last = kept.at(-1);
    const apart = last ? (dayNumber(week.monday) - dayNumber(last.monday)) / 7 : Infinity;
    const served = last !== undefined && last.scope !== week.scope && apart < week.everyWeeks;
    if (!served) kept.push(week);
  }
  return kept.map(({ monday, provisional }) => ({ monday, provisional }));
}
