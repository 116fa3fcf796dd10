import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { countryView } from '../../db/queries/views/country.ts';
import type { Clock } from '../clock.ts';
import type { OpenFollowUp } from '../contracts/views/caseFile.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { suggestionFor } from '../domain/status/followUp.ts';

/** R4, R5: every open follow-up and what to do in it; those to call today first, then the oldest. */
export async function listFollowUps(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { actor }: { actor: Actor },
): Promise<{ today: CalendarDate; followUps: OpenFollowUp[] }> {
  const today = wallClock(clock.now()).date;
  const { municipalities } = await asTenant(db, actor, (transaction) => countryView(transaction, today));
  const followUps = municipalities.flatMap(
    ({ code, name, regionCode, followUp, measured, decided }): OpenFollowUp[] => {
      if (followUp === null) return [];
      const suggestion = suggestionFor({
        measured: measured?.colour,
        decided: decided.colour,
        suspended: decided.suspended,
        followUpOpen: true,
        contacted: followUp.contacted,
      });
      return [{ code, name, region: regionCode, ...followUp, measured, decided, suggestion }];
    },
  );
  return { today, followUps: followUps.sort(byUrgency) };
}

function byUrgency(a: OpenFollowUp, b: OpenFollowUp): number {
  const calls = Number(b.suggestion === 'call') - Number(a.suggestion === 'call');
  if (calls !== 0) return calls;
  return a.openedOn < b.openedOn ? -1 : Number(a.openedOn > b.openedOn);
}
