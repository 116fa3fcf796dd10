import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import {
  listDecisions,
  listRedWeeks,
  lockMunicipality,
  type RecordedDecision,
  saveRedPeriods,
} from '../../db/queries/decisions.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { policyOn, type PolicyRules } from '../domain/policy/policy.ts';
import { redPeriodRows } from './redPeriodRows.ts';

interface Moment {
  readonly on: CalendarDate;
  readonly rules: PolicyRules;
}

/**
 * R24: brings the red weeks in the tables to what the decisions say today. A week that was provisional is confirmed
 * once its Wednesday has passed with the municipality decided red, and held once it has begun: time alone does both,
 * so that the tables tell what `listDecidedStates` and the planning tell. Called again it changes nothing.
 *
 * @returns the municipalities whose weeks have moved.
 */
export async function settleTestWeeks({
  db,
  clock,
  newId,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}): Promise<MunicipalityCode[]> {
  const on = wallClock(clock.now()).date;
  return asTenant(db, SYSTEM, async (transaction) => {
    const moment = { on, rules: policyOn(await listPolicies(transaction), on).rules };
    const decisions = await listDecisions(transaction);
    const moved = movedBy(decisions, await listRedWeeks(transaction), moment);
    for (const municipality of moved) await settle(transaction, municipality, { ...moment, newId });
    return moved;
  });
}

function movedBy(
  decisions: readonly RecordedDecision[],
  known: Awaited<ReturnType<typeof listRedWeeks>>,
  moment: Moment,
): MunicipalityCode[] {
  const saved = Map.groupBy(known, ({ municipality }) => municipality);
  const words = (weeks: readonly { begunBy: string; week: string; state: string }[]) =>
    weeks
      .map(({ begunBy, week, state }) => `${begunBy} ${week} ${state}`)
      .sort()
      .join();
  return [...Map.groupBy(decisions, ({ municipality }) => municipality)].flatMap(([municipality, own]) => {
    const now = redPeriodRows(own, moment);
    const begun = new Set(now.map(({ begunBy }) => begunBy));
    // A period whose beginning was withdrawn keeps its cancelled weeks.
    const before = (saved.get(municipality) ?? []).filter(({ begunBy }) => begun.has(begunBy));
    const after = now.flatMap(({ begunBy, weeks }) => weeks.map((week) => ({ begunBy, ...week })));
    return words(before) === words(after) ? [] : [municipality];
  });
}

async function settle(
  transaction: Transaction,
  municipality: MunicipalityCode,
  { newId, ...moment }: Moment & { readonly newId: () => string },
): Promise<void> {
  await lockMunicipality(transaction, municipality);
  const decisions = await listDecisions(transaction, municipality);
  const last = decisions.at(-1);
  if (!last) return;
  await saveRedPeriods(transaction, municipality, redPeriodRows(decisions, moment), {
    because: last.id,
    on: moment.on,
    newId,
  });
}
