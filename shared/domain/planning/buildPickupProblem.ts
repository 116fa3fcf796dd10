import { type CalendarDate, daysBetween } from '../calendar/calendarDate.ts';
import { timeOf } from '../calendar/minutes.ts';
import type { PickupProblemInput } from '../pickups/problem.ts';
import type { Round } from '../lists/rounds.ts';
import { type CollectedSession, samplesOf } from './kits.ts';

interface PickupLaboratory {
  readonly id: string;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly arrivalMinute: number;
  /** On the day. */
  readonly capacity: number;
}

export interface PickupGarage {
  readonly id: string;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  /** The laboratory that it belongs to; null: the region's first. */
  readonly laboratory: string | null;
}

export interface PickupVan {
  readonly id: string;
  readonly name: string;
  readonly depot: string;
  readonly operator: string;
  /** Whose car it is, where a kommune fetches by agreement. */
  readonly municipality: string | null;
  readonly capacity: number;
  readonly hourlyRate: number;
  readonly kmRate: number;
  readonly fixedCost: number;
  readonly shiftFromMinute: number;
  readonly shiftToMinute: number;
  readonly breakMinutes: number;
}

export interface PickupSite {
  readonly id: string;
  readonly name: string;
  readonly municipality: string;
  readonly laboratory: string;
  readonly lat: number;
  readonly lon: number;
  readonly turnout: number;
  readonly collectedBy: string;
  readonly pickupFromMinute: number | null;
  readonly pickupMinutes: number;
}

/** A stop of a list that stands: what it carries, and what holds it where it is. */
export interface GivenStop {
  readonly samples: number;
  readonly kits: number;
  /** Somebody has been there: its place in the day is the past. */
  readonly driven: boolean;
  readonly lock?: NonNullable<Stop['lock']>;
  /** Cars that must not come. */
  readonly notBy?: string;
  /** Nobody comes earlier than now. */
  readonly notBefore?: number;
  /** Kits that were not loaded in the morning. */
  readonly kitsFrom?: number;
}

export interface PickupFacts {
  readonly date: CalendarDate;
  readonly maxSampleHours: number;
  readonly laboratories: readonly PickupLaboratory[];
  readonly garages: readonly PickupGarage[];
  readonly vans: readonly PickupVan[];
  readonly sites: readonly PickupSite[];
  /** Sessions whose samples are collected on the day. */
  readonly sessions: readonly CollectedSession[];
  /** Kits to deliver on the day, by site. */
  readonly kits: ReadonlyMap<string, number>;
  /** The stops of a list that is changed, by site; absent: a list is planned from the sessions. */
  readonly given?: ReadonlyMap<string, GivenStop>;
  /** P10: courier rounds that cars of ours drive; the day is planned within their times. */
  readonly rounds?: readonly Round[];
  /** What somebody has locked a stop to, by site; only for a list that is planned from the sessions. */
  readonly locks?: ReadonlyMap<string, NonNullable<Stop['lock']>>;
}

/** What is on a stop besides its name. */
interface StopContent {
  readonly site: PickupSite;
  readonly sessions: readonly CollectedSession[];
}

export interface BuiltPickupProblem {
  readonly problem: PickupProblemInput;
  readonly stops: ReadonlyMap<string, StopContent>;
  /** Sites that nobody of ours fetches from: their kommune or TCDK brings the samples, and has no car here (R45). */
  readonly broughtByOthers: readonly PickupSite[];
  /** Stops that no car drives to today: theirs are none, or out of order. The planner is not asked about them. */
  readonly withoutCar: ReadonlyMap<string, StopContent>;
}

/** Why and what helps, as the planner says it of stops that it leaves out. */
export const NO_CAR = {
  limit: 'vehicle',
  message: 'no car that may fetch here drives on this day',
  fix: 'put a car on the day, or agree with others to fetch',
} as const;

/** The minutes that a car takes at a laboratory between two trips. */
const TURNAROUND = { loadMinutes: 5, unloadMinutes: 10 } as const;
/** A driver's break lies in the middle third of the shift. */
const BREAK_AFTER = 1 / 3;

type Stop = PickupProblemInput['stops'][number];
type Vehicle = PickupProblemInput['vehicles'][number];

function vehiclePart(van: PickupVan, { garages, laboratories }: PickupFacts): Vehicle[] {
  const garage = garages.find(({ id }) => id === van.depot);
  const laboratory = laboratories.find(({ id }) => id === garage?.laboratory) ?? laboratories[0];
  if (!garage || !laboratory) return [];
  const start = garage.laboratory === laboratory.id ? laboratory.name : garage.name;
  const length = van.shiftToMinute - van.shiftFromMinute;
  const middle = (share: number) => timeOf(van.shiftFromMinute + Math.round(length * share));
  return [
    {
      id: van.name,
      start,
      end: start,
      unloadAt: laboratory.name,
      capacity: van.capacity,
      hourlyRate: van.hourlyRate,
      kmRate: van.kmRate,
      fixedCost: van.fixedCost,
      shift: [timeOf(van.shiftFromMinute), timeOf(van.shiftToMinute)],
      ...(van.breakMinutes > 0
        ? { break: { minutes: van.breakMinutes, from: middle(BREAK_AFTER), to: middle(1 - BREAK_AFTER) } }
        : {}),
      ...TURNAROUND,
    },
  ];
}

/** The cars that fetch at a site: the region's, TCDK's or, by agreement, its own kommune's (R45). */
function carsFor(site: PickupSite, vans: readonly PickupVan[]): PickupVan[] {
  return vans.filter(
    ({ operator, municipality }) =>
      operator === site.collectedBy && (operator !== 'municipality' || municipality === site.municipality),
  );
}

/** Those of them that are not out of order; where somebody has been already, whoever was there. */
function mayCome(site: PickupSite, { vans, given }: PickupFacts): readonly PickupVan[] {
  const { notBy, driven = false } = given?.get(site.id) ?? {};
  return driven ? vans : carsFor(site, vans).filter(({ name }) => name !== notBy);
}

/** What a stop carries, in pieces. */
export function loadOf(
  { site, sessions }: StopContent,
  { kits, given }: PickupFacts,
): { samples: number; kits: number } {
  const standing = given?.get(site.id);
  if (standing) return { samples: standing.samples, kits: standing.kits };
  return {
    samples: sessions.reduce((samples, session) => samples + samplesOf(session, site.turnout), 0),
    kits: kits.get(site.id) ?? 0,
  };
}

function readyPart(content: StopContent, { date, given }: PickupFacts): Pick<Stop, 'ready' | 'kitsReady'> {
  const { driven, notBefore, kitsFrom } = given?.get(content.site.id) ?? {};
  if (driven) return {};
  const today = content.sessions.filter((session) => session.date === date).map(({ end }) => end);
  const times = [...today, ...(notBefore === undefined ? [] : [notBefore])];
  return {
    ...(times.length === 0 ? {} : { ready: timeOf(Math.max(...times)) }),
    ...(kitsFrom === undefined ? {} : { kitsReady: timeOf(kitsFrom) }),
  };
}

function agePart({ sessions }: StopContent, date: CalendarDate) {
  const [oldest] = sessions.toSorted((a, b) =>
    a.date === b.date ? a.start - b.start : a.date < b.date ? -1 : 1,
  );
  if (!oldest) return {};
  return {
    firstSwab: timeOf(oldest.start),
    firstSwabDaysBefore: daysBetween({ from: oldest.date, to: date }),
  };
}

function stopPart(content: StopContent, facts: PickupFacts): Stop {
  const { site, sessions } = content;
  const { date, vans } = facts;
  const given = facts.given?.get(site.id);
  const lock = facts.given ? given?.lock : facts.locks?.get(site.id);
  const laboratory = facts.laboratories.find(({ id }) => id === site.laboratory);
  const allowed = mayCome(site, facts).map(({ name }) => name);
  const { samples, kits } = loadOf(content, facts);
  return {
    id: site.name,
    lat: site.lat,
    lon: site.lon,
    municipality: site.municipality,
    window: [given?.driven ? '00:00' : timeOf(site.pickupFromMinute ?? 0), '24:00'],
    serviceMinutes: site.pickupMinutes,
    samples,
    kits,
    ...readyPart(content, facts),
    ...(samples > 0 ? agePart(content, date) : {}),
    ...(laboratory && sessions.length > 0 ? { lab: laboratory.name } : {}),
    ...(allowed.length < vans.length ? { vehicles: allowed } : {}),
    ...(lock ? { lock } : {}),
  };
}

/**
 * The fixed times of the rounds that our cars drive (P10): a call without a load at each, so that whatever else the car
 * does lies between them.
 */
function roundStops({ rounds = [], vans }: PickupFacts): Stop[] {
  const names = new Set(vans.map(({ name }) => name));
  return rounds.flatMap(({ name, car, stops }) =>
    car === null || !names.has(car)
      ? []
      : stops.map(({ name: place, lat, lon, minute }) => ({
          id: `${name} ${timeOf(minute)}: ${place}`,
          lat,
          lon,
          serviceMinutes: 0,
          vehicles: [car],
          lock: { vehicle: car, at: timeOf(minute) },
        })),
  );
}

/**
 * A region's pickups of a day: a stop for every site with samples to collect or kits to bring (R45, R46). A session that
 * ends on the day is ready at its end; samples of an evening before have waited and are ready at once.
 */
export function buildPickupProblem(facts: PickupFacts): BuiltPickupProblem {
  const bySite = Map.groupBy(facts.sessions, ({ site }) => site);
  const stops = new Map<string, StopContent>();
  const withoutCar = new Map<string, StopContent>();
  const broughtByOthers: PickupSite[] = [];
  for (const site of facts.sites) {
    const content = { site, sessions: bySite.get(site.id) ?? [] };
    const due =
      facts.given?.has(site.id) ?? (content.sessions.length > 0 || (facts.kits.get(site.id) ?? 0) > 0);
    if (!due) continue;
    if (site.collectedBy !== 'region' && carsFor(site, facts.vans).length === 0) broughtByOthers.push(site);
    else if (mayCome(site, facts).length === 0) withoutCar.set(site.name, content);
    else stops.set(site.name, content);
  }
  const garages = facts.garages.filter(
    ({ laboratory }) => laboratory === null || !facts.laboratories.some(({ id }) => id === laboratory),
  );
  return {
    stops,
    broughtByOthers,
    withoutCar,
    problem: {
      date: facts.date,
      maxSampleHours: facts.maxSampleHours,
      depots: [
        ...facts.laboratories.map(({ name, lat, lon, arrivalMinute, capacity }) => ({
          id: name,
          kind: 'laboratory' as const,
          lat,
          lon,
          latestArrival: timeOf(arrivalMinute),
          capacity: Math.floor(capacity),
        })),
        ...garages.map(({ name, lat, lon }) => ({ id: name, kind: 'garage' as const, lat, lon })),
      ],
      vehicles: facts.vans.flatMap((van) => vehiclePart(van, facts)),
      stops: [...stops.values()].map((content) => stopPart(content, facts)).concat(roundStops(facts)),
    },
  };
}
