import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listTestDayAnswers } from '../../db/queries/views/testDays.ts';
import type { TestDayAnswer } from '../contracts/views/testDays.ts';
import type { Clock } from '../clock.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';

/** R34: the test days of a region's allotments that are not over, with their answers and what another day would do. */
export async function showTestDays(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  {
    actor,
    region,
    municipality,
  }: { readonly actor: Actor; readonly region: string; readonly municipality?: string | undefined },
): Promise<readonly TestDayAnswer[]> {
  const on = wallClock(clock.now()).date;
  return asTenant(db, actor, (transaction) =>
    listTestDayAnswers(transaction, { region, on, municipality: municipality ?? null }),
  );
}
