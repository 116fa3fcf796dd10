import { addDays, type CalendarDate, calendarDate, daysBetween } from '../domain/calendar/calendarDate.ts';
import type { Shift } from '../domain/calendar/shift.ts';
import type { Random } from '../domain/search/random.ts';
import type { Chance } from './chance.ts';
import { drawRota, dutiesInFirstRoll, FIRST_ROLL } from './rotas.ts';
import type { PlannedSite } from './sites.ts';
import { staffPerShift } from './staff.ts';
import type { DemoRota, DemoStaffMember, DemoSwabber } from './world.ts';

/** Somebody who may be trained: a member of staff, or a post in a municipality without rosters. */
export interface Candidate {
  readonly staffId: string | null;
  readonly label: string;
  readonly shift: Shift;
  readonly rota: DemoRota;
}

/** Swabbing takes people from care: no more of a shift than this, but two wherever there are two. */
const LARGEST_SHARE = 0.3;
const LEAST_PER_SHIFT = 2;
/** Another swabber pays if they are the missing one on so many days of the roll. */
const LEAST_GAIN_DAYS = 3;

/** R38: the region's own round; then those trained it trained others (R39), the last of them in September. */
const REGION_ROUND = calendarDate('2020-08-24');
const CHAIN_FROM = calendarDate('2020-08-31');
const CHAIN_DAYS = 12;
const LATE_TRAINING = calendarDate('2020-09-22');
const TRAINED_BY_REGION = 2;

const DAYS = daysBetween(FIRST_ROLL) + 1;

export function candidatesAmong(staff: readonly DemoStaffMember[]): Candidate[] {
  return staff.flatMap(({ id, label, shift, rota, inScopeTo, pausedUntil, lastOffer }) =>
    rota === null || inScopeTo !== null || pausedUntil !== null || lastOffer === null
      ? []
      : [{ staffId: id, label, shift, rota }],
  );
}

/** Posts for a site without a roster, enough to choose from. */
export function anonymousCandidates(site: PlannedSite, chance: Chance): Candidate[] {
  const random = chance.stream(`swabbers' posts of ${site.id}`);
  const perShift = staffPerShift(site);
  return (['day', 'evening', 'night'] as const).flatMap((shift) =>
    Array.from({ length: perShift[shift] }, (_, i) => ({
      staffId: null,
      label: `${site.name}, ${shift} ${i + 1}`,
      shift,
      rota: drawRota(random, shift),
    })),
  );
}

/**
 * Chooses who is trained at a site, so that on every day of the first roll each window finds its swabbers: day staff
 * for the morning, evening staff for both handovers, and night staff so that nobody has to swab themselves.
 */
export function chooseSwabbers(site: PlannedSite, candidates: readonly Candidate[]): Candidate[] {
  const lanes = Math.max(...site.windows.map((window) => window.lanes));
  return [
    ...cover(candidates, 'day', (weekday) => (weekday < 5 ? lanes : 1)),
    ...cover(candidates, 'evening', (weekday) => (weekday < 5 ? lanes : 1)),
    ...cover(candidates, 'night', () => 1),
  ];
}

function cover(
  candidates: readonly Candidate[],
  shift: Shift,
  wanted: (weekday: number) => number,
): Candidate[] {
  const free = candidates
    .filter((candidate) => candidate.shift === shift)
    .map((candidate) => ({ candidate, duty: dutiesInFirstRoll(candidate.rota) }));
  const most = Math.max(LEAST_PER_SHIFT, Math.floor(free.length * LARGEST_SHARE));
  // The first roll begins on a Monday.
  const missing = Array.from({ length: DAYS }, (_, i) => wanted(i % 7));
  const chosen: Candidate[] = [];
  while (chosen.length < most && free.length > 0) {
    const gains = free.map(({ duty }) => duty.reduce((sum, day) => sum + (missing[day]! > 0 ? 1 : 0), 0));
    const best = gains.indexOf(Math.max(...gains));
    if (gains[best]! < LEAST_GAIN_DAYS && chosen.length >= LEAST_PER_SHIFT) break;
    const [taken] = free.splice(best, 1);
    for (const day of taken!.duty) missing[day]! -= 1;
    chosen.push(taken!.candidate);
  }
  return chosen;
}

export interface Training {
  readonly organisationId: string;
  readonly site: PlannedSite;
  readonly chosen: readonly Candidate[];
  readonly team: { readonly id: string; readonly siteIds: readonly string[] } | null;
  readonly chance: Chance;
}

/** The chain of training at one site (R38, R39). */
export function train({ organisationId, site, chosen, team, chance }: Training): DemoSwabber[] {
  const random = chance.stream(`training at ${site.id}`);
  const idOf = ({ label }: Candidate) => chance.id(`swabber ${organisationId} ${label}`);
  const inOrder = byShiftInTurn(chosen);
  return inOrder.map((candidate, i) => ({
    id: idOf(candidate),
    staffId: candidate.staffId,
    organisationId,
    municipality: site.municipality,
    label: candidate.label,
    teamId: team?.id ?? null,
    siteIds: team === null ? [site.id] : team.siteIds,
    hours: site.shiftHours[candidate.shift],
    rota: candidate.rota,
    trainedFrom: trainedFrom(i, inOrder.length, random),
    trainedBy: i < TRAINED_BY_REGION ? null : idOf(inOrder[i % TRAINED_BY_REGION]!),
  }));
}

/** Those whom the region trains come from different shifts. */
function byShiftInTurn(chosen: readonly Candidate[]): Candidate[] {
  const first = TRAINED_BY_REGION / 2;
  const of = (shift: Shift) => chosen.filter((candidate) => candidate.shift === shift);
  const [day, evening, night] = [of('day'), of('evening'), of('night')];
  return [
    ...day.slice(0, first),
    ...evening.slice(0, first),
    ...day.slice(first),
    ...evening.slice(first),
    ...night,
  ];
}

function trainedFrom(index: number, count: number, random: Random): CalendarDate {
  if (index < TRAINED_BY_REGION) return addDays(REGION_ROUND, Math.floor(random() * 5));
  // At a large site the last one is trained when the roll has begun (R41).
  if (index === count - 1 && count > 12) return LATE_TRAINING;
  return addDays(CHAIN_FROM, Math.floor(random() * CHAIN_DAYS));
}
