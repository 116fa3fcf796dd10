import { DomainProblem } from '../../problem.ts';
import { type PriceDay, tourLength } from '../kilometres.ts';
import { type GivenPlan, type RollScore, rollPlanSchema } from '../plan.ts';
import type { RollProblem } from '../schema.ts';
import { factsOf, type RuleFault } from './facts.ts';
import { ROLL_RULES } from './rules/index.ts';
import { recount } from './score.ts';

export interface RollVerdict {
  /** Broken rules, in the order of the list of rules. Nothing with a fault is published. */
  readonly faults: readonly RuleFault[];
  /** What locked sessions brought with them, and figures that do not add up. */
  readonly warnings: readonly RuleFault[];
  readonly score: RollScore;
}

/**
 * Reads a finished plan and lists every broken rule. It shares no code with the planner, so that an error of the
 * planner cannot hide itself.
 */
export function checkRoll(
  problem: RollProblem,
  plan: GivenPlan,
  { priceDay = tourLength }: { priceDay?: PriceDay } = {},
): RollVerdict {
  const facts = factsOf(problem, plan);
  const found = ROLL_RULES.flatMap((rule) => [...rule.check(facts)]);
  const score = recount(facts, priceDay);
  return {
    faults: found.filter(({ warning }) => !warning),
    warnings: [...found.filter(({ warning }) => warning), ...claims(plan, score)],
    score,
  };
}

/** Where the plan's own figures differ from the count by more than their rounding. */
function claims(plan: GivenPlan, score: RollScore): RuleFault[] {
  return Object.entries(score).flatMap(([name, counted]: [string, number]) => {
    const claimed = plan.score?.[name];
    if (claimed === undefined || Math.abs(claimed - counted) <= 1e-4 * Math.max(1, Math.abs(counted)))
      return [];
    const message = `the plan says ${claimed}, it is ${counted}`;
    return [{ rule: 'score', path: `$.score.${name}`, message, warning: true }];
  });
}

/** @throws DomainProblem `bad-file` when the file is no roll plan. */
export function rollPlanFile(input: unknown): GivenPlan {
  const parsed = rollPlanSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    place: path.reduce<string>(
      (text, part) => text + (typeof part === 'number' ? `[${part}]` : `.${String(part)}`),
      '$',
    ),
    message,
  }));
  throw new DomainProblem('bad-file', 'This is not a roll plan.', faults);
}
