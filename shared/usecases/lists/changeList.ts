import { type Actor, asTenant } from '../../../db/asTenant.ts';
import type { Db, Transaction } from '../../../db/connect.ts';
import {
  findSiteOwner,
  linkSessions,
  lockList,
  type OwnedStop,
  writeList,
} from '../../../db/queries/listRows.ts';
import type { StandingList } from '../../../db/queries/listRows.ts';
import { insertListChanges, type ListChangeRow } from '../../../db/queries/lists.ts';
import { listPolicies } from '../../../db/queries/policies.ts';
import { writeStopLocks } from '../../../db/queries/stopLocks.ts';
import type { ChangedList, ListPrice } from '../../contracts/views/changedList.ts';
import type { Clock } from '../../clock.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { wallClock } from '../../domain/calendar/copenhagen.ts';
import { changedStops } from '../../domain/lists/changes.ts';
import type { ListChange, StopLock } from '../../domain/lists/listChange.ts';
import { locksSetBy } from '../../domain/lists/locks.ts';
import { noSamplesUntil } from '../../domain/lists/listHours.ts';
import { refuseSilentChange } from '../../domain/lists/telephone.ts';
import { type Move, movesBetween } from '../../domain/lists/reseat.ts';
import { policyOn } from '../../domain/policy/policy.ts';
import type { TravelSource } from '../../domain/travel/source.ts';
import { DomainProblem } from '../../domain/problem.ts';
import type { SolvePickups } from '../planPickups.ts';
import { loadListFacts, type ListFacts } from './listFacts.ts';
import { replan, type Replanned } from './replan.ts';

export interface ChangeDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly planPickups: SolvePickups;
  readonly travel?: TravelSource | undefined;
}

export interface ChangeInput {
  readonly actor: Actor;
  readonly region: string;
  readonly date: CalendarDate;
  readonly change: ListChange;
  /** Who registers it. */
  readonly by: string;
  /** Whom one talked to: a fixed list is changed by telephone (R56). */
  readonly phone?: string | undefined;
  /** Nobody calls: the night, or the minute, does what the rules say. */
  readonly automatic?: boolean;
  /** Say what would change, and change nothing. */
  readonly preview?: boolean;
}

/**
 * Changes a day's list in place (R56): what is driven stays, the rest is planned anew with as few moves as it takes,
 * and the log says who asked, by which telephone, and what moved.
 *
 * @throws DomainProblem `refused-by-rule` where a stop that is to come on cannot be served; the sentence says why and
 * what would help. `conflict` where the list has changed meanwhile.
 */
export async function changeList(deps: ChangeDeps, input: ChangeInput): Promise<ChangedList> {
  const { db, newId } = deps;
  const read = await asTenant(db, input.actor, (transaction) => readList(transaction, deps, input));
  const result = await replan(deps, { ...read, change: input.change });
  if (input.preview) return said({ ...input, ...read, result });
  return asTenant(db, input.actor, async (transaction) => {
    const list = await lockList(transaction, input);
    if (!list || fingerprint(list) !== fingerprint(read.list)) {
      throw new DomainProblem('conflict', 'The list has changed meanwhile; look at it and try again');
    }
    return save(transaction, { ...input, ...read, result, newId, at: deps.clock.now() });
  });
}

interface Read {
  readonly list: StandingList;
  readonly stops: readonly OwnedStop[];
  readonly added: OwnedStop | null;
  readonly facts: ListFacts;
  readonly now: number | null;
  /** After the change. */
  readonly locks: ReadonlyMap<string, StopLock>;
}

async function readList(
  transaction: Transaction,
  { clock, newId }: ChangeDeps,
  { region, date, change, phone, automatic = false }: ChangeInput,
): Promise<Read> {
  const list = await lockList(transaction, { region, date });
  if (!list) throw new DomainProblem('not-found', `Region ${region} has no pickup list for ${date}`);
  if (!automatic) {
    const { rules } = policyOn(await listPolicies(transaction), date);
    refuseSilentChange(change, {
      state: list.state,
      phone,
      now: clock.now(),
      bySiteUntil: noSamplesUntil(date, rules),
      time: rules.noSamplesUntil,
    });
  }
  const now = minuteOf(date, clock);
  const owner = change.kind === 'add' ? await findSiteOwner(transaction, change.site) : undefined;
  if (change.kind === 'add' && !owner) throw new DomainProblem('not-found', 'There is no such site');
  const stops = changedStops<OwnedStop>(list.stops, change, (site) => ({
    id: newId(),
    route: '',
    site,
    organisation: owner?.organisation ?? '',
    municipality: owner?.municipality ?? '',
    position: list.stops.length + 1,
    arrival: 0,
    departure: 0,
    samples: 0,
    kits: 0,
    state: list.state,
  }));
  const added = stops.find(({ route }) => route === '') ?? null;
  const more = change.kind === 'add' ? change.sessions : undefined;
  const facts = await loadListFacts(transaction, { list, stops, more: more ?? [] });
  const locks = new Map(facts.locks);
  for (const [site, lock] of locksSetBy(list, change))
    if (lock) locks.set(site, lock);
    else locks.delete(site);
  return { list, stops, added, facts, now, locks };
}

/** Minutes into the list's day; null before it, and refused after it. */
function minuteOf(date: CalendarDate, clock: Clock): number | null {
  const { date: today, time } = wallClock(clock.now());
  if (date < today) throw new DomainProblem('refused-by-rule', `The day of ${date} is over`);
  if (date > today) return null;
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** Whatever a driver or another call may have done while this one was planned. */
const fingerprint = ({ planId, state, stops }: StandingList): string =>
  JSON.stringify([
    planId,
    state,
    stops.map(({ id, route, position, samples, kits, state: is }) => [
      id,
      route,
      position,
      samples,
      kits,
      is,
    ]),
  ]);

interface ToSave extends ChangeInput, Read {
  readonly result: Replanned;
  readonly newId: () => string;
  readonly at: Date;
}

async function save(transaction: Transaction, given: ToSave): Promise<ChangedList> {
  const { list, added, facts, result, change } = given;
  const rows = new Map(given.stops.map((stop) => [stop.id, stop]));
  const after = result.seated.stops.flatMap((stop) => {
    const row = rows.get(stop.id);
    return row ? [{ ...row, ...stop }] : [];
  });
  await writeList(
    transaction,
    list,
    { ...result.seated, stops: after },
    {
      newStops: new Set(added ? [added.id] : []),
      laboratoryOf: (vehicle) => facts.laboratoryOf.get(vehicle) ?? null,
    },
  );
  const about = aboutOf(given);
  if (change.kind === 'add' && about)
    await linkSessions(transaction, { stop: about, region: list.region, sessions: change.sessions ?? [] });
  const set = [...locksSetBy(list, change)].map(([site, lock]) => ({ id: given.newId(), site, lock }));
  await writeStopLocks(transaction, list, set);
  const changed = said(given);
  await insertListChanges(transaction, logRows(given, changed.moves));
  return changed;
}

function said(given: Read & { readonly change: ListChange; readonly result: Replanned }): ChangedList {
  const { list, result } = given;
  const priceOf = (routes: readonly ListPrice[]) => ({
    cost: routes.reduce((sum, { cost }) => sum + cost, 0),
    km: routes.reduce((sum, { km }) => sum + km, 0),
  });
  return {
    planId: list.planId,
    stop: aboutOf(given)?.id ?? null,
    moves: movesBetween(list, result.seated),
    leftOut: result.leftOut,
    price: { before: priceOf(list.routes), after: priceOf(result.seated.routes) },
  };
}

/** The stop that a change is about. */
function aboutOf({ change, stops }: Pick<ToSave, 'change' | 'stops'>): OwnedStop | undefined {
  if (change.kind === 'car-out' || change.kind === 'order') return undefined;
  if (change.kind === 'add')
    return stops.findLast(({ site, state }) => site === change.site && state !== 'cancelled');
  return stops.find(({ id }) => id === change.stop);
}

function logRows(given: ToSave, moves: readonly Move[]): ListChangeRow[] {
  const { list, stops, change, by, phone, at, newId, result, facts } = given;
  const row = (stopId: string | null, what: string, more: object): ListChangeRow => {
    const stop = stops.find(({ id }) => id === stopId);
    return {
      id: newId(),
      planId: list.planId,
      stopId,
      region: list.region,
      organisation: stop?.organisation ?? null,
      municipality: stop?.municipality ?? null,
      madeAt: at,
      madeBy: by,
      phone: phone ?? null,
      change: what,
      facts: { ...more },
    };
  };
  const carName = (id: string) => facts.carNames.get(id) ?? '';
  const { kind, ...words } = change;
  const car = 'vehicle' in change && change.vehicle !== undefined ? { car: carName(change.vehicle) } : {};
  const { vehicle: _id, ...rest } = { vehicle: undefined, ...words };
  return [
    row(aboutOf(given)?.id ?? null, kind, { ...rest, ...car }),
    ...result.leftOut.map(({ stop, message, fix }) => row(stop, 'left-out', { message, fix })),
    ...moves.map(({ stop, from, to }) =>
      row(stop, 'moved', {
        from: { car: carName(from.vehicle), arrival: from.arrival },
        to: { car: carName(to.vehicle), arrival: to.arrival },
      }),
    ),
  ];
}
