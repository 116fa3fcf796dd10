import type { Municipality } from '../domain/geography/municipalities.ts';
import type { RegionCode } from '../domain/geography/codes.ts';
import type { Chance } from './chance.ts';
import type { DemoLaboratory, DemoVehicle } from './world.ts';

/** Invented laboratories at real hospital towns. `share`: of the region's staff whose samples it can take in a week. */
interface LaboratoryPlan {
  readonly town: string;
  readonly region: string;
  readonly lat: number;
  readonly lon: number;
  readonly vehicles: number;
  /**
   * Samples of an island without a bridge never cross the sea: they are analysed there, and its car stays there.
   * (The ferry from Rønne arrives too late for the day, and samples must not grow old: R49.) So small a laboratory
   * opens on few days, or its share of a level load would ask for a test day every day.
   */
  readonly onlyFor?: string;
  readonly weekdays?: readonly number[];
}

const LABORATORIES: readonly LaboratoryPlan[] = [
  { town: 'Herlev', region: '1084', lat: 55.731, lon: 12.444, vehicles: 5 },
  { town: 'Hvidovre', region: '1084', lat: 55.649, lon: 12.469, vehicles: 3 },
  {
    town: 'Rønne',
    region: '1084',
    lat: 55.097,
    lon: 14.706,
    vehicles: 1,
    onlyFor: '0400',
    weekdays: [1, 0, 1, 0, 1, 0, 0],
  },
  { town: 'Slagelse', region: '1085', lat: 55.398, lon: 11.36, vehicles: 5 },
  { town: 'Køge', region: '1085', lat: 55.468, lon: 12.167, vehicles: 4 },
  { town: 'Odense', region: '1083', lat: 55.385, lon: 10.367, vehicles: 4 },
  { town: 'Vejle', region: '1083', lat: 55.703, lon: 9.54, vehicles: 3 },
  { town: 'Esbjerg', region: '1083', lat: 55.48, lon: 8.46, vehicles: 3 },
  { town: 'Aabenraa', region: '1083', lat: 55.028, lon: 9.42, vehicles: 3 },
  { town: 'Aarhus', region: '1082', lat: 56.191, lon: 10.17, vehicles: 6 },
  { town: 'Viborg', region: '1082', lat: 56.45, lon: 9.4, vehicles: 4 },
  { town: 'Herning', region: '1082', lat: 56.135, lon: 8.975, vehicles: 4 },
  { town: 'Aalborg', region: '1081', lat: 57.037, lon: 9.909, vehicles: 7 },
];

/** Capacity by weekday: closed on Sundays, half a day on Saturdays. */
const WEEKDAYS = [1, 1, 1, 1, 1, 0.4, 0];
/** Samples a week for each member of staff: every second week for everybody, and a good margin (R23). */
const WEEKLY_CAPACITY_PER_HEAD = 0.75;

export interface Laboratories {
  readonly laboratoryOf: (municipality: Municipality) => string;
  /** With capacities for the staff of each laboratory. */
  readonly list: (staffOf: (laboratoryId: string) => number) => DemoLaboratory[];
  readonly vehicles: () => DemoVehicle[];
}

export function laboratoriesFor(municipalities: readonly Municipality[], chance: Chance): Laboratories {
  const idOf = (plan: LaboratoryPlan) => chance.id(`laboratory ${plan.town}`);
  const planOf = new Map(municipalities.map((municipality) => [municipality.code, nearest(municipality)]));
  const used = LABORATORIES.filter((plan) => [...planOf.values()].includes(plan));
  return {
    laboratoryOf: ({ code }) => idOf(planOf.get(code)!),
    list: (staffOf) => used.map((plan) => laboratory(plan, { id: idOf(plan), staff: staffOf(idOf(plan)) })),
    vehicles: () =>
      used.flatMap((plan) =>
        Array.from({ length: plan.vehicles }, (_, i) => ({
          id: chance.id(`vehicle ${plan.town} ${i}`),
          name: `${plan.town} ${i + 1}`,
          region: plan.region as RegionCode,
          laboratoryId: idOf(plan),
          capacity: i % 3 === 2 ? 600 : 350,
          shift: i % 2 === 0 ? (['09:00', '19:00'] as const) : (['08:00', '18:30'] as const),
        })),
      ),
  };
}

function laboratory(
  { town, region, lat, lon, weekdays = WEEKDAYS }: LaboratoryPlan,
  { id, staff }: { id: string; staff: number },
): DemoLaboratory {
  const perDay = (staff * WEEKLY_CAPACITY_PER_HEAD) / weekdays.reduce((a, b) => a + b, 0);
  return {
    id,
    name: `Laboratoriet i ${town}`,
    region: region as RegionCode,
    lat,
    lon,
    arrival: '19:00',
    weekdayCapacity: weekdays.map((share) => Math.ceil((perDay * share) / 10) * 10),
  };
}

function nearest({ code, region, lat, lon }: Municipality): LaboratoryPlan {
  const own = LABORATORIES.find(({ onlyFor }) => onlyFor === code);
  if (own) return own;
  const east = Math.cos((lat * Math.PI) / 180);
  const distance = (plan: LaboratoryPlan) => Math.hypot(plan.lat - lat, (plan.lon - lon) * east);
  return LABORATORIES.filter((plan) => plan.region === region && plan.onlyFor === undefined).reduce((a, b) =>
    distance(b) < distance(a) ? b : a,
  );
}
