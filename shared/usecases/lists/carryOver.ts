import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import { findNextList, type LeftBehind, listLeftBehind } from '../../../db/queries/leftBehind.ts';
import { insertListChanges } from '../../../db/queries/lists.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { wallClock } from '../../domain/calendar/copenhagen.ts';
import { regionOn } from '../../domain/geography/regions.ts';
import { DomainProblem } from '../../domain/problem.ts';
import type { Log } from '../../log.ts';
import { type ChangeDeps, changeList } from './changeList.ts';

export interface CarriedOver extends LeftBehind {
  readonly to: CalendarDate;
}

/**
 * Puts samples that a car did not get, and kits that it did not bring (R46), on the next run's list, where there is one; where there is none yet, the night that
 * plans it takes them along. What cannot be served (samples that would be too old, say) stays open: the kommune sees it.
 */
export async function carryOver(
  deps: ChangeDeps & { readonly log?: Log },
  { by }: { by: string },
): Promise<CarriedOver[]> {
  const { db, clock, log } = deps;
  const today = wallClock(clock.now()).date;
  const waiting = await asTenant(db, SYSTEM, async (transaction) => {
    const found: CarriedOver[] = [];
    for (const each of await listLeftBehind(transaction, { today })) {
      const to = await findNextList(transaction, { region: each.region, after: today });
      if (to !== undefined && !each.triedFor.includes(to)) found.push({ ...each, to });
    }
    return found;
  });
  const carried: CarriedOver[] = [];
  for (const each of waiting) {
    const { to: date, site, samples, kits, sessions } = each;
    const region = regionOn(each.region, date);
    try {
      await changeList(deps, {
        actor: SYSTEM,
        region,
        date,
        change: { kind: 'add', site, samples, kits, sessions },
        by,
        automatic: true,
      });
      carried.push(each);
    } catch (error) {
      if (!(error instanceof DomainProblem)) throw error;
      log?.warn({ region, date, stop: each.stop, reason: error.message }, 'samples or kits stay behind');
      // Somebody changed the list in the same moment: the next minute tries again. A rule says the same again.
      if (error.kind !== 'conflict') await noteRefusal(deps, each, { by, reason: error.message });
    }
  }
  return carried;
}

async function noteRefusal(
  { db, clock, newId }: ChangeDeps,
  { stop, planId, region, organisation, municipality, to }: CarriedOver,
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  await asTenant(db, SYSTEM, (transaction) =>
    insertListChanges(transaction, [
      {
        id: newId(),
        planId,
        stopId: stop,
        region,
        organisation,
        municipality,
        madeAt: clock.now(),
        madeBy: by,
        phone: null,
        change: 'left-behind',
        facts: { to, message: reason },
      },
    ]),
  );
}
