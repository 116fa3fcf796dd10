import { newestRelease } from '../../db/queries/releases.ts';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Step, StepResult } from '../step.ts';
import type { NightDeps } from './nightDeps.ts';

/** R3: takes in the day's release. Without one, the night goes on with the newest there is, and says its date. */
export const importRelease: Step<NightDeps> = {
  name: 'import',
  async run(deps, { run, saved }) {
    const fetched = await deps.script.release(run.onDate);
    if (fetched === undefined) return withoutRelease(deps, run.onDate);
    const { outcome, releasedOn, sequence, doubts } = await importIncidence(deps, {
      ...fetched,
      importedBy: 'night',
      inTransaction: saved,
    });
    const name = `release of ${releasedOn}${sequence > 1 ? ` (number ${sequence})` : ''}`;
    if (outcome !== 'quarantined') return { outcome: 'done', note: name };
    return {
      outcome: 'done',
      note: `${name} is held back: ${doubts.map(({ message }) => message).join('; ')}`,
    };
  },
};

async function withoutRelease({ db }: NightDeps, date: CalendarDate): Promise<StepResult> {
  const newest = await asTenant(db, SYSTEM, (tx) => newestRelease(tx, date));
  const note =
    newest === undefined ? 'no release yet' : `no new release; the newest is of ${newest.releasedOn}`;
  return { outcome: 'done', note };
}
