import { type Actor, asTenant } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { insertAuditEntry } from '../../../db/queries/audit.ts';
import { replaceSailings } from '../../../db/queries/ferries.ts';
import type { Clock } from '../../clock.ts';
import { readSailings } from '../../contracts/ferries.ts';

/** Takes in timetables of ferries (R55). Lists planned from then on keep to them; those that stand are not touched. */
export async function importSailings(
  { db, clock, newId }: { readonly db: Db; readonly clock: Clock; readonly newId: () => string },
  { actor, text, by }: { actor: Actor; text: string; by: string },
): Promise<{ lines: number; links: string[] }> {
  const sailings = readSailings(text);
  const links = [...new Set(sailings.map(({ link }) => link))].sort();
  await asTenant(db, actor, async (transaction) => {
    await replaceSailings(
      transaction,
      sailings.map((sailing) => ({ ...sailing, id: newId() })),
    );
    await insertAuditEntry(transaction, {
      id: newId(),
      at: clock.now(),
      actor: by,
      action: 'imported',
      subject: 'ferry timetable',
      subjectId: links.join(' ').slice(0, 200),
      facts: { lines: sailings.length },
    });
  });
  return { lines: sailings.length, links };
}
