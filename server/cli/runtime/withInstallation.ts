import { randomUUID } from 'node:crypto';
import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { type Clock, systemClock } from '../../../shared/clock.ts';
import { demoClock } from '../../../shared/demo/demoClock.ts';
import { installedDemo } from '../../../shared/demo/installedDemo.ts';
import type { CliContext } from '../command.ts';
import { withDatabase } from './withDatabase.ts';

/** What the use cases of a command need. */
export interface Installation {
  readonly db: Db;
  /** The demo's own time where the demo is installed. */
  readonly clock: Clock;
  readonly newId: () => string;
}

export async function withInstallation<T>(
  context: CliContext,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  return withDatabase(context, async (db) => {
    const demo = await asTenant(db, SYSTEM, installedDemo);
    return work({ db, clock: demo ? await demoClock(db) : systemClock, newId: randomUUID });
  });
}
