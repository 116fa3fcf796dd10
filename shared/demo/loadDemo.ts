import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { DomainProblem } from '../domain/problem.ts';
import { DEMO_START, startDemoClock } from './demoClock.ts';
import { generateWorld } from './generateWorld.ts';
import { worldRows } from './worldRows.ts';
import { type InstalledDemo, installedDemo, INSTALLATION_KEY } from './installedDemo.ts';
import type { DemoName } from './world.ts';

export interface LoadedDemo extends InstalledDemo {
  /** False when it stood already. */
  readonly loaded: boolean;
  readonly sites: number;
  /** Staff by name and by number. */
  readonly people: number;
}

const DEFAULT_SEED = 1;

/**
 * Loads the invented world and starts the demo's clock, all in one transaction: whatever kills the process leaves
 * nothing behind, and the next start loads again. Called a second time it changes nothing.
 *
 * @throws DomainProblem `conflict` when the database holds another demo, or sites that are no demo's.
 */
export async function loadDemo(
  { db }: { db: Db },
  { demo, seed = DEFAULT_SEED }: { demo: DemoName; seed?: number },
): Promise<LoadedDemo> {
  return asTenant(db, SYSTEM, async (transaction) => {
    // Two processes that start on one empty database: the second waits here and then finds it loaded.
    await sql`SELECT pg_advisory_xact_lock(hashtext('podeplan-demo'))`.execute(transaction);
    const standing = await installedDemo(transaction);
    if (standing !== undefined) {
      refuseAnother(standing, demo);
      return { ...standing, loaded: false, ...(await countWorld(transaction)) };
    }
    await refuseForeignSites(transaction);
    const world = generateWorld({ demo, seed });
    for (const { insert } of worldRows(world)) await insert(transaction);
    await transaction
      .insertInto('installation')
      .values({ key: INSTALLATION_KEY, value: { demo, seed }, changedAt: DEMO_START })
      .execute();
    await startDemoClock(transaction);
    return { demo, seed, loaded: true, ...(await countWorld(transaction)) };
  });
}

function refuseAnother(standing: InstalledDemo, demo: DemoName): void {
  if (standing.demo === demo) return;
  throw new DomainProblem(
    'conflict',
    `This database holds the demo "${standing.demo}"; use another data folder for "${demo}"`,
  );
}

async function refuseForeignSites(transaction: Transaction): Promise<void> {
  const site = await transaction.selectFrom('sites').select('id').limit(1).executeTakeFirst();
  if (site) throw new DomainProblem('conflict', 'This database holds real sites: no demo is loaded into it');
}

async function countWorld(transaction: Transaction): Promise<{ sites: number; people: number }> {
  const { rows } = await sql<{ sites: number; people: number }>`
    SELECT (SELECT count(*) FROM sites) AS sites,
      (SELECT count(*) FROM staff) + (SELECT coalesce(sum(people), 0) FROM headcounts) AS people
  `.execute(transaction);
  return rows[0]!;
}
