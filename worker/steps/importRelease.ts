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
    const name = `release of ${releasedOn}${sequence > 1 ? ` (number ${sequence})` : ''}`;
    const stored = await asTenant(deps.db, SYSTEM, (tx) => findRelease(tx, releaseId));
    if (stored?.state !== 'quarantined') return { outcome: 'done', note: name };
    const why = doubts.map(({ message }) => message).join('; ');
    return { outcome: 'waiting', note: `the ${name} is held back until somebody judges it: ${why}` };
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
    const why = last.findings.map(({ message }) => message).join('; ');
    return {
      outcome: 'waiting',
      note: `the release of ${last.releasedOn} is held back until somebody judges it: ${why}`,
    };
  }
  const standing =
    newest === undefined ? 'no release yet' : `no new release; the newest is of ${newest.releasedOn}`;
  return { outcome: 'done', note: caughtUp ?? standing };
}
