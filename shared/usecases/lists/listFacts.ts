import type { Transaction } from '../../../db/connect.ts';
import { listSessionsById } from '../../../db/queries/collected.ts';
import type { OwnedStop, StandingList } from '../../../db/queries/listRows.ts';
import { listSailings } from '../../../db/queries/ferries.ts';
import { type Timetable, timetableOn } from '../../domain/travel/timetable.ts';
import { listStopLocks } from '../../../db/queries/stopLocks.ts';
import type { StopLock } from '../../domain/lists/listChange.ts';
import type { PickupFacts } from '../../domain/planning/buildPickupProblem.ts';
import { loadFleet, loadSites } from '../planning/pickupDay.ts';

/** What a list is planned anew from. */
export interface ListFacts {
  readonly facts: Omit<PickupFacts, 'given'>;
  /** Names of the cars by id. */
  readonly carNames: ReadonlyMap<string, string>;
  /** Where a car unloads, by its id. */
  readonly laboratoryOf: ReadonlyMap<string, string | null>;
  /** What stops of the day shall keep, by site. */
  readonly locks: ReadonlyMap<string, StopLock>;
  readonly timetable: Timetable;
}

export async function loadListFacts(
  transaction: Transaction,
  { list, stops, more }: { list: StandingList; stops: readonly OwnedStop[]; more: readonly string[] },
): Promise<ListFacts> {
  const { region, date } = list;
  const fleet = await loadFleet(transaction, { region, date });
  const standing = stops.flatMap(({ id, state }) =>
    state === 'cancelled' ? [] : (list.sessions.get(id) ?? []),
  );
  const added = await listSessionsById(transaction, more);
  const garages = new Map(fleet.garages.map(({ id, laboratory }) => [id, laboratory]));
  const [first] = fleet.laboratories;
  return {
    facts: {
      ...fleet,
      date,
      sites: await loadSites(transaction, [...new Set(stops.map(({ site }) => site))]),
      sessions: [...standing, ...added],
      kits: new Map(),
    },
    carNames: new Map(fleet.vans.map(({ id, name }) => [id, name])),
    timetable: timetableOn(await listSailings(transaction, date), date),
    locks: await listStopLocks(transaction, { region, date }),
    laboratoryOf: new Map(fleet.vans.map(({ id, depot }) => [id, garages.get(depot) ?? first?.id ?? null])),
  };
}
