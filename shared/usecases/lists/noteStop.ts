import { type Actor, asTenant } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { insertListChanges, lockStops, setStopNote } from '../../../db/queries/lists.ts';
import type { Clock } from '../../clock.ts';
import { DomainProblem } from '../../domain/problem.ts';

export interface StopNote {
  readonly actor: Actor;
  readonly stop: string;
  readonly note: string;
  readonly by: string;
  readonly phone?: string | undefined;
}

/** P12: what the driver has to know at a stop. Written into the log as any change is. */
export async function noteStop(
  { db, clock, newId }: { readonly db: Db; readonly clock: Clock; readonly newId: () => string },
  { actor, stop: id, note, by, phone }: StopNote,
): Promise<void> {
  await asTenant(db, actor, async (transaction) => {
    const stop = (await lockStops(transaction, [id])).get(id);
    if (!stop?.inForce) throw new DomainProblem('not-found', 'There is no such stop on a list in force');
    await setStopNote(transaction, id, note);
    await insertListChanges(transaction, [
      {
        id: newId(),
        planId: stop.planId,
        stopId: id,
        region: stop.region,
        organisation: stop.organisation,
        municipality: stop.municipality,
        madeAt: clock.now(),
        madeBy: by,
        phone: phone ?? null,
        change: 'note',
        facts: { note },
      },
    ]);
  });
}
