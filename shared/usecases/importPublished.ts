import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { insertPublished, listPublished } from '../../db/queries/publishedIncidence.ts';
import { lockReleases } from '../../db/queries/releases.ts';
import { calendarDate } from '../domain/calendar/calendarDate.ts';
import type { PublishedFigure } from '../domain/incidence/publishedCsv.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ImportDeps } from './importIncidence.ts';

const PUBLISHER = 'authority';

/**
 * A2: keeps what an authority states beside our own computation. A figure that is there already stays as it is; the
 * same day with another figure is refused as a whole, because what was known when is never overwritten (R3).
 *
 * @throws DomainProblem `conflict`
 */
export async function importPublished(
  { db, clock, newId }: ImportDeps,
  {
    figures,
    sha256,
    source,
    importedBy,
  }: { figures: readonly PublishedFigure[]; sha256: string; source: string; importedBy: string },
): Promise<{ readonly added: number; readonly known: number }> {
  return asTenant(db, SYSTEM, async (transaction) => {
    await lockReleases(transaction);
    const days = figures.map(({ date }) => date).sort();
    const span = {
      from: days[0] ?? calendarDate('1970-01-01'),
      to: days.at(-1) ?? calendarDate('1970-01-01'),
    };
    const keyOf = ({ date, municipality }: PublishedFigure) => `${date} ${municipality}`;
    const known = new Map((await listPublished(transaction, span)).map((figure) => [keyOf(figure), figure]));
    const others = figures.filter((figure) => {
      const before = known.get(keyOf(figure));
      return before !== undefined && before.hundredths !== figure.hundredths;
    });
    if (others.length > 0) {
      throw new DomainProblem(
        'conflict',
        `${source} states other figures than were published before; nothing was imported`,
        others.map((figure) => ({
          place: keyOf(figure),
          message: `${figure.hundredths / 100}, and before ${known.get(keyOf(figure))!.hundredths / 100}`,
        })),
      );
    }
    const added = figures.filter((figure) => !known.has(keyOf(figure)));
    if (added.length > 0) {
      await insertPublished(transaction, added, { source: PUBLISHER, sha256, fetchedAt: clock.now() });
      await insertAuditEntry(transaction, {
        id: newId(),
        at: clock.now(),
        actor: importedBy,
        action: 'published-incidence-imported',
        subject: 'published-incidence',
        subjectId: sha256,
        facts: { source, added: added.length },
      });
    }
    return { added: added.length, known: figures.length - added.length };
  });
}
