import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { findAllotment } from '../../db/queries/allotments.ts';
import { listPlanningLaboratories, listRegionClosings } from '../../db/queries/laboratories.ts';
import { listPlanningSites } from '../../db/queries/planningSites.ts';
import { findTestDay, listAllottedDays } from '../../db/queries/testDays.ts';
import { addDays, type CalendarDate, later } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { closedDates } from '../domain/planning/closures.ts';
import { type OtherDay, otherDays } from '../domain/planning/otherDays.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { Clock } from '../clock.ts';
import type { OtherDaysView, TestDayHome } from '../contracts/views/testDays.ts';

/** R34: on which days a proposed test day could lie instead, and what that would do. */
export async function showOtherDays(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { actor, testDayId }: { readonly actor: Actor; readonly testDayId: string },
): Promise<OtherDaysView> {
  const today = wallClock(clock.now()).date;
  return asTenant(db, actor, async (transaction) => {
    const testDay = await findTestDay(transaction, testDayId);
    if (!testDay) throw new DomainProblem('not-found', 'There is no such test day to answer');
    return { testDay, days: await otherDaysOf(transaction, testDay, addDays(today, 1)) };
  });
}

/** @param notBefore the first day that may still be wished for */
export async function otherDaysOf(
  db: Db,
  testDay: TestDayHome,
  notBefore: CalendarDate,
): Promise<OtherDay[]> {
  const allotment = await findAllotment(db, testDay.allotment);
  const days = await listAllottedDays(db, testDay.allotment, testDay.laboratory);
  const day = days.find(({ id }) => id === testDay.id);
  if (!allotment || !day) return [];
  const due = allotment.policy.due.find(({ owner }) => owner === day.owner);
  const from = later(due?.from ?? allotment.from, notBefore);
  const horizon = { from, to: due?.to ?? allotment.to };
  if (horizon.from > horizon.to) return [];
  const sites = await listPlanningSites(db, [day.owner], horizon);
  const site = sites.find(({ id }) => id === day.site);
  const [laboratory] = await listPlanningLaboratories(db, [testDay.laboratory], horizon);
  if (!site || !laboratory) return [];
  const shares = allotment.shares.laboratories[testDay.laboratory];
  return otherDays({
    day,
    site,
    laboratory,
    days,
    horizon,
    closedDates: closedDates(horizon, await listRegionClosings(db, allotment.region, horizon)),
    standing: (date) => shares?.standing[date] ?? 0,
    room: (date) => {
      const [, quota = 0, reserve = 0] = shares?.owners[day.owner]?.[date] ?? [];
      return quota + reserve;
    },
  });
}
