import type { CalendarDate, Weekday } from '../calendar/calendarDate.ts';
import type { Shift } from '../calendar/shift.ts';

/**
 * What stands when a roll is planned, as the database knows it: ids are rows', minutes count from midnight. Lists
 * come ordered by name, and the problem that is built from them speaks of names, so that the same world gives the same
 * plan whatever its ids are.
 */
export interface PlanningFacts {
  readonly laboratories: readonly PlanningLaboratory[];
  readonly sites: readonly PlanningSite[];
  readonly swabbers: readonly PlanningSwabber[];
  readonly pools: readonly PlanningPool[];
  /** No session, no pickup, no arrival anywhere. */
  readonly closedDates: readonly CalendarDate[];
}

export interface PlanningLaboratory {
  readonly id: string;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly arrivalMinute: number;
  /** Monday to Sunday. */
  readonly weekdayCapacity: readonly number[];
  /** Overrides, 0 where it is closed. */
  readonly dateCapacity: Readonly<Record<string, number>>;
}

export type MinuteSpan = readonly [from: number, to: number];

export interface PlanningWindow {
  readonly id: string;
  readonly name: string;
  readonly roomId: string;
  readonly from: number;
  readonly to: number;
  readonly lanes: number;
  readonly weekdays: readonly Weekday[];
}

export interface PlanningSite {
  readonly id: string;
  /** Unique among the sites of the problem. */
  readonly name: string;
  /** Whose roll serves it: the municipality, or a private home for itself (R19). */
  readonly owner: string;
  /** Whose place it is; differs from the owner for a home that goes with its municipality. */
  readonly organisation: string;
  readonly municipality: string;
  readonly laboratory: string;
  readonly lat: number;
  readonly lon: number;
  readonly minutesPerSwab: number;
  readonly blockMinutes: number;
  readonly dropIn: number;
  readonly turnout: number;
  readonly lastPickupMinute: number;
  /** 1 is placed first when capacity is short (R11). */
  readonly riskRank: number | null;
  /** P11. */
  readonly openFrom: CalendarDate;
  readonly openTo: CalendarDate | null;
  readonly closedDates: readonly CalendarDate[];
  /** Avoided wherever everybody can be offered a test without them. */
  readonly schoolHolidays: readonly CalendarDate[];
  readonly shifts: Readonly<Partial<Record<Shift, MinuteSpan>>>;
  readonly windows: readonly PlanningWindow[];
}

export interface PlanningSwabber {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** The staff member behind them: nobody swabs themselves (R41). */
  readonly staff: string | null;
  readonly sites: readonly string[];
  readonly hours: MinuteSpan;
  readonly rotaWeeks: number;
  readonly rotaDays: readonly number[] | null;
  readonly trainedOn: CalendarDate;
  readonly activeFrom: CalendarDate;
  readonly activeTo: CalendarDate | null;
}

export interface PlanningPool {
  readonly id: string;
  readonly name: string;
  readonly workstations: number;
  readonly sites: readonly string[];
}

/** Hours of a shift at sites that have not said theirs. */
const USUAL_HOURS: Readonly<Record<Shift, MinuteSpan>> = {
  day: [7 * 60, 15 * 60],
  evening: [15 * 60, 23 * 60],
  night: [23 * 60, 7 * 60],
};

export function shiftHours(site: Pick<PlanningSite, 'shifts'>, shift: Shift): MinuteSpan {
  return site.shifts[shift] ?? USUAL_HOURS[shift];
}

/** The same places, closed in their school holidays; undefined where there are none. */
export function withoutSchoolHolidays<F extends Pick<PlanningFacts, 'sites'>>(facts: F): F | undefined {
  if (facts.sites.every(({ schoolHolidays }) => schoolHolidays.length === 0)) return undefined;
  return {
    ...facts,
    sites: facts.sites.map((site) => ({
      ...site,
      closedDates: [...site.closedDates, ...site.schoolHolidays],
    })),
  };
}

/**
 * The same places with one turnout per laboratory, the highest of its sites. The planner counts by heads where turnouts
 * are equal, and what it then allows never sends a laboratory more samples than it takes.
 */
export function byHeads<F extends Pick<PlanningFacts, 'sites'>>(facts: F): F {
  const highest = new Map<string, number>();
  for (const { laboratory, turnout } of facts.sites) {
    highest.set(laboratory, Math.max(highest.get(laboratory) ?? 0, turnout));
  }
  return {
    ...facts,
    sites: facts.sites.map((site) => ({ ...site, turnout: highest.get(site.laboratory) ?? site.turnout })),
  };
}
