import { type Actor, asTenant } from '../../db/asTenant.ts';
import { markTold } from '../../db/queries/rollChanges.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';

/** Ticks off people who have been told of a change. Told twice is told once. @returns how many were not told before */
export async function tellPeople(
  { db, clock }: Pick<ChangeDeps, 'db' | 'clock'>,
  { actor, people, by }: { readonly actor: Actor; readonly people: readonly string[]; readonly by: string },
): Promise<number> {
  if (people.length === 0) throw new DomainProblem('invalid-input', 'Nobody is named');
  return asTenant(db, actor, (transaction) => markTold(transaction, people, { by, at: clock.now() }));
}
