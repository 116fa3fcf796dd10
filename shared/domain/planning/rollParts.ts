import { addDays, type CalendarDate, datesFrom, later } from '../calendar/calendarDate.ts';
import { timeOf } from '../calendar/minutes.ts';
import { SHIFTS } from '../calendar/shift.ts';
import type { DueOffer } from '../offers/subject.ts';
import type { RollProblemInput } from '../rolls/schema.ts';
import { type PlanningFacts, type PlanningSite, type PlanningSwabber, shiftHours } from './facts.ts';

export interface Horizon {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

type Parts<K extends 'labs' | 'sites' | 'offers' | 'swabbers' | 'pools'> = NonNullable<
  RollProblemInput[K]
>[number];

/** Samples by date, as the problem writes them. */
export type ByDate = Readonly<Record<string, number>>;

export function labPart(
  lab: PlanningFacts['laboratories'][number],
  { capacity, load }: { capacity: ByDate; load: ByDate },
): Parts<'labs'> {
  return {
    id: lab.name,
    lat: lab.lat,
    lon: lab.lon,
    arrival: timeOf(lab.arrivalMinute),
    weekdayCapacity: [...lab.weekdayCapacity],
    dateCapacity: { ...lab.dateCapacity, ...capacity },
    dateLoad: { ...load },
  };
}

/** Days of the roll on which the site is closed: not open yet or any more (P11), its own closing days, not allotted. */
function closedIn(
  site: PlanningSite,
  horizon: Horizon,
  allotted: ReadonlySet<CalendarDate> | null,
): CalendarDate[] {
  const own = new Set(site.closedDates);
  return datesFrom(horizon).filter(
    (date) =>
      own.has(date) ||
      date < site.openFrom ||
      (site.openTo !== null && date > site.openTo) ||
      (allotted !== null && !allotted.has(date)),
  );
}

export function sitePart(
  site: PlanningSite,
  labName: string,
  horizon: Horizon,
  allotted: ReadonlySet<CalendarDate> | null,
): Parts<'sites'> {
  return {
    id: site.name,
    municipality: site.municipality,
    lab: labName,
    lat: site.lat,
    lon: site.lon,
    minutesPerSwab: site.minutesPerSwab,
    blockMinutes: site.blockMinutes,
    lastPickup: timeOf(site.lastPickupMinute),
    turnout: site.turnout,
    dropIn: site.dropIn,
    closedDates: closedIn(site, horizon, allotted),
    shifts: Object.fromEntries(
      SHIFTS.map((shift) => {
        const [from, to] = shiftHours(site, shift);
        return [shift, [timeOf(from), timeOf(to)] as [string, string]];
      }),
    ),
    windows: site.windows.map(({ name, from, to, lanes, weekdays }) => ({
      id: name,
      from: timeOf(from),
      to: timeOf(to),
      lanes,
      weekdays: [...weekdays],
    })),
  };
}

/**
 * A swabber who stops within the roll is left out of it: the problem knows when somebody begins, not when they end.
 */
export function swabberPart(
  swabber: PlanningSwabber,
  siteNames: ReadonlyMap<string, string>,
  horizon: Horizon,
  ownOffers: readonly string[],
): Parts<'swabbers'> | null {
  const sites = swabber.sites.flatMap((id) => siteNames.get(id) ?? []);
  const stays = swabber.activeTo === null || swabber.activeTo >= addDays(horizon.to, 1);
  if (sites.length === 0 || !stays) return null;
  const [from, to] = swabber.hours;
  const [first] = ownOffers;
  return {
    id: swabber.name,
    sites,
    hours: [timeOf(from), timeOf(to)],
    rotaWeeks: swabber.rotaWeeks,
    ...(swabber.rotaDays === null ? {} : { rotaDays: [...swabber.rotaDays] }),
    trainedFrom: later(swabber.trainedOn, swabber.activeFrom),
    ...(first === undefined ? {} : { offer: first }),
  };
}

export function offerPart(
  id: string,
  { subject, earliest, due, provisional, count }: DueOffer,
  sites: ReadonlyMap<string, PlanningSite>,
): Parts<'offers'> | null {
  const served = subject.sites.flatMap((site) => sites.get(site) ?? []);
  if (served.length === 0) return null;
  // R11: rank 1 is placed first; sites without a rank come after all that have one.
  const ranks = served.flatMap(({ riskRank }) => riskRank ?? []);
  return {
    id,
    sites: served.map(({ name }) => name),
    shift: subject.shift,
    rotaWeeks: subject.rotaWeeks,
    ...(subject.rotaDays === null ? {} : { rotaDays: [...subject.rotaDays] }),
    earliest,
    due,
    count,
    provisional,
    ...(ranks.length === 0 ? {} : { priority: 1 / Math.min(...ranks) }),
  };
}
