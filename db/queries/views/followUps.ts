import type { FollowUpView } from '../../../shared/contracts/views/municipality.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';

/** R4, R5: the follow-ups of a municipality with the talks in each, the newest first. */
export async function listFollowUps(
  db: Db,
  { code, on }: { readonly code: string; readonly on: CalendarDate },
): Promise<FollowUpView[]> {
  const followUps = await db
    .selectFrom('followUps')
    .select(['id', 'openedOn', 'closedOn'])
    .where('municipalityCode', '=', code)
    .where('openedOn', '<=', on)
    .orderBy('openedOn', 'desc')
    .execute();
  const contacts = await db
    .selectFrom('contactLog')
    .select(['followUpId', 'madeAt', 'madeBy', 'parties', 'circumstances', 'note'])
    .where('municipalityCode', '=', code)
    .orderBy('madeAt')
    .execute();
  return followUps.map(({ id, ...followUp }) => ({
    ...followUp,
    contacts: contacts
      .filter(({ followUpId }) => followUpId === id)
      .map(({ followUpId: _, ...contact }) => contact),
  }));
}
