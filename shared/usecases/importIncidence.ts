import { createHash } from 'node:crypto';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { insertChangedPopulations, knownPopulations } from '../../db/queries/populations.ts';
import {
  findReleaseWithContent,
  insertRelease,
  loadFigures,
  lockReleases,
  nextSequence,
  releaseBefore,
} from '../../db/queries/releases.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { Doubt, GateLimits, KnownFigures } from '../domain/incidence/doubt.ts';
import { doubtsAbout } from '../domain/incidence/gate.ts';
import type { Release } from '../domain/incidence/release.ts';
import { policyOn } from '../domain/policy/policy.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { FiguresAtHand } from './measureColours.ts';
import { refuseFuture } from './refuseFuture.ts';

export interface ImportDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface ImportResult {
  readonly outcome: 'applied' | 'quarantined' | 'already-imported';
  readonly releaseId: string;
  readonly releasedOn: CalendarDate;
  /** A second release of a day is number 2. */
  readonly sequence: number;
  /** Why it is held back. */
  readonly doubts: readonly Doubt[];
}

/**
 * R3: takes a release in, all of it or nothing, in one transaction. Its figures stand beside those of earlier
 * releases and overwrite none. An implausible one is kept apart (`quarantined`) until somebody judges it. No decided
 * colour changes (R6). The same content again changes nothing.
 *
 * @throws DomainProblem `conflict` when the same content was imported as the release of another day, `invalid-input`
 *   when it is dated after today.
 */
export async function importIncidence(
  { db, ...deps }: ImportDeps,
  { inTransaction, ...given }: ImportRequest,
): Promise<ImportResult> {
  refuseFuture(deps.clock, given.source, [given.release.releasedOn]);
  return asTenant(db, SYSTEM, async (transaction) => {
    await lockReleases(transaction);
    const result = await importInside(transaction, deps, given);
    await inTransaction?.(transaction);
    return result;
  });
}

interface ImportRequest {
  readonly release: Release;
  /** The path or address that it was read from. */
  readonly source: string;
  readonly importedBy: string;
  /** Called last inside the transaction, so that a queue's step can be recorded with it. */
  readonly inTransaction?: ((transaction: Transaction) => Promise<void>) | undefined;
}

/** The same in a transaction that has locked the releases. */
export async function importInside(
  transaction: Transaction,
  { clock, newId }: Omit<ImportDeps, 'db'>,
  { release, source, importedBy }: Omit<ImportRequest, 'inTransaction'>,
  atHand: FiguresAtHand = new Map(),
): Promise<ImportResult> {
  const { releasedOn } = release;
  const sha256 = contentHash(release);
  const known = await findReleaseWithContent(transaction, sha256);
  if (known && known.releasedOn !== releasedOn) {
    throw new DomainProblem(
      'conflict',
      `${source} has the content of the release of ${known.releasedOn}, so it is not the release of ${releasedOn}; nothing was imported`,
    );
  }
  if (known) {
    const { id: releaseId, sequence, findings } = known;
    return { outcome: 'already-imported', releaseId, releasedOn, sequence, doubts: findings };
  }
  const id = newId();
  const sequence = await nextSequence(transaction, releasedOn);
  const limits = policyOn(await listPolicies(transaction), releasedOn).rules.gate;
  const doubts = await doubtsInContext(transaction, { release, sequence, limits }, atHand);
  const state = doubts.length === 0 ? 'applied' : 'quarantined';
  const now = clock.now();
  await insertRelease(transaction, release, {
    id,
    sequence,
    sha256,
    state,
    fetchedAt: now,
    findings: doubts,
  });
  if (state === 'applied') {
    // Population by date: what an accepted release states holds from its day on.
    await insertChangedPopulations(transaction, release.populations, {
      on: releasedOn,
      source: `release of ${releasedOn}`,
    });
  }
  await insertAuditEntry(transaction, {
    id: newId(),
    at: now,
    actor: importedBy,
    action: state === 'applied' ? 'release-imported' : 'release-quarantined',
    subject: 'release',
    subjectId: id,
    facts: { source, releasedOn, sequence },
  });
  return { outcome: state, releaseId: id, releasedOn, sequence, doubts };
}

/** The same bytes give the same hash, whether from a folder or a zip, and whatever the files are called. */
function contentHash({ files }: Release): string {
  const hash = createHash('sha256');
  for (const sha256 of files.map((file) => file.sha256).sort()) hash.update(sha256);
  return hash.digest('hex');
}

async function doubtsInContext(
  transaction: Transaction,
  { release, sequence, limits }: { release: Release; sequence: number; limits: GateLimits },
  atHand: FiguresAtHand,
): Promise<readonly Doubt[]> {
  const before = await releaseBefore(transaction, { releasedOn: release.releasedOn, sequence });
  const previous: KnownFigures | undefined = before && {
    releasedOn: before.releasedOn,
    ...(atHand.get(before.id) ?? (await loadFigures(transaction, before.id, before.releasedOn)).figures),
  };
  return doubtsAbout(release, previous, limits, await knownPopulations(transaction, release.releasedOn));
}
