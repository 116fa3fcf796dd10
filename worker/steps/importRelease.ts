import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { findRelease, listHeldBack, newestRelease } from '../../db/queries/releases.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import type { Step, StepResult } from '../step.ts';
import type { NightDeps } from './nightDeps.ts';

/**
 * R3: takes in the day's release. Without one, the night goes on with the newest there is, and says its date. One that
 * is held back stops the night visibly, until somebody has judged it.
 */
export const importRelease: Step<NightDeps> = {
  name: 'import',
  async run(deps, { run }) {
    const fetched = await deps.script.release(run.onDate);
    if (fetched === undefined) return withoutRelease(deps, run.onDate);
    const { releaseId, releasedOn, sequence, doubts } = await importIncidence(deps, {
      ...fetched,
      importedBy: 'night',
    });
    const stored = await asTenant(deps.db, SYSTEM, (tx) => findRelease(tx, releaseId));
    if (stored?.state !== 'quarantined')
      return { outcome: 'done', note: { code: 'released', releasedOn, sequence } };
    const reasons = doubts.map(({ message }) => message);
    return { outcome: 'waiting', note: { code: 'held-back', releasedOn, sequence, reasons } };
  },
};

async function withoutRelease(deps: NightDeps, date: CalendarDate): Promise<StepResult> {
  const caughtUp = await deps.script.catchUp(deps, date);
  const { newest, held } = await asTenant(deps.db, SYSTEM, async (tx) => ({
    newest: await newestRelease(tx, date),
    held: await listHeldBack(tx, date),
  }));
  const last = held.at(-1);
  if (last !== undefined) {
    const { releasedOn, sequence } = last;
    const reasons = last.findings.map(({ message }) => message);
    return { outcome: 'waiting', note: { code: 'held-back', releasedOn, sequence, reasons } };
  }
  const standing = { code: 'no-release', newest: newest?.releasedOn ?? null, why: null } as const;
  return { outcome: 'done', note: caughtUp ?? standing };
}
