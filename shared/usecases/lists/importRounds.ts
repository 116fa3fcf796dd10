import { type Actor, asTenant } from '../../../db/asTenant.ts';
import type { Db, Transaction } from '../../../db/connect.ts';
import { insertAuditEntry } from '../../../db/queries/audit.ts';
import { listPickupSites } from '../../../db/queries/collected.ts';
import { listVans } from '../../../db/queries/fleet.ts';
import { type NewRound, replaceRounds } from '../../../db/queries/rounds.ts';
import { listSitesOfRegion } from '../../../db/queries/views/listChoices.ts';
import type { Clock } from '../../clock.ts';
import { readRounds, type RoundInFile } from '../../contracts/rounds.ts';
import { addDays, type CalendarDate, type Weekday, weekdayOf } from '../../domain/calendar/calendarDate.ts';
import { DomainProblem, type Fault } from '../../domain/problem.ts';

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * Takes in a region's courier rounds from a table (P10). A round of the same name is replaced.
 *
 * @throws DomainProblem `bad-file` where a site or a car is not known
 */
export async function importRounds(
  { db, clock, newId }: Deps,
  { actor, region, text, by }: { actor: Actor; region: string; text: string; by: string },
): Promise<{ rounds: number; stops: number }> {
  const read = readRounds(text);
  return asTenant(db, actor, async (transaction) => {
    const rounds: NewRound[] = [];
    const faults: Fault[] = [];
    for (const round of read)
      rounds.push({ ...(await resolved(transaction, region, round, faults)), id: newId() });
    if (faults.length > 0) throw new DomainProblem('bad-file', 'The rounds name what is not known', faults);
    await replaceRounds(transaction, region, rounds);
    const stops = rounds.reduce((sum, round) => sum + round.stops.length, 0);
    await insertAuditEntry(transaction, {
      id: newId(),
      at: clock.now(),
      actor: by,
      regionCode: region,
      action: 'imported',
      subject: 'courier rounds',
      subjectId: region,
      facts: { rounds: rounds.length, stops },
    });
    return { rounds: rounds.length, stops };
  });
}

/** A first day on which the round runs: cars have weekdays too. */
function firstDay({ from, weekdays }: RoundInFile): CalendarDate {
  const days = Array.from({ length: 7 }, (_, i) => addDays(from, i));
  return days.find((day) => weekdays.includes(weekdayOf(day) satisfies Weekday)) ?? from;
}

async function resolved(
  transaction: Transaction,
  region: string,
  round: RoundInFile,
  faults: Fault[],
): Promise<Omit<NewRound, 'id'>> {
  const on = firstDay(round);
  const place = `round ${round.name}`;
  const cars = await listVans(transaction, region, on);
  const car = cars.find(({ id, name }) => id === round.car || name === round.car);
  if (round.car !== '' && !car)
    faults.push({ place: `${place}, car`, message: `no car "${round.car}" on ${on}` });
  const choices = await listSitesOfRegion(transaction, { region, on });
  const stops = round.stops.map((stop) => {
    const named = choices.filter(({ id, name }) => id === stop.site || name === stop.site);
    if (stop.site !== '' && named.length !== 1) {
      const message =
        named.length === 0 ? `no site "${stop.site}"` : `"${stop.site}" is several sites: give its id`;
      faults.push({ place: `${place}, ${stop.name}`, message });
    }
    return { ...stop, site: named[0]?.id ?? null };
  });
  const sites = await listPickupSites(
    transaction,
    stops.flatMap(({ site }) => site ?? []),
  );
  const placeOf = new Map(sites.map((site) => [site.id, site]));
  const { name, weekdays, capacity, from, to } = round;
  return {
    ...{ name, weekdays, capacity, from, to },
    vehicle: car?.id ?? null,
    stops: stops.map(({ lat, lon, ...stop }) => ({
      ...stop,
      lat: lat ?? placeOf.get(stop.site ?? '')?.lat ?? 0,
      lon: lon ?? placeOf.get(stop.site ?? '')?.lon ?? 0,
    })),
  };
}
