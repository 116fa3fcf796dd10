import type { Actor } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';

/** What the API's endpoints get: the database, and who is asking (on loopback, without login: the operator). */
export interface ApiDeps {
  readonly db: Db;
  readonly actor: Actor;
}
