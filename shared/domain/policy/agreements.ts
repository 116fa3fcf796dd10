import { z } from 'zod';
import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
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
} as const;

type AgreementRule = keyof typeof AGREEMENT_RULES;

/** Who or what an agreement is about; a site beats its area, an area its municipality. */
export interface AgreementPlace {
  readonly municipality: MunicipalityCode;
  readonly area?: string | undefined;
  readonly site?: string | undefined;
}

export interface LocalAgreement extends AgreementPlace {
  readonly id: string;
  readonly rule: AgreementRule;
  readonly params: Partial<PolicyRules>;
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
  const inForce = agreements
    .filter((agreement) => isInForce(agreement, on) && appliesTo(agreement, place))
    .sort((a, b) => narrowness(a) - narrowness(b) || (a.from < b.from ? -1 : Number(a.from > b.from)));
  const rules = inForce.reduce<PolicyRules>((sofar, { params }) => ({ ...sofar, ...params }), policy);
  return { rules, adjustedBy: inForce };
}

function isInForce({ from, to }: LocalAgreement, on: CalendarDate): boolean {
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
  agreement: Pick<LocalAgreement, 'parties' | 'from' | 'to'> & {
    readonly rule: string;
    readonly params: unknown;
  },
  policy: PolicyRules,
): { readonly place: string; readonly message: string }[] {
  const faults: { place: string; message: string }[] = [];
  const schema = isAgreementRule(agreement.rule) ? AGREEMENT_RULES[agreement.rule] : undefined;
  if (!schema) {
    const known = Object.keys(AGREEMENT_RULES).join(', ');
    faults.push({ place: 'rule', message: `"${agreement.rule}" is no practical rule (${known})` });
  }
  const parsed = schema?.safeParse(agreement.params);
  for (const issue of parsed?.error?.issues ?? []) {
    faults.push({ place: ['params', ...issue.path].join('.'), message: issue.message });
  }
  if (agreement.parties.length === 0) faults.push({ place: 'parties', message: 'an agreement has parties' });
  if (agreement.to !== undefined && agreement.to < agreement.from) {
    faults.push({ place: 'to', message: 'it ends before it begins' });
  }
  const interval =
    parsed?.success && 'greenIntervalWeeks' in parsed.data ? parsed.data.greenIntervalWeeks : 0;
  if (interval > policy.greenIntervalWeeks && !agreement.parties.includes('stps')) {
    faults.push({ place: 'parties', message: 'a longer interval needs STPS among the parties (R16)' });
  }
  return faults;
}

function isAgreementRule(rule: string): rule is AgreementRule {
  return Object.hasOwn(AGREEMENT_RULES, rule);
}
