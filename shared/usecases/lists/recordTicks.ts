import { type Actor, asTenant } from '../../../db/asTenant.ts';
import type { Db, Transaction } from '../../../db/connect.ts';
import {
  insertListChanges,
  insertTick,
  type LivingStop,
  listTickOutcomes,
  lockStops,
  setKitsDelivered,
  type StopChange,
  updateStop,
} from '../../../db/queries/lists.ts';
import type { Clock } from '../../clock.ts';
import { nextStopState, type StopState } from '../../domain/lists/stopLife.ts';

/** What a driver says happened at a stop. */
export interface Tick {
  /** The client's own: sent twice, it counts once. */
  readonly key: string;
  readonly stop: string;
  readonly event: 'pick-up' | 'deliver' | 'miss' | 'refuse' | 'undo';
  /** By the driver's clock. */
  readonly at: Date;
  readonly samples?: number | undefined;
  readonly kits?: number | undefined;
  readonly note?: string | undefined;
}

/** What became of a tick, and how the stop stands now. */
export interface TickOutcome {
  readonly key: string;
  readonly stop: string;
  /** `conflict`: somebody has been there, or the list has changed; the row says how it stands, and nothing was changed. */
  readonly outcome: 'recorded' | 'repeated' | 'conflict' | 'unknown';
  readonly state: StopState | null;
  readonly at: Date | null;
  readonly by: string | null;
  readonly samples: number | null;
}

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * Takes in what drivers have ticked off, in the order in which it happened (R56). A key that is known already changes
 * nothing; a tick that cannot be is kept as a conflict and told.
 */
export async function recordTicks(
  deps: Deps,
  { actor, ticks, by }: { actor: Actor; ticks: readonly Tick[]; by?: string | undefined },
): Promise<TickOutcome[]> {
  return asTenant(deps.db, actor, async (transaction) => {
    const stops = await lockStops(transaction, [...new Set(ticks.map(({ stop }) => stop))]);
    const known = await listTickOutcomes(
      transaction,
      ticks.map(({ key }) => key),
    );
    const outcomes = new Map<string, TickOutcome['outcome']>(known);
    for (const tick of ticks.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
      const stop = stops.get(tick.stop);
      if (outcomes.has(tick.key)) continue;
      if (!stop) {
        outcomes.set(tick.key, 'unknown');
        continue;
      }
      const { outcome, after } = await recordTick(transaction, deps, { tick, stop, by: by ?? stop.vehicle });
      outcomes.set(tick.key, outcome);
      stops.set(stop.id, after);
    }
    return ticks.map(({ key, stop: id }) => {
      const stop = stops.get(id);
      return {
        key,
        stop: id,
        outcome: outcomes.get(key) ?? 'unknown',
        state: stop?.state ?? null,
        at: stop?.pickedUpAt ?? null,
        by: stop?.pickedUpBy ?? null,
        samples: stop?.samplesCollected ?? null,
      };
    });
  });
}

interface Given {
  readonly tick: Tick;
  readonly stop: LivingStop;
  readonly by: string;
}

async function recordTick(
  transaction: Transaction,
  deps: Deps,
  given: Given,
): Promise<{ outcome: 'recorded' | 'repeated' | 'conflict'; after: LivingStop }> {
  const { tick, stop, by } = given;
  const now = deps.clock.now();
  // A telephone whose clock is ahead does not pick up tomorrow.
  const happenedAt = tick.at > now ? now : tick.at;
  const state = stop.inForce ? nextStopState(stop.state, tick.event) : null;
  const outcome = state !== null ? 'recorded' : saysTheSame(given) ? 'repeated' : 'conflict';
  await insertTick(transaction, {
    key: tick.key,
    stop,
    event: tick.event,
    happenedAt,
    receivedAt: now,
    madeBy: by,
    samples: tick.samples ?? null,
    kits: tick.kits ?? null,
    note: tick.note ?? null,
    outcome,
  });
  if (state === null) return { outcome, after: stop };
  const change = changeOf(given, state, happenedAt);
  await updateStop(transaction, stop.id, change);
  if (tick.event === 'pick-up' || tick.event === 'undo')
    await setKitsDelivered(transaction, {
      stop,
      kits: change.kitsDelivered ?? 0,
      id: deps.newId(),
      at: now,
      by,
    });
  if (tick.event === 'miss' || tick.event === 'refuse')
    await insertListChanges(transaction, [
      {
        id: deps.newId(),
        planId: stop.planId,
        stopId: stop.id,
        region: stop.region,
        organisation: stop.organisation,
        municipality: stop.municipality,
        madeAt: now,
        madeBy: by,
        phone: null,
        change: state,
        facts: tick.note === undefined ? {} : { note: tick.note },
      },
    ]);
  return { outcome, after: { ...stop, ...change } };
}

/** Two phones in one car, or a page that was loaded before: the stop stands as the tick says. */
function saysTheSame({ tick, stop }: Given): boolean {
  if (!stop.inForce) return false;
  if (tick.event === 'pick-up')
    return (
      (stop.state === 'picked-up' || stop.state === 'delivered') &&
      (tick.samples === undefined || tick.samples === stop.samplesCollected) &&
      (tick.kits === undefined || tick.kits === stop.kitsDelivered)
    );
  const reached = { deliver: 'delivered', miss: 'missed', refuse: 'refused', undo: 'frozen' } as const;
  return stop.state === reached[tick.event];
}

function changeOf({ tick, stop, by }: Given, state: StopState, at: Date): StopChange {
  if (tick.event === 'pick-up')
    return {
      state,
      pickedUpAt: at,
      pickedUpBy: by,
      samplesCollected: tick.samples ?? stop.samples,
      kitsDelivered: tick.kits ?? stop.kits,
    };
  if (tick.event === 'deliver') return { state, deliveredAt: at };
  if (tick.event === 'undo')
    return { state, pickedUpAt: null, pickedUpBy: null, samplesCollected: null, kitsDelivered: null };
  return { state };
}
