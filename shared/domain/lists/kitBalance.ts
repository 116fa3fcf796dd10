import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import { type CollectedSession, kitsOf } from '../planning/kits.ts';
import { previousWorkingDay } from '../planning/workingDays.ts';

/** Kits that come to a site. */
export interface KitsBrought {
  readonly date: CalendarDate;
  /** When the car is there. */
  readonly minute: number;
  readonly kits: number;
  /** The stop of a list in force; null: a coming night will plan it. */
  readonly stop: string | null;
  /** Its car has not been there yet: it can still bring more. */
  readonly isOpen: boolean;
}

export interface KitDay {
  readonly date: CalendarDate;
  readonly brought: number;
  readonly used: number;
  /** In the evening; below zero: a session has fewer kits than it needs. */
  readonly balance: number;
}

/** A session that has too few kits when it begins, and what would mend it (R46). */
export interface KitShortage {
  readonly session: string;
  readonly date: CalendarDate;
  readonly start: number;
  readonly missing: number;
  /** A stop that comes before it: one of a list, or a new one. Null: none can any more. */
  readonly mend: { readonly date: CalendarDate; readonly stop: string | null } | null;
}

interface Site {
  readonly turnout: number;
  /** In the evening of `today`. */
  readonly stock: number;
  readonly today: CalendarDate;
  readonly brought: readonly KitsBrought[];
  readonly sessions: readonly CollectedSession[];
  readonly isClosed: (date: CalendarDate) => boolean;
}

/**
 * A site's kits day by day (R46): what is at hand, less what sessions use when they begin, more what stops bring when
 * they come. What a session lacks is a shortage of its own; later ones are counted as if it had been mended.
 */
export function kitBalance(site: Site): { days: KitDay[]; shortages: KitShortage[] } {
  const { today, turnout } = site;
  const events = [
    ...site.brought.map(({ date, minute, kits }) => ({ date, minute, kits, session: null })),
    ...site.sessions.map((session) => ({
      date: session.date,
      minute: session.start,
      kits: -kitsOf(session, turnout),
      session,
    })),
  ]
    .filter(({ date }) => date > today)
    // A car that comes as the session begins is in time.
    .sort((a, b) => compare(a.date, b.date) || a.minute - b.minute || b.kits - a.kits);
  const days = new Map<CalendarDate, KitDay>();
  const shortages: KitShortage[] = [];
  let atHand = site.stock;
  let owed = 0;
  for (const { date, kits, session } of events) {
    const missing = session ? Math.max(0, -kits - Math.max(0, atHand)) : 0;
    if (session && missing > 0) {
      shortages.push({
        session: session.id,
        date,
        start: session.start,
        missing,
        mend: mendOf(site, session),
      });
      owed += missing;
    }
    atHand += kits + missing;
    const day = days.get(date) ?? { date, brought: 0, used: 0, balance: 0 };
    days.set(date, {
      date,
      brought: day.brought + Math.max(0, kits),
      used: day.used + Math.max(0, -kits),
      balance: atHand - owed,
    });
  }
  return { days: [...days.values()], shortages };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The last stop that comes before a session and can still bring more, else one of its own on the working day before. */
function mendOf({ brought, today, isClosed }: Site, session: CollectedSession): KitShortage['mend'] {
  const earlier = brought
    .filter(
      ({ date, minute, isOpen }) =>
        isOpen && date > today && (date < session.date || (date === session.date && minute <= session.start)),
    )
    .sort((a, b) => compare(a.date, b.date) || a.minute - b.minute);
  const last = earlier.at(-1);
  if (last) return { date: last.date, stop: last.stop };
  const before = previousWorkingDay(session.date, isClosed);
  return before >= addDays(today, 1) ? { date: before, stop: null } : null;
}
