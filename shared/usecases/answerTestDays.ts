import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Transaction } from '../../db/connect.ts';
import { type Allotment, findAllotment, lockAllotment } from '../../db/queries/allotments.ts';
import { acceptTestDays, findTestDay, wishOtherDay } from '../../db/queries/testDays.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { AgreeDeps } from './agreeTestDays.ts';

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
      await refuseFullDay(transaction, allotment, testDayId, wished);
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

/** Another day has an effect: the owner's quota and reserve must hold its people there, or nobody's day is level. */
async function refuseFullDay(
  transaction: Transaction,
  { id, shares, policy }: Allotment,
  testDayId: string,
  wished: CalendarDate,
): Promise<void> {
  const day = await findTestDay(transaction, { allotmentId: id, testDayId });
  if (!day) throw new DomainProblem('not-found', 'There is no such test day to answer');
  const owner = policy.due.find(
    (due) =>
      due.owner === day.organisation ||
      (due.owner === due.municipality && due.municipality === day.municipality),
  )?.owner;
  const [planned = 0, quota = 0, reserve = 0] =
    shares.laboratories[day.laboratory]?.owners[owner ?? '']?.[wished] ?? [];
  const room = quota + reserve - planned;
  if (day.people <= room) return;
  const left = Math.max(0, Math.floor(room));
  throw new DomainProblem('refused-by-rule', `${wished} cannot hold this test day (R33)`, [
    {
      place: 'wished',
      message: `the laboratory has room for ${left} more of this organisation on ${wished}, the test day has ${day.people}`,
      code: 'rule-full-day',
      facts: { date: wished, left, people: day.people },
    },
  ]);
}
