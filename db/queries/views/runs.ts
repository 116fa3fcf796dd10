import { sql } from 'kysely';
import type { RunsView, RunStepView, RunView } from '../../../shared/contracts/views/runs.ts';
import { readRunNote } from '../../../shared/contracts/runNotes.ts';
import type { Db } from '../../connect.ts';

const NEWEST = 30;

/** The newest runs, the newest first. */
export async function runsView(db: Db): Promise<RunsView> {
  const { rows } = await sql<Omit<RunView, 'steps'>>`
    SELECT runs.id, runs.kind, runs.for_date, coalesce(municipalities.name, regions.name) AS place, runs.state,
      runs.step, runs.progress, runs.message,
      CASE WHEN runs.error IS NULL THEN NULL
        ELSE coalesce(runs.error ->> 'reason', runs.error ->> 'message', runs.error #>> '{}') END AS error,
      runs.created_at, runs.started_at, runs.finished_at
    FROM runs
    LEFT JOIN municipalities ON municipalities.code = runs.municipality_code
    LEFT JOIN regions ON regions.code = runs.region_code
    ORDER BY runs.created_at DESC, runs.for_date DESC
    LIMIT ${NEWEST}`.execute(db);
  const steps = Map.groupBy(
    await listSteps(
      db,
      rows.map(({ id }) => id),
    ),
    ({ runId }) => runId,
  );
  return {
    runs: rows.map((run) => ({
      ...run,
      message: readRunNote(run.message),
      steps: (steps.get(run.id) ?? []).map(({ runId, ...step }) => step),
    })),
  };
}

async function listSteps(db: Db, runIds: readonly string[]): Promise<(RunStepView & { runId: string })[]> {
  if (runIds.length === 0) return [];
  const { rows } = await sql<RunStepView & { runId: string }>`
    SELECT run_id, step, finished_at, result -> 'note' AS note
    FROM run_steps
    WHERE run_id = ANY (${runIds})
    ORDER BY finished_at`.execute(db);
  return rows.map((row) => ({ ...row, note: readRunNote(row.note) }));
}

/** Whether anything is being worked on now. A run that waits for a person is not. */
export async function isWorking(db: Db): Promise<boolean> {
  const { rows } = await sql<{ working: boolean }>`
    SELECT EXISTS (SELECT FROM runs WHERE state IN ('queued', 'running')) AS working`.execute(db);
  return rows[0]?.working ?? false;
}
