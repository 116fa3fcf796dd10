import { z } from 'zod';
import type { Db } from '../../db/connect.ts';
import { DEMO_NAMES } from './world.ts';

export const INSTALLATION_KEY = 'demo';

const installed = z.object({ demo: z.enum(DEMO_NAMES), seed: z.int() });

export type InstalledDemo = Readonly<z.infer<typeof installed>>;

/** Which demo this database holds, if any: pages show the banner and the clock's buttons only then. */
export async function installedDemo(db: Db): Promise<InstalledDemo | undefined> {
  const row = await db
    .selectFrom('installation')
    .select('value')
    .where('key', '=', INSTALLATION_KEY)
    .executeTakeFirst();
  return row && installed.parse(row.value);
}
