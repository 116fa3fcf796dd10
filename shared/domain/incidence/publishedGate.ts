import { daysBetween } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { MUNICIPALITIES } from '../geography/municipalities.ts';
import { displayRate, RATE_UNIT } from './counts.ts';
import type { Doubt, GateLimits } from './doubt.ts';
import { displayIncidence } from './measure.ts';
import type { PublishedDay, PublishedFigure } from './publishedCsv.ts';

/** A list of so many municipalities claims to be of all of them; a shorter one may name only some. */
const CLAIMS_ALL_FROM = MUNICIPALITIES.length / 2;

/** Longer ago than this, an earlier statement tells nothing of a fall. */
const COMPARED_DAYS = 7;

/** What is known otherwise of the day that an authority makes a statement of. */
export interface AboutTheDay {
  readonly populations: ReadonlyMap<MunicipalityCode, number>;
  /** True where it was stated before: what comes now may be a correction of a few. */
  readonly stated: boolean;
  /** The authority's own statement of the nearest day before. */
  readonly previous: readonly PublishedFigure[];
  /** Our own count, the control (A2); empty where no release tells of the day. */
  readonly counted: ReadonlyMap<MunicipalityCode, number>;
}

type Check = (day: PublishedDay, about: AboutTheDay, limits: GateLimits) => Doubt[];

/**
 * The plausibility gate of an authority's own figures: they measure (A2), so a slip in them would call people as surely as
 * one in a series of cases. Anything it returns holds the day back until somebody releases or rejects it with a reason.
 */
export function doubtsAboutPublished(
  day: PublishedDay,
  about: AboutTheDay,
  limits: GateLimits,
): readonly Doubt[] {
  return CHECKS.flatMap((check) => check(day, about, limits));
}

const unknownCodes: Check = ({ unknownNames }) =>
  unknownNames.map(({ place, name }) => ({
    check: 'unknown-name',
    message: `${place}: "${name}" is no municipality that we know`,
    facts: { place, name },
  }));

const tooFew: Check = ({ date, figures }, { stated, previous }, { municipalitiesMissing }) => {
  const listed = new Set(figures.map(({ municipality }) => municipality));
  const claimsAll = listed.size >= CLAIMS_ALL_FROM || (!stated && previous.length >= CLAIMS_ALL_FROM);
  const missing = MUNICIPALITIES.filter(({ code }) => !listed.has(code)).map(({ name }) => name);
  if (!claimsAll || missing.length <= municipalitiesMissing) return [];
  return [
    {
      check: 'statement-incomplete',
      message: `the list of ${date} has ${listed.size} of ${MUNICIPALITIES.length} municipalities; missing: ${missing.join(', ')}`,
      facts: { date, found: listed.size, missing },
    },
  ];
};

/** More cases in a week than people, or a rate that is not that of the cases beside it. */
const impossible: Check = ({ figures }, { populations }, { populationPercent }) =>
  figures.flatMap(({ date, municipality, billionths, cases }): Doubt[] => {
    const population = populations.get(municipality);
    const rate = displayRate(billionths);
    if (billionths > 100_000 * RATE_UNIT) {
      const message = `${municipality} on ${date}: ${rate} per 100,000 is more than there are people`;
      return [{ check: 'rate-impossible', message, facts: { date, municipality, rate } }];
    }
    if (cases === undefined || population === undefined) return [];
    const own = (cases * 100_000) / population;
    const apart = Math.abs(own - billionths / RATE_UNIT);
    // One per 100,000 is what rounding to whole numbers explains.
    if (apart <= 1 + (own * populationPercent) / 100) return [];
    const expected = displayIncidence({ cases, population });
    const message = `${municipality} on ${date}: ${rate} per 100,000 is stated for ${cases} cases, which are ${expected}`;
    return [{ check: 'rate-not-of-cases', message, facts: { date, municipality, rate, cases, expected } }];
  });

/** A slip of the decimal mark shows against the day before and against our count: either explains a rise. */
const rises: Check = ({ figures }, about, { jumpFactor, jumpFromCases }) => {
  const before = casesIn(about.previous, about);
  return casesOf(figures, about).flatMap(({ date, municipality, cases }): Doubt[] => {
    const known = [before.get(municipality), about.counted.get(municipality)].filter(
      (count) => count !== undefined,
    );
    const highest = Math.max(...known);
    if (known.length === 0 || cases < jumpFromCases || cases <= jumpFactor * (highest + 1)) return [];
    const message = `${municipality} on ${date}: the rate is that of ${cases} cases, and ${highest} are known`;
    return [{ check: 'rate-jump', message, facts: { date, municipality, cases, known: highest } }];
  });
};

/** Together, what is stated cannot be less than half of the week before, nor half or double of what we count. */
const farOff: Check = ({ date, figures }, about, { fallFromCases, fallPercentMunicipality: percent }) => {
  const now = new Map(casesOf(figures, about).map(({ municipality, cases }) => [municipality, cases]));
  const isFar = (more: number, less: number) =>
    more - less >= fallFromCases && (more - less) * 100 > percent * more;
  const doubts: Doubt[] = [];
  const [first] = about.previous;
  const recent = first && daysBetween({ from: first.date, to: date }) <= COMPARED_DAYS;
  const sums = sumsOfBoth(now, casesIn(recent ? about.previous : [], about));
  if (first && isFar(sums.other, sums.own)) {
    const message = `all together on ${date}: the rates are those of ${sums.own} cases, and of ${sums.other} on ${first.date}`;
    const facts = { date, cases: sums.own, before: sums.other, previous: first.date };
    doubts.push({ check: 'rates-fall', message, facts });
  }
  const { own, other } = sumsOfBoth(now, about.counted);
  if (isFar(Math.max(own, other), Math.min(own, other))) {
    const message = `all together on ${date}: the rates are those of ${own} cases, and our count is ${other}`;
    doubts.push({ check: 'rates-not-our-count', message, facts: { date, cases: own, counted: other } });
  }
  return doubts;
};

const CHECKS: readonly Check[] = [unknownCodes, tooFew, impossible, rises, farOff];

/** A rate as the cases that it stands for, so that a small municipality's few do not weigh like a city's many. */
function casesOf(figures: readonly PublishedFigure[], { populations }: AboutTheDay) {
  return figures.flatMap(({ date, municipality, billionths }) => {
    const population = populations.get(municipality);
    if (population === undefined) return [];
    return [{ date, municipality, cases: Math.round(((billionths / RATE_UNIT) * population) / 100_000) }];
  });
}

function casesIn(
  figures: readonly PublishedFigure[],
  about: AboutTheDay,
): ReadonlyMap<MunicipalityCode, number> {
  return new Map(casesOf(figures, about).map(({ municipality, cases }) => [municipality, cases]));
}

/** Only over municipalities that both know. */
function sumsOfBoth(
  own: ReadonlyMap<MunicipalityCode, number>,
  other: ReadonlyMap<MunicipalityCode, number>,
): { own: number; other: number } {
  const sums = { own: 0, other: 0 };
  for (const [municipality, cases] of own) {
    const counted = other.get(municipality);
    if (counted === undefined) continue;
    sums.own += cases;
    sums.other += counted;
  }
  return sums;
}
