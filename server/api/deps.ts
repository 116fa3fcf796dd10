import type { Actor } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import type { Clock } from '../../shared/clock.ts';
import type { TravelSource } from '../../shared/domain/travel/source.ts';
import type { SolveRoll } from '../../shared/usecases/planning/solver.ts';
import type { SolvePickups } from '../../shared/usecases/planPickups.ts';

/** What the API's endpoints get: the database, what day it is, and who is asking (on loopback, without
 * login: the operator). */
export interface ApiDeps {
  readonly db: Db;
  readonly actor: Actor;
  /** The demo's stands still until it is refreshed, which happens before each request. */
  readonly clock: Clock & { readonly refresh?: () => Promise<Date> };
  readonly newId: () => string;
  /** The planner that re-plans a list while somebody waits. */
  readonly planPickups: SolvePickups;
  /** The one that plans a roll while somebody waits. */
  readonly planRoll: SolveRoll;
  readonly travel?: TravelSource | undefined;
}
