import { createHash } from 'node:crypto';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { markToBeMeasured } from '../../db/queries/colours.ts';
import { insertPublished, listPublished } from '../../db/queries/publishedIncidence.ts';
import { daysWithRelease, insertPublishedDays, lockReleases } from '../../db/queries/releases.ts';
import { calendarDate, type CalendarDate } from '../domain/calendar/calendarDate.ts';
import { displayRate } from '../domain/incidence/counts.ts';
import type { PublishedFigure } from '../domain/incidence/publishedCsv.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ImportDeps } from './importIncidence.ts';
import { refuseFuture } from './refuseFuture.ts';

const PUBLISHER = 'authority';

/**
 * A2: takes in what an authority states; it measures, and our own computation is its control. A figure that is there
 * already stays as it is; the same day with another figure is refused as a whole, because what was known when is
 * never overwritten (R3). The days are measured by the next `measureColours`.
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
  refuseFuture(
    clock,
    source,
    figures.map(({ date }) => date),
  );
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
      return before !== undefined && before.billionths !== figure.billionths;
    });
    if (others.length > 0) {
      throw new DomainProblem(
        'conflict',
        `${source} states other figures than were published before; nothing was imported`,
        others.map((figure) => ({
          place: keyOf(figure),
          message: `${displayRate(figure.billionths)}, and before ${displayRate(known.get(keyOf(figure))!.billionths)}`,
        })),
      );
    }
    const added = figures.filter((figure) => !known.has(keyOf(figure)));
    if (added.length > 0) {
      const fetchedAt = clock.now();
      await insertPublished(transaction, added, { source: PUBLISHER, sha256, fetchedAt });
      const stated = [...new Set(added.map(({ date }) => date))];
      const released = await daysWithRelease(transaction, stated);
      const alone = stated.filter((day) => !released.has(day));
      await insertPublishedDays(
        transaction,
        alone.map((releasedOn) => ({ id: newId(), releasedOn, sha256: hashOfDay(releasedOn, sha256) })),
        fetchedAt,
      );
      await markToBeMeasured(transaction, [...released]);
      await insertAuditEntry(transaction, {
        id: newId(),
        at: fetchedAt,
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

/** Two days of one file are two contents. */
function hashOfDay(day: CalendarDate, sha256: string): string {
  return createHash('sha256').update(`${day} ${sha256}`).digest('hex');
}
