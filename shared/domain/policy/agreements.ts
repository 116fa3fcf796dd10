import { z } from 'zod';
import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import type { Fault } from '../problem.ts';
import type { PolicyRules } from './policy.ts';

const whole = (least: number, most: number) => z.number().int().min(least).max(most);

/**
 * R16: the practical rules that a recorded local agreement may change, and with what. The decided colour, the scope
 * of a decision and voluntariness are not among them and never will be.
 */
const AGREEMENT_RULES = {
  /** Weeks between two offers while green; a longer one needs STPS among the parties. */
  interval: z.strictObject({ greenIntervalWeeks: whole(1, 26) }),
  'minimum-gap': z.strictObject({
    greenMinimumGapDays: whole(0, 60).optional(),
    redMinimumGapDays: whole(0, 60).optional(),
  }),
  margin: z.strictObject({
    shiftMarginMinutes: whole(0, 240).optional(),
    swabberMarginMinutes: whole(0, 240).optional(),
  }),
  travel: z.strictObject({ travelMinutes: whole(0, 480) }),
  notice: z.strictObject({ noticeDays: whole(0, 60) }),
  phase: z.strictObject({ planningWeeks: whole(0, 8) }),
  /** No test at the place on these days; 0 is Monday. */
  weekday: z.strictObject({ closedWeekdays: z.array(whole(0, 6)).min(1).max(6) }),
  /** The last pickup from the place. */
  pickup: z.strictObject({ lastPickup: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM') }),
  /** Whose workplace it is are tested at another site. */
  place: z.strictObject({ testSite: z.uuid() }),
} as const;

export type AgreementRule = keyof typeof AGREEMENT_RULES;
export const AGREEMENT_RULE_NAMES = Object.keys(AGREEMENT_RULES) as AgreementRule[];

/** The names of a rule's values. */
export function agreementFields(rule: AgreementRule): readonly string[] {
  return Object.keys(AGREEMENT_RULES[rule].shape);
}

/** Rules that a plan knows for a whole municipality only: it has one value of each. */
const WHOLE_MUNICIPALITY: readonly AgreementRule[] = ['margin', 'travel', 'notice', 'phase'];
/** Rules about one place. */
const PLACE_RULES: readonly AgreementRule[] = ['weekday', 'pickup', 'place'];

/** What the rules of places can say; the others are policy's own. */
interface PlaceRules {
  readonly closedWeekdays: readonly number[];
  readonly lastPickup: string;
  readonly testSite: string;
}

/** Who or what an agreement is about; a site beats its area, an area its municipality. */
export interface AgreementPlace {
  readonly municipality: MunicipalityCode;
  readonly area?: string | undefined;
  readonly site?: string | undefined;
}

export interface LocalAgreement extends AgreementPlace {
  readonly id: string;
  readonly rule: AgreementRule;
  readonly params: Partial<PolicyRules & PlaceRules>;
  readonly parties: readonly string[];
  readonly from: CalendarDate;
  /** The last day; undefined until it is ended. */
  readonly to: CalendarDate | undefined;
}

/** The rules that hold at a place, and which agreements made them differ from the policy. */
export interface EffectiveRules {
  readonly rules: PolicyRules;
  readonly adjustedBy: readonly LocalAgreement[];
}

/** Policy, adjusted by the agreements in force there on that day, the narrowest place last; of equals the later one. */
export function effectiveRules(
  policy: PolicyRules,
  agreements: readonly LocalAgreement[],
  { place, on }: { place: AgreementPlace; on: CalendarDate },
): EffectiveRules {
  const inForce = agreementsAt(agreements, { place, on }).filter(({ rule }) => !PLACE_RULES.includes(rule));
  const rules = inForce.reduce<PolicyRules>((sofar, { params }) => ({ ...sofar, ...params }), policy);
  return { rules, adjustedBy: inForce };
}

/** What is agreed about a place beside policy's rules; empty where nothing is. */
export function placeRules(
  agreements: readonly LocalAgreement[],
  at: { place: AgreementPlace; on: CalendarDate },
): Partial<PlaceRules> {
  return agreementsAt(agreements, at)
    .filter(({ rule }) => PLACE_RULES.includes(rule))
    .reduce<Partial<PlaceRules>>((sofar, { params }) => ({ ...sofar, ...params }), {});
}

/** In force at a place on a day, the narrowest last. */
function agreementsAt(
  agreements: readonly LocalAgreement[],
  { place, on }: { place: AgreementPlace; on: CalendarDate },
): LocalAgreement[] {
  return agreements
    .filter((agreement) => isInForce(agreement, on) && appliesTo(agreement, place))
    .sort((a, b) => narrowness(a) - narrowness(b) || (a.from < b.from ? -1 : Number(a.from > b.from)));
}

export function isInForce({ from, to }: LocalAgreement, on: CalendarDate): boolean {
  return from <= on && (to === undefined || on <= to);
}

function appliesTo(agreement: LocalAgreement, place: AgreementPlace): boolean {
  if (agreement.municipality !== place.municipality) return false;
  if (agreement.site !== undefined) return agreement.site === place.site;
  return agreement.area === undefined || agreement.area === place.area;
}

function narrowness({ area, site }: AgreementPlace): number {
  if (site !== undefined) return 2;
  return area === undefined ? 0 : 1;
}

/** Why an agreement cannot be recorded; empty when it can. */
export function agreementFaults(
  agreement: Pick<LocalAgreement, 'parties' | 'from' | 'to' | 'area' | 'site'> & {
    readonly rule: string;
    readonly params: unknown;
  },
  policy: PolicyRules,
): Fault[] {
  const faults: Fault[] = [];
  const schema = isAgreementRule(agreement.rule) ? AGREEMENT_RULES[agreement.rule] : undefined;
  if (!schema) {
    const known = Object.keys(AGREEMENT_RULES).join(', ');
    const message = `"${agreement.rule}" is no practical rule (${known})`;
    faults.push({ place: 'rule', message, code: 'noPracticalRule' });
  }
  const parsed = schema?.safeParse(agreement.params);
  for (const issue of parsed?.error?.issues ?? []) {
    const place = ['params', ...issue.path].join('.');
    faults.push({ place, message: issue.message, code: valueCode(issue) });
  }
  if (agreement.parties.length === 0)
    faults.push({ place: 'parties', message: 'an agreement has parties', code: 'choose' });
  if (agreement.to !== undefined && agreement.to < agreement.from) {
    faults.push({ place: 'to', message: 'it ends before it begins', code: 'endsBeforeItBegins' });
  }
  if (isAgreementRule(agreement.rule)) faults.push(...whereFaults(agreement.rule, agreement));
  if (parsed?.success && Object.values(parsed.data).every((value) => value === undefined)) {
    const message = 'it changes nothing: give at least one value';
    faults.push({ place: 'params', message, code: 'nothingChanged' });
  }
  const interval =
    parsed?.success && 'greenIntervalWeeks' in parsed.data ? parsed.data.greenIntervalWeeks : 0;
  if (interval > policy.greenIntervalWeeks && !agreement.parties.includes('stps')) {
    const message = 'a longer interval needs STPS among the parties (R16)';
    faults.push({ place: 'parties', message, code: 'longerIntervalNeedsStps' });
  }
  const local = agreement.parties.includes('municipality') || agreement.parties.includes('region');
  if (interval > policy.greenIntervalWeeks && !local) {
    const message = 'a longer interval is agreed with the municipality or the region (R16)';
    faults.push({ place: 'parties', message, code: 'longerIntervalNeedsLocal' });
  }
  return faults;
}

/** What is wrong with a value, in words that every language has. */
function valueCode({ code, path, input }: z.core.$ZodIssue): string {
  if (path.at(-1) === 'closedWeekdays') return 'choose';
  if (code === 'invalid_type' && input === undefined) return 'required';
  return code === 'invalid_format' ? 'time' : 'range';
}

function whereFaults(rule: AgreementRule, { area, site }: Pick<LocalAgreement, 'area' | 'site'>): Fault[] {
  const named = area !== undefined || site !== undefined;
  if (WHOLE_MUNICIPALITY.includes(rule) && named) {
    const message = `"${rule}" is agreed for a whole municipality`;
    return [{ place: 'site', message, code: 'wholeMunicipalityOnly' }];
  }
  if (rule === 'place' && !named) {
    return [{ place: 'site', message: 'whose place of testing moves?', code: 'placeWithoutSite' }];
  }
  return [];
}

function isAgreementRule(rule: string): rule is AgreementRule {
  return Object.hasOwn(AGREEMENT_RULES, rule);
}
