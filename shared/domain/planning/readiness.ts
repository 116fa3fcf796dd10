import type { CalendarDate } from '../calendar/calendarDate.ts';

/** R48: what has to be in place in a municipality before people can be tested; a list that warns and never blocks. */
export const READINESS_ITEMS = [
  'ydernummer',
  'webreq',
  'signature',
  'connection',
  'protective-equipment',
  'scanners',
  'pickup-places',
] as const;
export type ReadinessItem = (typeof READINESS_ITEMS)[number];

export interface ReadyItem {
  readonly item: ReadinessItem;
  readonly doneOn: CalendarDate | null;
}

/** R54: what is to be known before a first roll. */
export interface FirstRollFacts {
  /** People to be tested, from rosters or headcounts. */
  readonly expected: number;
  readonly sitesWithoutNumbers: number;
  /** Trained swabbers by the training that has been agreed. */
  readonly trainees: number;
  readonly traineesAgreed: number;
  readonly trainingHeldOn: CalendarDate | null;
  /** Test days that have been agreed with the region, of all that have been proposed. */
  readonly testDays: number;
  readonly testDaysAgreed: number;
}

export const FIRST_ROLL_FACTS = ['numbers', 'training', 'test-days', 'pickup-places'] as const;
type FirstRollFact = (typeof FIRST_ROLL_FACTS)[number];

export interface Readiness {
  readonly items: readonly ReadyItem[];
  readonly facts: FirstRollFacts;
  /** R54: what is not known yet. */
  readonly unknown: readonly FirstRollFact[];
}

/** Every item stands on the list, whether anybody has said anything about it or not. */
export function readinessOf(done: readonly ReadyItem[], facts: FirstRollFacts): Readiness {
  const items = READINESS_ITEMS.map(
    (item) => done.find((known) => known.item === item) ?? { item, doneOn: null },
  );
  const known: Record<FirstRollFact, boolean> = {
    numbers: facts.expected > 0 && facts.sitesWithoutNumbers === 0,
    training: facts.trainees > 0 && facts.traineesAgreed >= facts.trainees && facts.trainingHeldOn !== null,
    'test-days': facts.testDays > 0 && facts.testDaysAgreed === facts.testDays,
    'pickup-places': items.some(({ item, doneOn }) => item === 'pickup-places' && doneOn !== null),
  };
  return { items, facts, unknown: FIRST_ROLL_FACTS.filter((fact) => !known[fact]) };
}
