import { checkRoll } from '../checker/checker.ts';
import type { RuleFault } from '../checker/facts.ts';
import type { GivenSession, RollProblem } from '../schema.ts';
import type { Shift } from './people.ts';

/** Why somebody's time has changed. */
export type Why =
  /** Today's facts break a rule for the old time. */
  | { readonly kind: 'rule'; readonly rule: string; readonly message: string }
  /** Others, who could not be placed otherwise, have the place now. */
  | { readonly kind: 'made-room'; readonly offers: readonly string[] }
  /** They had no time before. */
  | { readonly kind: 'placed' }
  /** Nothing forbids the old time: a planner's choice. */
  | { readonly kind: 'choice' };

interface Found extends RuleFault {
  readonly session: number;
  readonly slot: number | undefined;
  readonly lane: number | undefined;
}

/** Rules of a whole date: whoever comes on it may be the one too many. */
const SHARED_RULES = new Set(['lab-capacity', 'pool']);

/**
 * Explains changes by the checker's own word on the old plan under today's facts, and where that has nothing to say by
 * who has the place now.
 */
export function explainer(
  problem: RollProblem,
  before: readonly GivenSession[],
  after: readonly GivenSession[],
): (shift: Shift) => Why {
  const { faults } = checkRoll(
    { ...problem, locked: [], previous: [] },
    { sessions: [...before], unplaced: [] },
  );
  const found = faults.flatMap((fault): Found[] => {
    const at = /^\$\.sessions\[(\d+)\](?:\.(slots|swabbers)\[(\d+)\])?/.exec(fault.path);
    if (!at) return [];
    const part = at[3] === undefined ? undefined : Number(at[3]);
    return [
      {
        ...fault,
        session: Number(at[1]),
        slot: at[2] === 'slots' ? part : undefined,
        lane: at[2] === 'swabbers' ? part : undefined,
      },
    ];
  });
  const known = new Set(before.flatMap(({ slots }) => slots.map(({ offer }) => offer)));
  return (shift) => {
    const { before: old, offer } = shift;
    if (!old) return { kind: 'placed' };
    const rule = bindingRule(found, before, shift);
    if (rule) return { kind: 'rule', rule: rule.rule, message: rule.message };
    if (!problem.offers.some(({ id }) => id === offer))
      return { kind: 'rule', rule: 'once', message: `there is no offer "${offer}" any more` };
    const here = after.find(
      ({ site, date, window }) => site === old.site && date === old.date && window === old.window,
    );
    const offers = (here?.slots ?? []).map((slot) => slot.offer).filter((id) => !known.has(id));
    return offers.length > 0 ? { kind: 'made-room', offers: [...new Set(offers)] } : { kind: 'choice' };
  };
}

/** The fault nearest to the person: of their slot, their session, their lane, at last of their date. */
function bindingRule(
  found: readonly Found[],
  before: readonly GivenSession[],
  { before: old, offer }: Shift,
): Found | undefined {
  const session = before[old!.session]!;
  const mine = (fault: Found) => fault.session === old!.session && !SHARED_RULES.has(fault.rule);
  return (
    found.find((fault) => {
      const slot = fault.slot === undefined ? undefined : session.slots[fault.slot];
      return mine(fault) && slot?.offer === offer && slot.start === old!.start;
    }) ??
    found.find((fault) => mine(fault) && fault.slot === undefined && fault.lane === undefined) ??
    found.find((fault) => mine(fault) && fault.lane === old!.lane) ??
    found.find((fault) => mine(fault) && fault.lane !== undefined) ??
    found.find(
      (fault) => SHARED_RULES.has(fault.rule) && sameDay(before[fault.session]!, session, fault.rule),
    )
  );
}

function sameDay(a: GivenSession, b: GivenSession, rule: string): boolean {
  return rule === 'pool' ? a.date === b.date : a.labDate === b.labDate;
}
