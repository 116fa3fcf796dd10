import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { findReadiness, saveReady } from '../../db/queries/readiness.ts';
import type { Clock } from '../clock.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import type { Readiness, ReadinessItem } from '../domain/planning/readiness.ts';
import { plainTextFaults } from '../domain/plainText.ts';
import { DomainProblem } from '../domain/problem.ts';

interface Asked {
  readonly actor: Actor;
  readonly municipality: string;
}

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** @throws DomainProblem `not-found` */
function known(code: string): void {
  if (!findMunicipality(code)) throw new DomainProblem('not-found', `There is no municipality ${code}`);
}

/** R48, R54: the list of a municipality. It warns; no plan waits for it. */
export async function showReadiness(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { actor, municipality }: Asked,
): Promise<Readiness> {
  known(municipality);
  const on = wallClock(clock.now()).date;
  return asTenant(db, actor, (tx) => findReadiness(tx, { code: municipality, on }));
}

/**
 * R48: marks an item as ready from today on, or takes the mark back. A second time changes nothing.
 *
 * @throws DomainProblem `not-found`, `invalid-input`
 */
export async function markReady(
  { db, clock, newId }: Deps,
  {
    actor,
    municipality,
    item,
    ready,
    by,
  }: Asked & { readonly item: ReadinessItem; readonly ready: boolean; readonly by: string },
): Promise<Readiness> {
  known(municipality);
  const faults = plainTextFaults({ by });
  if (faults.length > 0) throw new DomainProblem('invalid-input', 'The mark cannot be kept', faults);
  const at = clock.now();
  const on = wallClock(at).date;
  return asTenant(db, actor, async (transaction) => {
    const before = await findReadiness(transaction, { code: municipality, on });
    if (before.items.some((one) => one.item === item && (one.doneOn !== null) === ready)) return before;
    await saveReady(transaction, { code: municipality, item, doneOn: ready ? on : null });
    await insertAuditEntry(transaction, {
      id: newId(),
      at,
      actor: by,
      municipalityCode: municipality,
      action: ready ? 'ready' : 'not-ready',
      subject: 'readiness',
      subjectId: item,
      facts: { item },
    });
    return findReadiness(transaction, { code: municipality, on });
  });
}
