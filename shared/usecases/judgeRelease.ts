import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import {
  findRelease,
  insertChangedPopulations,
  lockReleases,
  markReleaseJudged,
  releaseStatedPopulations,
} from '../../db/queries/releases.ts';
import type { Clock } from '../clock.ts';
import { DomainProblem } from '../domain/problem.ts';

interface JudgeDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

interface Judgement {
  readonly releaseId: string;
  readonly judgedBy: string;
  readonly reason: string;
}

/** An operator has looked: the release is right after all. It is measured by the next `measureColours`. */
export async function releaseQuarantined(deps: JudgeDeps, judgement: Judgement): Promise<void> {
  await judge(deps, judgement, 'applied');
}

/** An operator has looked: the release is wrong. It is kept, and counts for nothing. */
export async function rejectQuarantined(deps: JudgeDeps, judgement: Judgement): Promise<void> {
  await judge(deps, judgement, 'rejected');
}

async function judge(
  { db, clock, newId }: JudgeDeps,
  { releaseId, judgedBy, reason }: Judgement,
  state: 'applied' | 'rejected',
): Promise<void> {
  if (reason.trim() === '') throw new DomainProblem('invalid-input', 'A judgement has a reason');
  await asTenant(db, SYSTEM, async (transaction) => {
    await lockReleases(transaction);
    const release = await findRelease(transaction, releaseId);
    if (!release) throw new DomainProblem('not-found', `There is no release ${releaseId}`);
    if (release.state !== 'quarantined') {
      throw new DomainProblem(
        'conflict',
        `The release of ${release.releasedOn} is not held back (${release.state})`,
      );
    }
    const now = clock.now();
    await markReleaseJudged(transaction, releaseId, { state, judgedAt: now, judgedBy, judgement: reason });
    if (state === 'applied') {
      await insertChangedPopulations(transaction, await releaseStatedPopulations(transaction, releaseId), {
        on: release.releasedOn,
        source: `release of ${release.releasedOn}`,
      });
    }
    await insertAuditEntry(transaction, {
      id: newId(),
      at: now,
      actor: judgedBy,
      action: state === 'applied' ? 'release-released' : 'release-rejected',
      subject: 'release',
      subjectId: releaseId,
      facts: { releasedOn: release.releasedOn, reason },
    });
  });
}
