import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Transaction } from '../../db/connect.ts';
import { findAllotment, lockAllotment } from '../../db/queries/allotments.ts';
import { acceptTestDays, findTestDay, wishOtherDay } from '../../db/queries/testDays.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { AgreeDeps } from './agreeTestDays.ts';
import { otherDaysOf } from './showOtherDays.ts';

interface OtherDay {
  readonly testDayId: string;
  readonly wished: CalendarDate;
  readonly note?: string;
}

export interface AnswerTestDaysInput {
  readonly allotmentId: string;
  /** Whose days are answered, as site ids; absent: everybody's. */
  readonly sites?: readonly string[];
  /** Days that should lie elsewhere; the rest is accepted. */
  readonly otherDays?: readonly OtherDay[];
  readonly by: string;
  /** An answer may be registered on the other's behalf. */
  readonly onBehalfOf: string;
  readonly inTransaction?: (transaction: Transaction) => Promise<void>;
}

/** A kommune or home answers the proposed test days: accepted, or another day (R34). */
export async function answerTestDays(deps: AgreeDeps, input: AnswerTestDaysInput): Promise<void> {
  await asTenant(deps.db, SYSTEM, async (transaction) => {
    const allotment = await findAllotment(transaction, input.allotmentId);
    const state = await lockAllotment(transaction, input.allotmentId);
    if (!allotment || state === undefined) {
      throw new DomainProblem('not-found', 'There is no such allotment of test days');
    }
    const at = deps.clock.now();
    const { by, onBehalfOf } = input;
    for (const { testDayId, wished, note } of input.otherDays ?? []) {
      if (state !== 'proposed') throw new DomainProblem('conflict', 'These test days are agreed already');
      if (wished < allotment.from || wished > allotment.to) {
        throw new DomainProblem(
          'invalid-input',
          `${wished} lies outside ${allotment.from} to ${allotment.to}`,
        );
      }
      await refuseFullDay(transaction, allotment.id, testDayId, wished);
      const found = await wishOtherDay(transaction, testDayId, {
        wished,
        by,
        onBehalfOf,
        at,
        note: note ?? null,
      });
      if (!found) throw new DomainProblem('not-found', 'There is no such test day to answer');
    }
    if (state === 'proposed') {
      const { sites } = input;
      const answered = await acceptTestDays(transaction, input.allotmentId, {
        by,
        onBehalfOf,
        at,
        ...(sites ? { sites } : {}),
      });
      if (answered > 0 || (input.otherDays ?? []).length > 0) {
        await insertAuditEntry(transaction, {
          id: deps.newId(),
          at,
          action: 'answered',
          subject: 'allotment',
          subjectId: input.allotmentId,
          actor: by,
          onBehalfOf,
          regionCode: allotment.region,
          facts: { accepted: answered, otherDays: input.otherDays ?? [] },
        });
      }
    }
    await input.inTransaction?.(transaction);
  });
}

/**
 * Another day has an effect: the site must be open then, and the owner's quota and reserve must hold its people, those of
 * days that were wished there before among them.
 */
async function refuseFullDay(
  transaction: Transaction,
  allotmentId: string,
  testDayId: string,
  wished: CalendarDate,
): Promise<void> {
  const day = await findTestDay(transaction, testDayId);
  if (day?.allotment !== allotmentId)
    throw new DomainProblem('not-found', 'There is no such test day to answer');
  const other = (await otherDaysOf(transaction, day, wished)).find(({ date }) => date === wished);
  if (!other)
    throw new DomainProblem('refused-by-rule', `${day.siteName} cannot be tested on ${wished}`, [
      {
        place: 'wished',
        message: `the site or the laboratory is closed on ${wished}, or the site has that day already`,
        code: 'rule-closed-day',
        facts: { date: wished, site: day.siteName },
      },
    ]);
  if (other.fits) return;
  throw new DomainProblem('refused-by-rule', `${wished} cannot hold this test day (R33)`, [
    {
      place: 'wished',
      message: `the laboratory has room for ${other.left} more of this organisation on ${wished}, the test day has ${day.people}`,
      code: 'rule-full-day',
      facts: { date: wished, left: other.left, people: day.people },
    },
  ]);
}
