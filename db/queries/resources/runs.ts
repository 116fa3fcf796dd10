import type { Db } from '../../connect.ts';

export interface RunFilter {
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listRuns(db: Db, { kind, state, limit }: RunFilter) {
  return db
    .selectFrom('runs')
    .selectAll()
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function findRun(db: Db, id: string) {
  return db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function listRunSteps(db: Db, runId: string) {
  return db
    .selectFrom('runSteps')
    .select(['step', 'result', 'finishedAt'])
    .where('runId', '=', runId)
    .orderBy('finishedAt')
    .orderBy('step')
    .execute();
}
