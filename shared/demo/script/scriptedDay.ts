import { addDays, type CalendarDate, daysBetween, weekdayOf } from '../../domain/calendar/calendarDate.ts';
import type { IsoWeek } from '../../domain/calendar/isoWeek.ts';
import type { MunicipalityCode, RegionCode } from '../../domain/geography/codes.ts';
import type { Colour } from '../../domain/incidence/measure.ts';
import { suggestedFirstTestWeek } from '../../domain/status/redFlow.ts';

/** What the script knows of a municipality on a day. */
export interface ScriptedMunicipality {
  readonly code: MunicipalityCode;
  readonly region: RegionCode;
  readonly population: number;
  /** Undefined where no figures are known. */
  readonly measured: Colour | undefined;
  /** In the counted week. */
  readonly cases: number;
  readonly measuredAWeekAgo: Colour | undefined;
  readonly followUp: { readonly openedOn: CalendarDate; readonly contacted: boolean } | undefined;
  readonly decided: {
    readonly colour: Colour;
    readonly suspended: boolean;
    readonly partial: boolean;
    readonly since: CalendarDate | undefined;
    readonly reviewOn: CalendarDate | undefined;
  };
  /** Its areas in the demo's world; none where the demo has no sites. */
  readonly areas: readonly string[];
}

export interface ScriptInput {
  readonly date: CalendarDate;
  readonly municipalities: readonly ScriptedMunicipality[];
  /** Regions that have had a suspension, or a partly red municipality, already. */
  readonly suspendedBefore: ReadonlySet<RegionCode>;
  readonly partialBefore: ReadonlySet<RegionCode>;
}

interface ScriptedContact {
  readonly municipality: MunicipalityCode;
  /** The day of the call: that of the crossing (R4). */
  readonly madeOn: CalendarDate;
  readonly circumstances: string;
}

export type ScriptedDecision = { readonly municipality: MunicipalityCode; readonly reason: string } & (
  | {
      readonly kind: 'red';
      /** R9, R10: the named areas; undefined for the whole municipality. */
      readonly areas: readonly string[] | undefined;
      readonly firstTestWeek: IsoWeek;
    }
  | { readonly kind: 'suspension'; readonly reviewOn: CalendarDate }
  | { readonly kind: 'green' }
  | { readonly kind: 'closing' }
);

export interface ScriptedDay {
  readonly contacts: readonly ScriptedContact[];
  readonly decisions: readonly ScriptedDecision[];
  /** R12: assessed with the municipality, and left as it is. */
  readonly reviews: readonly { readonly municipality: MunicipalityCode; readonly note: string }[];
}

const WEDNESDAY = 2;
const WEEK = 7;
/** As in the national model (A4). */
const PLANNING_WEEKS = 1;
/** "Few infected" (R8): so few may be suspended, and a handful always is. */
const FEW_CASES = 20;
const A_HANDFUL = 5;
/** From so many inhabitants a municipality counts as a larger one (R10). */
const LARGER_FROM = 40_000;
/** A partly red municipality becomes wholly red after so long, if so many per 100,000 are infected. */
const PARTIAL_DAYS = 21;
const PARTIAL_UNTIL_PER_100000 = 60;
/** Spread is not called under control earlier (R12). */
const RED_AT_LEAST_DAYS = 14;

/**
 * What the demo's people do on a day: the afternoon's calls of the day before are logged, and on Wednesdays STPS
 * decides, together with municipality and region. The script stands in for judgement: it knows figures only, and takes
 * care that a suspension and a partly red municipality are among the first decisions of each region, so that nobody
 * takes the measured colour for the decided one.
 */
export function scriptedDay(input: ScriptInput): ScriptedDay {
  const { date, municipalities } = input;
  const contacts = municipalities.flatMap(contactDue(date));
  if (weekdayOf(date) !== WEDNESDAY) return { contacts, decisions: [], reviews: [] };
  const called = new Set(contacts.map(({ municipality }) => municipality));
  const ready = municipalities.map((municipality) =>
    municipality.followUp && called.has(municipality.code)
      ? { ...municipality, followUp: { ...municipality.followUp, contacted: true } }
      : municipality,
  );
  const first = firstDecisions({ ...input, municipalities: ready });
  const decisions: ScriptedDecision[] = [...first];
  const reviews: { municipality: MunicipalityCode; note: string }[] = [];
  const decided = new Set(first.map(({ municipality }) => municipality));
  for (const municipality of ready.filter(({ code }) => !decided.has(code))) {
    const decision = laterDecision(municipality, date);
    if (decision) decisions.push(decision);
    else if (municipality.decided.colour === 'red') {
      reviews.push({ municipality: municipality.code, note: reviewNote(municipality) });
    }
  }
  return { contacts, decisions, reviews };
}

function contactDue(date: CalendarDate): (municipality: ScriptedMunicipality) => ScriptedContact[] {
  return ({ code, followUp, cases }) => {
    if (!followUp || followUp.contacted || followUp.openedOn >= date) return [];
    const circumstances =
      cases <= FEW_CASES
        ? 'Få smittede på få adresser. Kommunen følger kæderne tæt.'
        : 'Smitten er spredt på flere institutioner og familier.';
    return [{ municipality: code, madeOn: followUp.openedOn, circumstances }];
  };
}

/** Who is measured red, decided green, called, and not suspended. */
function isNewlyRed({ measured, decided, followUp }: ScriptedMunicipality): boolean {
  return (
    measured === 'red' && decided.colour === 'green' && !decided.suspended && followUp?.contacted === true
  );
}

function firstDecisions(input: ScriptInput): ScriptedDecision[] {
  const { date, municipalities, suspendedBefore, partialBefore } = input;
  const byRegion = Map.groupBy(municipalities.filter(isNewlyRed), ({ region }) => region);
  return [...byRegion].flatMap(([region, newlyRed]) => {
    const inDemo = municipalities.some((other) => other.region === region && other.areas.length > 0);
    const shown = inDemo ? newlyRed.filter(({ areas }) => areas.length > 0) : newlyRed;
    const suspended = suspendedBefore.has(region) ? undefined : toSuspend(shown);
    const partial = partialBefore.has(region)
      ? undefined
      : toRestrict(shown.filter(({ code, cases }) => code !== suspended?.code && cases > A_HANDFUL));
    return newlyRed.map((municipality): ScriptedDecision => {
      if (municipality === suspended || municipality.cases <= A_HANDFUL)
        return suspension(municipality, date);
      if (municipality === partial) return partlyRed(municipality, date);
      return red(municipality, date);
    });
  });
}

/** R8: few infected, few addresses, in a small municipality. */
function toSuspend(newlyRed: readonly ScriptedMunicipality[]): ScriptedMunicipality | undefined {
  const few = newlyRed.filter(({ cases }) => cases <= FEW_CASES);
  return few.toSorted((a, b) => a.cases - b.cases || a.population - b.population)[0];
}

/** R10: a larger municipality in which the outbreak is small for its size. */
function toRestrict(newlyRed: readonly ScriptedMunicipality[]): ScriptedMunicipality | undefined {
  const divisible = newlyRed.filter(({ areas }) => areas.length > 1);
  const larger = divisible.filter(({ population }) => population >= LARGER_FROM);
  return larger.length > 0
    ? larger.toSorted((a, b) => incidence(a) - incidence(b))[0]
    : divisible.toSorted((a, b) => b.population - a.population)[0];
}

/** What follows when somebody is suspended, red or green again; undefined when it is left as it is. */
function laterDecision(municipality: ScriptedMunicipality, date: CalendarDate): ScriptedDecision | undefined {
  const { decided, measured, measuredAWeekAgo, followUp, cases } = municipality;
  const calm = measured === 'green' && measuredAWeekAgo === 'green';
  const days = decided.since === undefined ? 0 : daysBetween({ from: decided.since, to: date });
  if (decided.suspended) {
    if (decided.reviewOn !== undefined && decided.reviewOn > date) return undefined;
    if (measured === 'green') return green(municipality);
    return cases > FEW_CASES ? red(municipality, date) : suspension(municipality, date);
  }
  if (decided.colour === 'red') {
    if (calm && days >= RED_AT_LEAST_DAYS) return green(municipality);
    const spreads = days >= PARTIAL_DAYS && incidence(municipality) >= PARTIAL_UNTIL_PER_100000;
    return decided.partial && spreads ? red(municipality, date) : undefined;
  }
  return followUp?.contacted === true && calm ? closing(municipality) : undefined;
}

/** The week of the first contact + 2; when the decision comes late, the week after it is for planning (R24). */
function firstTestWeek({ followUp }: ScriptedMunicipality, date: CalendarDate): IsoWeek {
  return suggestedFirstTestWeek({
    contactOn: followUp?.openedOn ?? date,
    decidedOn: date,
    planningWeeks: PLANNING_WEEKS,
  });
}

function red(municipality: ScriptedMunicipality, date: CalendarDate): ScriptedDecision {
  return {
    municipality: municipality.code,
    kind: 'red',
    areas: undefined,
    firstTestWeek: firstTestWeek(municipality, date),
    reason: `${municipality.cases} nye smittede på en uge, spredt i kommunen.`,
  };
}

/** The first third of its areas. */
function partlyRed(municipality: ScriptedMunicipality, date: CalendarDate): ScriptedDecision {
  const { code, areas, cases } = municipality;
  return {
    municipality: code,
    kind: 'red',
    areas: areas.slice(0, Math.ceil(areas.length / 3)),
    firstTestWeek: firstTestWeek(municipality, date),
    reason: `${cases} nye smittede på en uge, næsten alle i samme del af kommunen.`,
  };
}

function suspension({ code, cases }: ScriptedMunicipality, date: CalendarDate): ScriptedDecision {
  return {
    municipality: code,
    kind: 'suspension',
    reviewOn: addDays(date, WEEK),
    reason: `Kun ${cases} nye smittede på en uge, fordelt på få adresser.`,
  };
}

function green({ code }: ScriptedMunicipality): ScriptedDecision {
  return { municipality: code, kind: 'green', reason: 'Smitten er under kontrol efter fælles vurdering.' };
}

function closing({ code }: ScriptedMunicipality): ScriptedDecision {
  return { municipality: code, kind: 'closing', reason: 'Målt grøn i to uger; opfølgningen afsluttes.' };
}

function reviewNote({ measured, cases }: ScriptedMunicipality): string {
  return measured === 'green'
    ? `Målt grøn med ${cases} smittede; drøftet, fortsat rød.`
    : `Fortsat rød med ${cases} smittede på en uge.`;
}

function incidence({ cases, population }: ScriptedMunicipality): number {
  return (cases * 100_000) / population;
}
