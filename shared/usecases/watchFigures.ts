import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { countQuarantined, newestMeasuring } from '../../db/queries/releases.ts';
import type { Clock } from '../clock.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { type FiguresAge, figuresAge } from '../domain/incidence/staleness.ts';
import { policyOn } from '../domain/policy/policy.ts';

/** Whether the figures can be trusted to be of today: for banners, health, metrics and the log. */
export interface FiguresWatch {
  /** Undefined while there is no release at all. */
  readonly age: FiguresAge | undefined;
  /** Releases that wait for somebody to judge them. */
  readonly quarantined: number;
}

export async function watchFigures({
  db,
  clock,
}: {
  readonly db: Db;
  readonly clock: Clock;
}): Promise<FiguresWatch> {
  const now = clock.now();
  const { date } = wallClock(now);
  return asTenant(db, SYSTEM, async (transaction) => {
    const newest = await newestMeasuring(transaction, date);
    const quarantined = await countQuarantined(transaction);
    if (!newest) return { age: undefined, quarantined };
    const { rules } = policyOn(await listPolicies(transaction), date);
    return { age: figuresAge(newest, now, rules), quarantined };
  });
}
