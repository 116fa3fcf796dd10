import type { Insertable } from 'kysely';
import type { DB } from '../../db/types.ts';
import { calendarDate } from '../domain/calendar/calendarDate.ts';
import { instantAt } from '../domain/calendar/copenhagen.ts';
import { minutesOf } from '../domain/calendar/minutes.ts';
import { SHIFTS } from '../domain/calendar/shift.ts';
import { type Chance, chanceOf } from './chance.ts';
import { demoSailings } from './places/ferries.ts';
import { peopleRows } from './peopleRows.ts';
import { tableRows, type TableRows } from './tableRows.ts';
import type { DemoSite, World } from './world.ts';

const SINCE = calendarDate('2020-08-01');
const TRAINING_REPORTED = calendarDate('2020-08-12');
const TRAINING_AGREED = calendarDate('2020-08-17');
const TRAINING_HELD = calendarDate('2020-08-24');
const KITS_DELIVERED = calendarDate('2020-09-08');

/** The region's rate of 2020 (R55), and the state's mileage rate of that year. */
const HOURLY_RATE = 309.56;
const KM_RATE = 3.52;

/** How many of a site's staff its first kits are for; later ones come with the stops (R46). */
const SEED_SHARE = 0.25;

const READINESS = [
  'ydernummer',
  'webreq',
  'signature',
  'connection',
  'protective-equipment',
  'scanners',
  'pickup-places',
] as const;
const READY = calendarDate('2020-09-04');

/** The world as rows, in an order in which every row finds what it refers to. */
export function worldRows(world: World): TableRows[] {
  const chance = chanceOf(world.seed);
  return [...placeRows(world, chance), ...siteRows(world, chance), ...peopleRows(world, chance)];
}

function placeRows(world: World, chance: Chance): TableRows[] {
  const depotOf = (laboratoryId: string) => chance.id(`depot ${laboratoryId}`);
  return [
    tableRows(
      'organisations',
      world.organisations.map(({ id, kind, name, municipality, region, independent }) => ({
        id,
        kind,
        name,
        municipalityCode: municipality,
        regionCode: region,
        independent,
      })),
    ),
    tableRows(
      'areas',
      world.areas.map(({ id, municipality, name }) => ({ id, municipalityCode: municipality, name })),
    ),
    tableRows(
      'laboratories',
      world.laboratories.map(({ id, name, region, lat, lon, arrival, weekdayCapacity }) => ({
        id,
        regionCode: region,
        name,
        lat,
        lon,
        arrivalMinute: minutesOf(arrival),
        weekdayCapacity: [...weekdayCapacity],
      })),
    ),
    tableRows(
      'ferrySailings',
      demoSailings().map(({ from, to, weekdays, departures, ...sailing }) => ({
        ...sailing,
        id: chance.id(`sailing ${sailing.link} ${sailing.direction} ${weekdays.join('')}`),
        fromHarbour: from,
        toHarbour: to,
        weekdays: [...weekdays],
        departures: [...departures],
      })),
    ),
    tableRows(
      'depots',
      world.laboratories.map(({ id, name, region, lat, lon }) => ({
        id: depotOf(id),
        regionCode: region,
        laboratoryId: id,
        name: `Biler, ${name}`,
        lat,
        lon,
      })),
    ),
    tableRows(
      'vehicles',
      world.vehicles.map(({ id, name, region, laboratoryId, capacity, shift: [from, to] }) => ({
        id,
        regionCode: region,
        depotId: depotOf(laboratoryId),
        name,
        capacity,
        hourlyRate: HOURLY_RATE,
        kmRate: KM_RATE,
        fixedCost: 0,
        shiftFromMinute: minutesOf(from),
        shiftToMinute: minutesOf(to),
        breakMinutes: 30,
        // Laboratories take samples on Saturdays too.
        weekdays: [0, 1, 2, 3, 4, 5],
        fromDate: SINCE,
      })),
    ),
    tableRows(
      'readiness',
      world.municipalities.flatMap(({ code }) => {
        // R48: it warns, it never blocks; here and there something is missing.
        const missing = Math.floor(chance.stream(`readiness ${code}`)() * READINESS.length * 2);
        return READINESS.map((item, i) => ({
          municipalityCode: code,
          item,
          doneOn: i === missing ? null : READY,
        }));
      }),
    ),
  ];
}

function siteRows(world: World, chance: Chance): TableRows[] {
  const { sites } = world;
  const deliveredAt = instantAt({ date: KITS_DELIVERED, time: '12:00' });
  const roomOf = ({ id }: DemoSite) => chance.id(`room ${id}`);
  const owner = ({ id, organisationId, municipality }: DemoSite) => ({
    siteId: id,
    organisationId,
    municipalityCode: municipality,
  });
  return [
    tableRows('sites', sites.map(siteRow)),
    tableRows(
      'rooms',
      sites.map((site) => ({
        id: roomOf(site),
        ...owner(site),
        name: site.room,
        lanes: Math.max(...site.windows.map(({ lanes }) => lanes)),
      })),
    ),
    tableRows(
      'windows',
      sites.flatMap((site) =>
        site.windows.map(({ name, from, to, lanes, weekdays }) => ({
          id: chance.id(`window ${site.id} ${name}`),
          ...owner(site),
          roomId: roomOf(site),
          name,
          fromMinute: minutesOf(from),
          toMinute: minutesOf(to),
          lanes,
          weekdays: [...weekdays],
        })),
      ),
    ),
    tableRows(
      'siteShifts',
      sites.flatMap((site) =>
        SHIFTS.map((shift) => ({
          ...owner(site),
          shift,
          fromMinute: minutesOf(site.shiftHours[shift][0]),
          toMinute: minutesOf(site.shiftHours[shift][1]),
        })),
      ),
    ),
    tableRows(
      'kitMovements',
      sites.map((site) => ({
        id: chance.id(`first kits ${site.id}`),
        ...owner(site),
        date: KITS_DELIVERED,
        kind: 'seed',
        kits: Math.ceil(site.staff * SEED_SHARE),
        madeAt: deliveredAt,
        madeBy: 'demo',
      })),
    ),
    tableRows(
      'contacts',
      world.contacts.map(({ municipality, region, ...contact }) => ({
        ...contact,
        municipalityCode: municipality,
        regionCode: region,
      })),
    ),
    tableRows(
      'trainingNeeds',
      world.municipalities.map(({ code }) => {
        const people = world.swabbers.filter(({ organisationId }) => organisationId === code).length;
        return {
          id: chance.id(`training ${code}`),
          organisationId: code,
          municipalityCode: code,
          people,
          reportedOn: TRAINING_REPORTED,
          agreedPeople: people,
          agreedOn: TRAINING_AGREED,
          heldOn: TRAINING_HELD,
        };
      }),
    ),
  ];
}

function siteRow(site: DemoSite): Insertable<DB['sites']> {
  return {
    id: site.id,
    organisationId: site.organisationId,
    municipalityCode: site.municipality,
    areaId: site.areaId,
    laboratoryId: site.laboratoryId,
    kind: site.kind,
    name: site.name,
    address: site.address,
    lat: site.lat,
    lon: site.lon,
    minutesPerSwab: site.minutesPerSwab,
    blockMinutes: site.blockMinutes,
    dropIn: site.dropIn,
    turnout: site.turnout,
    pickupPoint: site.pickupPoint,
    lastPickupMinute: minutesOf(site.lastPickup),
    openFrom: site.openFrom,
    openTo: site.openTo,
    note: site.residents === null ? null : `${site.residents} boliger`,
  };
}
