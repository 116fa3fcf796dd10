import { type CalendarDate, daysBetween } from '../calendar/calendarDate.ts';
import { timeOf } from '../calendar/minutes.ts';
import type { PickupProblemInput } from '../pickups/problem.ts';
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
}

/** What is on a stop besides its name. */
interface StopContent {
  readonly site: PickupSite;
  readonly sessions: readonly CollectedSession[];
}

export interface BuiltPickupProblem {
  readonly problem: PickupProblemInput;
  readonly stops: ReadonlyMap<string, StopContent>;
}

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

function stopPart(content: StopContent, facts: PickupFacts): Stop {
  const { site, sessions } = content;
  const { date, vans } = facts;
  const laboratory = facts.laboratories.find(({ id }) => id === site.laboratory);
  const today = sessions.filter((session) => session.date === date);
  const ready = today.length > 0 ? Math.max(...today.map(({ end }) => end)) : null;
  const [oldest] = sessions.toSorted((a, b) =>
    a.date === b.date ? a.start - b.start : a.date < b.date ? -1 : 1,
  );
  const operated = vans.filter(({ operator }) => operator === site.collectedBy).map(({ name }) => name);
  return {
    id: site.name,
    lat: site.lat,
    lon: site.lon,
    municipality: site.municipality,
    window: [timeOf(site.pickupFromMinute ?? 0), '24:00'],
    serviceMinutes: site.pickupMinutes,
    samples: sessions.reduce((samples, session) => samples + samplesOf(session, site.turnout), 0),
    kits: facts.kits.get(site.id) ?? 0,
    ...(ready === null ? {} : { ready: timeOf(ready) }),
    ...(oldest
      ? { firstSwab: timeOf(oldest.start), firstSwabDaysBefore: daysBetween({ from: oldest.date, to: date }) }
      : {}),
    ...(laboratory && sessions.length > 0 ? { lab: laboratory.name } : {}),
    ...(operated.length > 0 && operated.length < vans.length ? { vehicles: operated } : {}),
  };
}

/**
 * A region's pickups of a day: a stop for every site with samples to collect or kits to bring (R45, R46). A session that
 * ends on the day is ready at its end; samples of an evening before have waited and are ready at once.
 */
export function buildPickupProblem(facts: PickupFacts): BuiltPickupProblem {
  const bySite = Map.groupBy(facts.sessions, ({ site }) => site);
  const stops = new Map<string, StopContent>();
  for (const site of facts.sites) {
    const sessions = bySite.get(site.id) ?? [];
    if (sessions.length > 0 || (facts.kits.get(site.id) ?? 0) > 0) stops.set(site.name, { site, sessions });
  }
  const garages = facts.garages.filter(
    ({ laboratory }) => laboratory === null || !facts.laboratories.some(({ id }) => id === laboratory),
  );
  return {
    stops,
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
      stops: [...stops.values()].map((content) => stopPart(content, facts)),
    },
  };
}
