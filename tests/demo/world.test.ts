import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  calendarDate,
  type CalendarDate,
  dayNumber,
  daysBetween,
} from '../../shared/domain/calendar/calendarDate.ts';
import { isoWeekOf, mondayOf, weeksBetween } from '../../shared/domain/calendar/isoWeek.ts';
import { minutesOf } from '../../shared/domain/calendar/minutes.ts';
import { SHIFTS } from '../../shared/domain/calendar/shift.ts';
import { findMunicipality } from '../../shared/domain/geography/municipalities.ts';
import { generateWorld, smallWorld } from '../../shared/demo/generateWorld.ts';
import { townsOf } from '../../shared/demo/towns.ts';
import type { DemoRota, DemoSite, DemoStaffMember, DemoSwabber, World } from '../../shared/demo/world.ts';
import { readBoundaries } from '../support/boundaries.ts';
import { SHARED_DATA } from '../support/ssiFolder.ts';

const hovedstaden = generateWorld({ demo: 'hovedstaden', seed: 1 });
const denmark = generateWorld({ demo: 'denmark', seed: 1 });
const tiny = smallWorld(1);
const worlds: [string, World][] = [
  ['hovedstaden', hovedstaden],
  ['denmark', denmark],
  ['tiny', tiny],
];

/** The first roll and the anchor of every rota, said here once more so that the test does not lean on the generator. */
const ROLL = { from: calendarDate('2020-09-14'), to: calendarDate('2020-10-25') };
const ANCHOR = calendarDate('2020-08-31');

const people = (world: World) =>
  world.staff.length + sum(world.headcounts.map((headcount) => headcount.people));
const sitesOf = (world: World, kind: DemoSite['kind']) => world.sites.filter((site) => site.kind === kind);

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function digest(world: World): string {
  return createHash('sha256').update(JSON.stringify(world)).digest('hex');
}

function quantile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(share * (numbers.length - 1))]!;
}

describe('sizes', () => {
  test('Hovedstaden has 29 municipalities, 200 sites and 32,000 staff', () => {
    expect(hovedstaden.municipalities).toHaveLength(29);
    expect(hovedstaden.sites).toHaveLength(200);
    expect(people(hovedstaden)).toBe(32_000);
    expect(hovedstaden.vehicles).toHaveLength(9);
  });

  test('Denmark has 98 municipalities, 930 homes, 500 districts and 130,000 staff', () => {
    expect(denmark.municipalities).toHaveLength(98);
    expect(sitesOf(denmark, 'nursing-home')).toHaveLength(930);
    expect(sitesOf(denmark, 'home-care-district')).toHaveLength(500);
    expect(people(denmark)).toBe(130_000);
  });

  test('the small world has 3 municipalities, 10 sites and 400 staff', () => {
    expect(tiny.municipalities).toHaveLength(3);
    expect(tiny.sites).toHaveLength(10);
    expect(people(tiny)).toBe(400);
  });

  test('homes have 8–120 residents, 40 on average, a tenth below 18 and a tenth above 72, as real ones', () => {
    const residents = sitesOf(denmark, 'nursing-home').map((site) => site.residents!);
    expect(Math.min(...residents)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...residents)).toBeLessThanOrEqual(120);
    expect(sum(residents) / residents.length).toBeGreaterThan(38);
    expect(sum(residents) / residents.length).toBeLessThan(42);
    expect(Math.abs(quantile(residents, 0.1) - 18)).toBeLessThanOrEqual(2);
    expect(Math.abs(quantile(residents, 0.5) - 36)).toBeLessThanOrEqual(2);
    expect(Math.abs(quantile(residents, 0.9) - 72)).toBeLessThanOrEqual(5);
  });

  test('larger homes have more staff', () => {
    const homes = sitesOf(denmark, 'nursing-home').toSorted((a, b) => a.residents! - b.residents!);
    expect(homes.slice(1).filter((home, i) => home.staff < homes[i]!.staff - 1)).toEqual([]);
  });
});

describe.each(worlds)('the world of %s', (_name, world) => {
  const siteById = new Map(world.sites.map((site) => [site.id, site]));

  test('gives every thing an id of its own', () => {
    const ids = [
      ...world.organisations,
      ...world.areas,
      ...world.laboratories,
      ...world.vehicles,
      ...world.sites,
      ...world.headcounts,
      ...world.staff,
      ...world.careTeams,
      ...world.swabTeams,
      ...world.swabbers,
      ...world.pools,
      ...world.contacts,
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
  });

  test('has every kind of site in every municipality (R27)', () => {
    for (const { code } of world.municipalities) {
      const kinds = world.sites.filter(({ municipality }) => municipality === code).map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(3);
    }
  });

  test('refers only to what it has', () => {
    const laboratories = new Set(world.laboratories.map(({ id }) => id));
    const areas = new Map(world.areas.map((area) => [area.id, area]));
    const organisations = new Set([
      ...world.organisations.map(({ id }) => id),
      ...world.municipalities.map(({ code }) => code as string),
    ]);
    expect(world.sites.every(({ laboratoryId }) => laboratories.has(laboratoryId))).toBe(true);
    expect(
      world.sites.every(({ areaId, municipality }) => areas.get(areaId)?.municipality === municipality),
    ).toBe(true);
    expect(world.sites.every(({ organisationId }) => organisations.has(organisationId))).toBe(true);
    const teams = new Set(world.careTeams.map(({ id }) => id));
    expect(world.staff.every(({ careTeamId }) => careTeamId === null || teams.has(careTeamId))).toBe(true);
    expect(world.staff.every(({ organisationId }) => organisations.has(organisationId))).toBe(true);
    expect(world.staff.every(({ siteIds }) => siteIds.every((id) => siteById.has(id)))).toBe(true);
    const swabbers = new Map(world.swabbers.map((swabber) => [swabber.id, swabber]));
    expect(world.swabbers.every(({ siteIds }) => siteIds.every((id) => siteById.has(id)))).toBe(true);
    const wronglyTrained = world.swabbers.filter(({ trainedBy, trainedFrom, organisationId }) => {
      if (trainedBy === null) return false;
      const trainer = swabbers.get(trainedBy);
      return trainer?.organisationId !== organisationId || trainer.trainedFrom >= trainedFrom;
    });
    expect(wronglyTrained).toEqual([]);
  });

  test('numbers the people of an organisation, and the swabbers, differently', () => {
    const labels = world.staff.map(({ organisationId, label }) => `${organisationId} ${label}`);
    expect(new Set(labels).size).toBe(labels.length);
    const swabberLabels = world.swabbers.map(({ organisationId, label }) => `${organisationId} ${label}`);
    expect(new Set(swabberLabels).size).toBe(swabberLabels.length);
  });

  test('has people in all three shifts of every site (R26)', () => {
    const seen = new Set([
      ...world.staff.map(({ siteIds, shift }) => `${siteIds[0]!} ${shift}`),
      ...world.headcounts.map(({ siteId, shift }) => `${siteId} ${shift}`),
    ]);
    expect(seen.size).toBe(world.sites.length * SHIFTS.length);
  });

  test('knows rosters or headcounts of a municipality, never both (P1)', () => {
    const onlyCounts = new Set(
      world.municipalities.filter(({ plansFrom }) => plansFrom === 'headcounts').map(({ code }) => code),
    );
    expect(onlyCounts.size).toBeGreaterThan(0);
    expect(world.staff.some(({ municipality }) => onlyCounts.has(municipality))).toBe(false);
    for (const { siteId, people: count, lastOffers } of world.headcounts) {
      expect(onlyCounts.has(siteById.get(siteId)!.municipality)).toBe(true);
      expect(sum(lastOffers.map((offer) => offer.people))).toBe(count);
    }
  });

  test('shows an independent home, a supplier in two municipalities, and a swab team with six workstations', () => {
    const independent = world.organisations.filter((organisation) => organisation.independent);
    expect(independent.length).toBeGreaterThan(0);
    for (const { id } of independent) {
      const [home] = world.sites.filter(({ organisationId }) => organisationId === id);
      const staff = world.staff.filter(({ siteIds }) => siteIds[0] === home!.id);
      expect(staff.every(({ organisationId }) => organisationId === id)).toBe(true);
    }
    const supplied = world.staff.filter(({ employerId }) => employerId !== null);
    expect(new Set(supplied.map(({ municipality }) => municipality)).size).toBe(2 * world.regions.length);
    expect(supplied.some(({ siteIds }) => siteIds.length === 2)).toBe(true);
    expect(world.pools.every(({ workstations }) => workstations === 6)).toBe(true);
    expect(world.pools).toHaveLength(world.regions.length);
    for (const team of world.swabTeams) {
      expect(world.swabbers.some(({ teamId, siteIds }) => teamId === team.id && siteIds.length > 2)).toBe(
        true,
      );
    }
  });

  test('has rotas of one to six weeks, weekend-only people and people without a rota', () => {
    const rotas = world.staff.flatMap(({ rota }) => rota ?? []);
    expect(new Set(rotas.map(({ weeks }) => weeks))).toEqual(new Set([1, 2, 3, 4, 6]));
    expect(rotas.every(({ weeks, days }) => days.every((day) => day >= 0 && day < 7 * weeks))).toBe(true);
    expect(rotas.some(({ days }) => days.every((day) => day % 7 >= 5))).toBe(true);
    expect(world.staff.some(({ rota }) => rota === null)).toBe(true);
  });

  test('spreads the last offers over the six weeks before the first roll', () => {
    const perDate = new Map<CalendarDate, number>();
    const add = (date: CalendarDate, count: number) => perDate.set(date, (perDate.get(date) ?? 0) + count);
    for (const { lastOffer } of world.staff) if (lastOffer !== null) add(lastOffer, 1);
    for (const { lastOffers } of world.headcounts)
      for (const offer of lastOffers) add(offer.date, offer.people);
    const perWeek = new Map<string, number>();
    for (const [date, count] of perDate)
      perWeek.set(isoWeekOf(date), (perWeek.get(isoWeekOf(date)) ?? 0) + count);
    expect([...perWeek.keys()].sort()).toEqual([
      '2020-W32',
      '2020-W33',
      '2020-W34',
      '2020-W35',
      '2020-W36',
      '2020-W37',
    ]);
    const mean = sum([...perWeek.values()]) / 6;
    const tolerance = world.demo === 'tiny' ? 0.6 : 0.2;
    for (const count of perWeek.values()) expect(Math.abs(count / mean - 1)).toBeLessThan(tolerance);
  });

  test('invents telephone numbers that nobody has', () => {
    expect(world.contacts.every(({ phone }) => /^\+45 00 \d\d \d\d \d\d$/.test(phone))).toBe(true);
    expect(new Set(world.contacts.map(({ phone }) => phone)).size).toBe(world.contacts.length);
  });

  test('can swab everybody in their first roll, by somebody else', () => {
    const swabbersAt = new Map<string, DemoSwabber[]>();
    for (const swabber of world.swabbers)
      for (const id of swabber.siteIds) swabbersAt.set(id, [...(swabbersAt.get(id) ?? []), swabber]);
    // The country's people are looked at one in twenty.
    const looked = world.staff.filter((_, i) => i % (world.demo === 'denmark' ? 20 : 1) === 0);
    const stranded = looked.filter(
      (person) => !canBeSwabbed(person, (id) => [siteById.get(id)!, swabbersAt.get(id) ?? []]),
    );
    // Some leave before their next duty; nobody else is without a place.
    const unexplained = stranded.filter(({ inScopeTo }) => inScopeTo === null);
    expect(unexplained.map(({ id, shift, rota }) => ({ id, shift, rota }))).toEqual([]);
    expect(stranded.length).toBeLessThan(looked.length / 500 + 1);
  });
});

/** Rule `duty`, `swabber` and `own-sample` in the plainest way: is there one day and window with another's lane free? */
function canBeSwabbed(
  person: DemoStaffMember,
  at: (siteId: string) => [DemoSite, readonly DemoSwabber[]],
): boolean {
  const first = person.lastOffer ?? person.inScopeFrom;
  const paused = person.pausedUntil === null ? 0 : dayNumber(person.pausedUntil);
  const due = Math.max(dayNumber(mondayOf(first)) + 6 * 7 + 6, paused + 14);
  const gap = person.lastOffer === null ? 0 : 14;
  const from = Math.max(dayNumber(ROLL.from), dayNumber(first) + gap, paused);
  const to = Math.min(due, dayNumber(person.inScopeTo ?? calendarDate('2021-01-01')));
  // Hired late: due after the first roll.
  if (to > dayNumber(ROLL.to)) return true;
  for (const siteId of person.siteIds) {
    const [site, swabbers] = at(siteId);
    for (let day = from; day <= to; day += 1) {
      for (const window of site.windows) {
        const [start, end] = [minutesOf(window.from), minutesOf(window.to)];
        const mine = { rota: person.rota, hours: site.shiftHours[person.shift], margin: 30 };
        // Two swabs long, in steps of a quarter of an hour.
        for (let minute = start; minute + 15 <= end; minute += 15) {
          const span = { day, from: minute, to: minute + 15 };
          if (!isThere(mine, span)) continue;
          const other = swabbers.some(
            ({ staffId, rota, hours, trainedFrom }) =>
              staffId !== person.id &&
              dayNumber(trainedFrom) <= day &&
              isThere({ rota, hours, margin: 60 }, span),
          );
          if (other) return true;
        }
      }
    }
  }
  return false;
}

function isThere(
  {
    rota,
    hours: [from, to],
    margin,
  }: { rota: DemoRota | null; hours: readonly [string, string]; margin: number },
  span: { day: number; from: number; to: number },
): boolean {
  // A duty of the day before may last into this one.
  return [0, 1].some((before) => {
    const day = span.day - before;
    if (rota !== null) {
      const cycle = 7 * rota.weeks;
      const offset = (((day - dayNumber(ANCHOR)) % cycle) + cycle) % cycle;
      if (!rota.days.includes(offset)) return false;
    }
    const start = minutesOf(from) - before * 1440 - margin;
    const length = (minutesOf(to) - minutesOf(from) + 1440) % 1440;
    return span.from >= start && span.to <= start + length + 2 * margin;
  });
}

describe('seeds', () => {
  test('the same seed gives the same world, another seed another', () => {
    expect(digest(smallWorld(7))).toBe(digest(smallWorld(7)));
    expect(digest(generateWorld({ demo: 'hovedstaden', seed: 1 }))).toBe(digest(hovedstaden));
    expect(digest(smallWorld(8))).not.toBe(digest(smallWorld(7)));
    const ids = new Set(smallWorld(7).staff.map(({ id }) => id));
    expect(smallWorld(8).staff.some(({ id }) => ids.has(id))).toBe(false);
  });
});

describe('names', () => {
  test('are given once', () => {
    const names = sitesOf(denmark, 'nursing-home').map(({ name }) => name);
    expect(new Set(names.map((name) => name.split(' ').at(-1))).size).toBe(names.length);
    expect(new Set(denmark.sites.map(({ name, municipality }) => `${name} ${municipality}`)).size).toBe(
      denmark.sites.length,
    );
  });

  test('say in the supplier’s that it is invented', () => {
    const suppliers = denmark.organisations.filter(({ kind }) => kind === 'supplier');
    expect(suppliers.length).toBeGreaterThan(0);
    expect(suppliers.every(({ name }) => name.endsWith('(opdigtet)'))).toBe(true);
  });

  const sample = path.join(SHARED_DATA, 'reference', 'plejehjem_sample_6_municipalities.csv');
  if (!existsSync(sample)) {
    test.skip(`are not those of real homes: ${sample} is not here`, () => undefined);
  } else {
    test('are not those of real homes', () => {
      const real = readFileSync(sample, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0]!.split(' ').at(-1)!.toLowerCase())
        .filter((name) => name !== '');
      expect(real.length).toBeGreaterThan(30);
      const invented = denmark.sites.map(({ name }) => name.split(' ').at(-1)!.toLowerCase());
      expect(invented.filter((name) => real.includes(name))).toEqual([]);
    });
  }
});

describe('places', () => {
  test('of a site are within reach of a town of its municipality', () => {
    for (const { municipality, lat, lon } of denmark.sites) {
      const near = townsOf(municipality).some((town) => {
        const north = (lat - town.lat) * 111.2;
        const east = (lon - town.lon) * 111.2 * Math.cos((lat * Math.PI) / 180);
        return Math.hypot(north, east) <= town.reachKm + 0.01;
      });
      expect(near).toBe(true);
    }
  });

  test('of Bornholm are on the island, with a laboratory and a car of its own', () => {
    const island = hovedstaden.sites.filter(({ municipality }) => municipality === '0400');
    expect(island.length).toBeGreaterThan(2);
    const laboratory = hovedstaden.laboratories.find(({ id }) => id === island[0]!.laboratoryId)!;
    for (const { lat, lon } of [...island, laboratory]) {
      expect(lat > 54.98 && lat < 55.31 && lon > 14.67 && lon < 15.17).toBe(true);
    }
    const servedThere = hovedstaden.sites.filter(({ laboratoryId }) => laboratoryId === laboratory.id);
    expect(servedThere).toEqual(island);
    expect(hovedstaden.vehicles.filter(({ laboratoryId }) => laboratoryId === laboratory.id)).toHaveLength(1);
  });

  test('of laboratories can take a test of everybody in two weeks (R23)', () => {
    for (const { id, weekdayCapacity } of denmark.laboratories) {
      const staff = sum(denmark.sites.filter((site) => site.laboratoryId === id).map((site) => site.staff));
      expect(2 * sum(weekdayCapacity)).toBeGreaterThan(staff);
    }
  });

  if (!existsSync(path.join(SHARED_DATA, 'geo'))) {
    test.skip(`lie inside their municipality: ${SHARED_DATA}/geo is not here`, () => undefined);
  } else {
    test.each([
      [1, denmark],
      [2, generateWorld({ demo: 'denmark', seed: 2 })],
    ])('of the sites of seed %i lie on land inside their municipality', (_seed, world) => {
      const isInside = readBoundaries();
      const outside = world.sites.filter(
        ({ municipality, lat, lon }) => !isInside({ code: municipality, lat, lon }),
      );
      expect(outside.map(({ name, address }) => [name, address])).toEqual([]);
    });

    test('of every town tabulated lie inside its municipality', () => {
      const isInside = readBoundaries();
      const outside = denmark.municipalities.flatMap(({ code }) =>
        townsOf(code).filter(({ lat, lon }) => !isInside({ code, lat, lon })),
      );
      expect(outside).toEqual([]);
    });
  }
});

test('the municipalities are the real ones, in the regions of 2020', () => {
  for (const { code, region } of denmark.municipalities) expect(findMunicipality(code)?.region).toBe(region);
  expect(weeksBetween({ from: isoWeekOf(ROLL.from), to: isoWeekOf(ROLL.to) })).toBe(5);
  expect(daysBetween(ROLL)).toBe(41);
});
