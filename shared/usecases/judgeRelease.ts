import { z } from 'zod';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { insertChangedPopulations } from '../../db/queries/populations.ts';
import {
  findRelease,
  lockReleases,
  markReleaseJudged,
  releaseStatedPopulations,
} from '../../db/queries/releases.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ImportDeps } from './importIncidence.ts';
import { type MeasuredRelease, measureInside } from './measureColours.ts';

/** `release`: it is right after all, and is measured at once. `reject`: it is wrong, is kept, and counts for nothing. */
type Verdict = 'release' | 'reject';

interface Judgement {
  readonly releaseId: string;
  readonly verdict: Verdict;
  readonly judgedBy: string;
  readonly reason: string;
}

export interface JudgedRelease {
  readonly releasedOn: CalendarDate;
  readonly state: 'applied' | 'rejected';
  /** What measuring a released one found; a crossing in it has opened its follow-up. */
  readonly measured: MeasuredRelease | undefined;
}

/**
 * R3: an operator has looked at a release that was held back. Judging and measuring are one transaction.
 *
 * @throws DomainProblem `invalid-input` without a reason, `not-found`, `conflict` when it is not held back.
 */
export async function judgeRelease(
  { db, clock, newId }: ImportDeps,
  { releaseId, verdict, judgedBy, reason }: Judgement,
): Promise<JudgedRelease> {
  if (reason.trim() === '') {
    throw new DomainProblem('invalid-input', 'A judgement has a reason', [
      { place: 'reason', message: 'required' },
    ]);
  }
  if (!z.uuid().safeParse(releaseId).success) throw noSuchRelease(releaseId);
  const state = verdict === 'release' ? 'applied' : 'rejected';
  return asTenant(db, SYSTEM, async (transaction) => {
    await lockReleases(transaction);
    const release = await findRelease(transaction, releaseId);
    if (!release) throw noSuchRelease(releaseId);
    const { releasedOn } = release;
    if (release.state !== 'quarantined') {
      throw new DomainProblem('conflict', `The release of ${releasedOn} is not held back (${release.state})`);
    }
    const now = clock.now();
    await markReleaseJudged(transaction, releaseId, { state, judgedAt: now, judgedBy, judgement: reason });
    if (state === 'applied') {
      await insertChangedPopulations(transaction, await releaseStatedPopulations(transaction, releaseId), {
        on: releasedOn,
        source: `release of ${releasedOn}`,
      });
    }
    await insertAuditEntry(transaction, {
      id: newId(),
      at: now,
      actor: judgedBy,
      action: state === 'applied' ? 'release-released' : 'release-rejected',
      subject: 'release',
      subjectId: releaseId,
      facts: { releasedOn, reason },
    });
    const measured = state === 'applied' ? await measureInside(transaction, { clock, newId }) : [];
    return { releasedOn, state, measured: measured.find((one) => one.releaseId === releaseId) };
  });
}

function noSuchRelease(id: string): DomainProblem {
  return new DomainProblem('not-found', `There is no release ${id}`);
}
