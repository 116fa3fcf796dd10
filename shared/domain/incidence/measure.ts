import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { covers, type Figures, sumCases } from './release.ts';
import { type CountingWindow, windowSpan } from './windows.ts';

export type Colour = 'green' | 'red';

/** New cases per 100,000 inhabitants from which a municipality is measured red. */
export interface Threshold {
  readonly redFromPer100000: number;
}

/**
 * R2, A1: red if and only if there are `redFromPer100000` or more new cases per 100,000 inhabitants. Integers are
 * compared, nothing is rounded first: 10 / 49,961 is red, 1 / 5,001 is green, 1 / 5,000 is red.
 */
export function measuredColour({
  cases,
  population,
  policy,
}: {
  cases: number;
  population: number;
  policy: Threshold;
}): Colour {
  return cases * 100_000 >= policy.redFromPer100000 * population ? 'red' : 'green';
}

/** Cases per 100,000 with two decimals, rounded half up in integers. For display only, never for a comparison. */
export function displayIncidence({ cases, population }: { cases: number; population: number }): string {
  const doubled = 2 * cases * 10_000_000 + population;
  const hundredths = (doubled - (doubled % (2 * population))) / (2 * population);
  const whole = (hundredths - (hundredths % 100)) / 100;
  return `${whole}.${String(hundredths % 100).padStart(2, '0')}`;
}

export interface Measured {
  readonly municipality: MunicipalityCode;
  readonly cases: number;
  readonly population: number;
  readonly colour: Colour;
}

/**
 * R1, R2 for every municipality of the release that has a population. `anchor` is the day whose last week is
 * counted: the release's own day, or an earlier one when asked what a later release says of it. Empty when the
 * series does not reach over the whole window: no figure is better than a low one.
 */
export function measureMunicipalities({
  figures,
  populations,
  anchor,
  policy,
}: {
  figures: Figures;
  populations: ReadonlyMap<MunicipalityCode, number>;
  anchor: CalendarDate;
  policy: Threshold & { readonly countingWindow: CountingWindow };
}): Measured[] {
  const span = windowSpan(policy.countingWindow, anchor);
  if (!covers(figures, span)) return [];
  const measured: Measured[] = [];
  for (const [municipality, series] of figures.cases) {
    const population = populations.get(municipality);
    if (population === undefined) continue;
    const cases = sumCases(figures, series, span);
    measured.push({
      municipality,
      cases,
      population,
      colour: measuredColour({ cases, population, policy }),
    });
  }
  return measured.sort((a, b) => (a.municipality < b.municipality ? -1 : 1));
}
