import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { checkRoll, rollPlanFile } from '../../../shared/domain/rolls/checker/checker.ts';
import { planRoll } from '../../../shared/domain/rolls/planRoll.ts';
import { rollPlan, type RollResult } from '../../../shared/domain/rolls/result.ts';
import type { RollProblem, RollProblemInput } from '../../../shared/domain/rolls/schema.ts';
import { rollProblem } from '../../../shared/domain/rolls/validation.ts';
import { afterIterations } from '../../../shared/domain/search/stop.ts';

type Site = RollProblemInput['sites'][number];
type Offer = RollProblemInput['offers'][number];
type Swabber = NonNullable<RollProblemInput['swabbers']>[number];

/** Monday 14 September 2020 to Sunday 27 September. */
export const MONDAY = calendarDate('2020-09-14');

export function lab(
  overrides: Partial<RollProblemInput['labs'][number]> = {},
): RollProblemInput['labs'][number] {
  return {
    id: 'lab',
    lat: 55.7,
    lon: 12.5,
    arrival: '20:00',
    weekdayCapacity: [100, 100, 100, 100, 100, 100, 100],
    ...overrides,
  };
}

export function site(overrides: Partial<Site> = {}): Site {
  return {
    id: 's',
    municipality: '0101',
    lab: 'lab',
    lat: 55.7,
    lon: 12.6,
    minutesPerSwab: 10,
    lastPickup: '17:00',
    shifts: { day: ['07:00', '15:00'], evening: ['15:00', '23:00'], night: ['23:00', '07:00'] },
    windows: [{ id: 'w', from: '08:00', to: '09:00', lanes: 1 }],
    ...overrides,
  };
}

export function offer(id: string, overrides: Partial<Offer> = {}): Offer {
  return { id, sites: ['s'], shift: 'day', earliest: MONDAY, due: '2020-09-27', ...overrides };
}

export function swabber(id: string, overrides: Partial<Swabber> = {}): Swabber {
  return { id, sites: ['s'], hours: ['07:00', '15:00'], ...overrides };
}

/** Two weeks, one laboratory, one site with six places a day, one swabber who is always there. */
export function world(overrides: Partial<RollProblemInput> = {}): RollProblem {
  return rollProblem({
    horizon: { from: MONDAY, to: '2020-09-27' },
    notBefore: MONDAY,
    rotaAnchor: '2020-08-31',
    labs: [lab()],
    sites: [site()],
    offers: [offer('p')],
    swabbers: [swabber('w')],
    // A handful of people can only be level at one a day, and these worlds ask about something else.
    weights: { peakTolerance: 100 },
    ...overrides,
  });
}

/** Plans and checks: whatever a test asks about, no rule may be broken and no figure wrong. */
export function planned(problem: RollProblem, iterations = 60, seed = 1): RollResult {
  const result = planRoll(problem, { seed, stop: afterIterations(iterations) });
  const file: unknown = JSON.parse(JSON.stringify(rollPlan(result, { seed })));
  const { faults, warnings } = checkRoll(problem, rollPlanFile(file));
  const wrong = [...faults, ...warnings.filter(({ rule }) => rule === 'score')];
  if (wrong.length > 0) throw new Error(`The plan is broken: ${JSON.stringify(wrong, null, 2)}`);
  return result;
}
