import type { Municipality } from '../domain/geography/municipalities.ts';
import { calendarDate } from '../domain/calendar/calendarDate.ts';
import { apportion, type Chance, normal, pick, pickWeighted } from './chance.ts';
import type { Laboratories } from './logistics.ts';
import type { Scale } from './scale.ts';
import { districtName, homeNames, nursingName, streetAddress } from './siteNames.ts';
import { type Town, townsOf } from './towns.ts';
import type { DemoSite, DemoSiteKind, DemoWindow } from './world.ts';

/** A site before it is known who runs it. */
export interface PlannedSite extends Omit<DemoSite, 'organisationId' | 'areaId'> {
  readonly area: string;
}

const KINDS: readonly DemoSiteKind[] = ['nursing-home', 'home-care-district', 'home-nursing'];
const LEAST_STAFF: Readonly<Record<DemoSiteKind, number>> = {
  'nursing-home': 12,
  'home-care-district': 24,
  'home-nursing': 12,
};
const ALWAYS = calendarDate('2015-01-01');
const OPENS = calendarDate('2020-10-01');
const CLOSES = calendarDate('2020-12-31');
const KM_PER_DEGREE = 111.2;
const ALL_WEEK = [0, 1, 2, 3, 4, 5, 6];

/** A sketch of a site: where and how large. */
interface Sketch {
  readonly key: string;
  readonly kind: DemoSiteKind;
  readonly municipality: Municipality;
  readonly town: Town;
  readonly name: string;
  readonly residents: number | null;
  /** Staff are shared out among the sites of a kind by this. */
  readonly weight: number;
}

export function planSites(scale: Scale, laboratories: Laboratories, chance: Chance): PlannedSite[] {
  const homeName = homeNames(chance);
  let homes = 0;
  return KINDS.flatMap((kind) => {
    const perMunicipality = apportion({
      total: scale.sites[kind],
      weights: scale.municipalities.map(({ population2020 }) => population2020),
      least: 1,
    });
    const sketches = scale.municipalities.flatMap((municipality, i) =>
      sketchKind({
        kind,
        municipality,
        count: perMunicipality[i]!,
        chance,
        homeName: () => homeName(homes++),
      }),
    );
    const staff = apportion({
      total: scale.staff[kind],
      weights: sketches.map(({ weight }) => weight),
      least: LEAST_STAFF[kind],
    });
    return sketches.map((sketch, i) => plannedSite({ sketch, staff: staff[i]!, laboratories, chance }));
  });
}

function sketchKind({
  kind,
  municipality,
  count,
  chance,
  homeName,
}: {
  kind: DemoSiteKind;
  municipality: Municipality;
  count: number;
  chance: Chance;
  homeName: () => string;
}): Sketch[] {
  const towns = townsOf(municipality.code);
  const perTown = new Map<Town, number>();
  return Array.from({ length: count }, (_, i): Sketch => {
    const key = `${municipality.code} ${kind} ${i}`;
    const random = chance.stream(`sketch of ${key}`);
    // Districts and the nursing unit sit in the larger towns, homes in villages as well.
    const town =
      kind === 'nursing-home'
        ? pickWeighted(random, towns, ({ reachKm }) => reachKm ** 2)
        : towns[i % Math.max(1, Math.ceil(towns.length / 2))]!;
    const indexInTown = perTown.get(town) ?? 0;
    perTown.set(town, indexInTown + 1);
    const base = { key, kind, municipality, town };
    switch (kind) {
      case 'nursing-home': {
        const residents = residentsOf(normal(random));
        return { ...base, name: homeName(), residents, weight: residents };
      }
      case 'home-care-district': {
        const name = districtName({ town: town.name, indexInTown });
        const weight = (municipality.population2020 / count) * Math.exp(0.25 * normal(random));
        return { ...base, name, residents: null, weight };
      }
      case 'home-nursing':
        return {
          ...base,
          name: nursingName(municipality.name),
          residents: null,
          weight: municipality.population2020,
        };
    }
  });
}

/** Real homes: 8–120 residents, mean 40, median 36, a tenth below 18 and a tenth above 72. */
function residentsOf(standardNormal: number): number {
  return Math.min(120, Math.max(8, Math.round(35 * Math.exp(0.54 * standardNormal))));
}

function plannedSite({
  sketch: { key, kind, municipality, town, name, residents },
  staff,
  laboratories,
  chance,
}: {
  sketch: Sketch;
  staff: number;
  laboratories: Laboratories;
  chance: Chance;
}): PlannedSite {
  const random = chance.stream(`site ${key}`);
  const blocks = random() < 0.12;
  return {
    id: chance.id(`site ${key}`),
    kind,
    name,
    area: town.name,
    address: streetAddress({ chance, key, town: town.name }),
    municipality: municipality.code,
    laboratoryId: laboratories.laboratoryOf(municipality),
    ...placeNear(town, random),
    residents,
    staff,
    room: pick(random, ['Personalestuen', 'Mødelokalet', 'Aktivitetsrummet', 'Kursuslokalet', 'Havestuen']),
    pickupPoint: pick(random, ['Hovedindgangen', 'Receptionen', 'Varemodtagelsen', 'Vagtkontoret']),
    shiftHours: {
      day: ['07:00', '15:00'],
      evening: ['15:00', '23:00'],
      night: ['23:00', '07:00'],
    },
    windows: windowsFor(staff),
    minutesPerSwab: pickWeighted(random, [4, 5, 3], (minutes) => (minutes === 4 ? 8 : 1)),
    // P13: some sites work in blocks of a quarter of an hour, P8: some keep places for people without a rota.
    blockMinutes: blocks ? 15 : 0,
    dropIn: !blocks && random() < 0.15 ? 2 : 0,
    lastPickup: '17:00',
    turnout: 0.75 + Math.round(random() * 20) / 100,
    // P11: a few homes open or close during the autumn.
    openFrom: kind === 'nursing-home' && random() < 0.008 ? OPENS : ALWAYS,
    openTo: kind === 'nursing-home' && random() < 0.008 ? CLOSES : null,
  };
}

/** Before the day shift, at the handover to the evening, and at the handover to the night (R26). */
function windowsFor(staff: number): DemoWindow[] {
  const lanes = staff > 300 ? 3 : staff > 110 ? 2 : 1;
  return [
    { name: 'morning', from: '06:30', to: '09:00', lanes, weekdays: ALL_WEEK },
    { name: 'handover', from: '14:00', to: '16:30', lanes, weekdays: ALL_WEEK },
    { name: 'late', from: '22:15', to: '23:30', lanes: 1, weekdays: ALL_WEEK },
  ];
}

function placeNear({ lat, lon, reachKm }: Town, random: () => number): { lat: number; lon: number } {
  const distance = reachKm * Math.sqrt(random());
  const angle = 2 * Math.PI * random();
  const east = KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return {
    lat: Number((lat + (distance * Math.sin(angle)) / KM_PER_DEGREE).toFixed(5)),
    lon: Number((lon + (distance * Math.cos(angle)) / east).toFixed(5)),
  };
}
