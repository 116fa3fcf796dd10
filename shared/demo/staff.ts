import { addDays, type CalendarDate, calendarDate } from '../domain/calendar/calendarDate.ts';
import type { Shift } from '../domain/calendar/shift.ts';
import { SHIFTS } from '../domain/calendar/shift.ts';
import { type Random, randomInt } from '../domain/search/random.ts';
import { apportion, type Chance } from './chance.ts';
import { drawLastOffer, pastTestDays } from './pastOffers.ts';
import { drawRota } from './rotas.ts';
import type { PlannedSite } from './sites.ts';
import type { DemoCareTeam, DemoHeadcount, DemoRota, DemoSiteKind, DemoStaffMember } from './world.ts';

/** Of a hundred who work at such a place: how many by day, in the evening and at night. */
const SHARES: Readonly<Record<DemoSiteKind, Readonly<Record<Shift, number>>>> = {
  'nursing-home': { day: 56, evening: 29, night: 15 },
  'home-care-district': { day: 70, evening: 22, night: 8 },
  'home-nursing': { day: 72, evening: 20, night: 8 },
};
const IN_SCOPE_SINCE = calendarDate('2020-08-01');
const FIRST_HIRE = calendarDate('2020-09-10');
const FIRST_LEAVING = calendarDate('2020-10-01');
const FIRST_RETURN = calendarDate('2020-09-21');
const CARE_TEAM_SIZE = 40;

export function staffPerShift({ kind, staff }: PlannedSite): Record<Shift, number> {
  const shares = SHARES[kind];
  const [day = 0, evening = 0, night = 0] = apportion({
    total: staff,
    weights: SHIFTS.map((shift) => shares[shift]),
    least: 1,
  });
  return { day, evening, night };
}

/** What a person may be besides a person at a site: chosen by the one who plans the municipality. */
export interface Employment {
  readonly organisationId: string;
  readonly employerId: string | null;
  /** Further places where they work. */
  readonly alsoAt: readonly string[];
  readonly careTeamId: string | null;
}

export interface SiteStaffOptions {
  readonly site: PlannedSite;
  readonly chance: Chance;
  readonly nextLabel: () => string;
  readonly employment: (index: number, random: Random) => Employment;
}

/** The people of one site with a roster. */
export function staffOf({ site, chance, nextLabel, employment }: SiteStaffOptions): DemoStaffMember[] {
  const random = chance.stream(`staff of ${site.id}`);
  const testDays = pastTestDays(random, site.staff);
  const perShift = staffPerShift(site);
  let index = 0;
  return SHIFTS.flatMap((shift) =>
    Array.from({ length: perShift[shift] }, (): DemoStaffMember => {
      const { organisationId, employerId, alsoAt, careTeamId } = employment(index, random);
      const rota = random() < 0.08 ? null : drawRota(random, shift);
      const scope = scopeOf(random, { openFrom: site.openFrom, rota });
      index += 1;
      return {
        id: chance.id(`staff ${site.id} ${index}`),
        organisationId,
        employerId,
        municipality: site.municipality,
        label: nextLabel(),
        careTeamId,
        siteIds: [site.id, ...alsoAt],
        shift,
        rota,
        ...scope,
        // Those who are new have had none.
        lastOffer: scope.inScopeFrom > IN_SCOPE_SINCE ? null : drawLastOffer({ random, rota, testDays }),
      };
    }),
  );
}

/** Most are there throughout; some are hired, leave, or are away until a day (A7, A15). */
function scopeOf(
  random: Random,
  { openFrom, rota }: { openFrom: CalendarDate; rota: DemoRota | null },
): Pick<DemoStaffMember, 'inScopeFrom' | 'inScopeTo' | 'pausedUntil'> {
  const always = { inScopeFrom: IN_SCOPE_SINCE, inScopeTo: null, pausedUntil: null };
  if (openFrom > IN_SCOPE_SINCE) return { ...always, inScopeFrom: openFrom };
  const lot = random();
  const days = randomInt(random, 28);
  if (lot < 0.012) return { ...always, inScopeFrom: addDays(FIRST_HIRE, days) };
  if (lot < 0.02) return { ...always, inScopeTo: addDays(FIRST_LEAVING, days) };
  // Back at work, they must have a duty within the fortnight in which they are due.
  if (lot < 0.03 && (rota?.weeks ?? 1) <= 2)
    return { ...always, pausedUntil: addDays(FIRST_RETURN, days % 14) };
  return always;
}

/** P1: a site whose municipality has numbers and no roster. */
export function headcountsOf(site: PlannedSite, chance: Chance): DemoHeadcount[] {
  const testDays = pastTestDays(chance.stream(`staff of ${site.id}`), site.staff).sort();
  const perShift = staffPerShift(site);
  return SHIFTS.map((shift) => {
    const people = perShift[shift];
    const shares = apportion({ total: people, weights: testDays.map(() => 1), least: 0 });
    return {
      id: chance.id(`headcount ${site.id} ${shift}`),
      siteId: site.id,
      shift,
      people,
      lastOffers: testDays
        .map((date, i) => ({ date, people: shares[i]! }))
        .filter((offers) => offers.people > 0),
    };
  });
}

/** Mobile groups of about forty. */
export function careTeamsOf(site: PlannedSite, organisationId: string, chance: Chance): DemoCareTeam[] {
  if (site.kind !== 'home-care-district') return [];
  const count = Math.max(1, Math.round(site.staff / CARE_TEAM_SIZE));
  return Array.from({ length: count }, (_, i) => ({
    id: chance.id(`care team ${site.id} ${i}`),
    organisationId,
    municipality: site.municipality,
    name: `${site.name}, gruppe ${i + 1}`,
  }));
}
