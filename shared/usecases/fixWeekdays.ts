import { type Actor, asTenant } from '../../db/asTenant.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { insertFixedWeekdays } from '../../db/queries/plannersWords.ts';
import { findSite } from '../../db/queries/views/owners.ts';
import type { CalendarDate, Weekday } from '../domain/calendar/calendarDate.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';

export interface WeekdaysInput {
  readonly actor: Actor;
  readonly siteId: string;
  /** 0 is Monday; all seven take the rule back. */
  readonly weekdays: readonly Weekday[];
  readonly from: CalendarDate;
  readonly by: string;
}

/**
 * P3: a site always tests on these weekdays, from a day on. Plans made from then on keep to them; sessions that are
 * agreed already stand. A weekday on which no window of the site is open is refused.
 */
export async function fixWeekdays({ db, clock, newId }: ChangeDeps, input: WeekdaysInput): Promise<void> {
  const { actor, siteId, from, by } = input;
  const weekdays = [...new Set(input.weekdays)].sort();
  if (weekdays.length === 0)
    throw new DomainProblem('invalid-input', 'A site tests on some weekday', [
      { place: 'weekdays', message: 'choose at least one', code: 'choose' },
    ]);
  const at = clock.now();
  await asTenant(db, actor, async (transaction) => {
    const site = await findSite(transaction, siteId);
    if (!site) throw new DomainProblem('not-found', 'There is no such site');
    const windows = await transaction
      .selectFrom('windows')
      .select('weekdays')
      .where('siteId', '=', siteId)
      .execute();
    const open = new Set(windows.flatMap((window) => window.weekdays));
    const shut = weekdays.filter((day) => !open.has(day));
    if (shut.length > 0 && weekdays.length < 7)
      throw new DomainProblem('refused-by-rule', 'No window of the site is open on such a day', [
        {
          place: 'weekdays',
          message: `no window on weekday ${shut.join(', ')} (0 is Monday)`,
          code: 'rule-no-window',
        },
      ]);
    const { organisation, municipality } = site;
    await insertFixedWeekdays(transaction, {
      id: newId(),
      site: siteId,
      organisation,
      municipality,
      from,
      weekdays,
      setBy: by,
      setAt: at,
    });
    await insertAuditEntry(transaction, {
      id: newId(),
      at,
      actor: by,
      municipalityCode: municipality,
      organisationId: organisation,
      action: 'weekdays-fixed',
      subject: 'site',
      subjectId: siteId,
      facts: { from, weekdays },
    });
  });
}
