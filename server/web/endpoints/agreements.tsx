import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { AgreementsView } from '../../../shared/contracts/views/agreements.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import {
  agreementFields,
  AGREEMENT_RULE_NAMES,
  type LocalAgreement,
} from '../../../shared/domain/policy/agreements.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { listLocalAgreements } from '../../../shared/usecases/listLocalAgreements.ts';
import { endAgreement, registerAgreement } from '../../../shared/usecases/registerAgreement.ts';
import { PARTIES } from '../../../shared/domain/status/party.ts';
import {
  atLeastOne,
  optionalCount,
  optionalDate,
  optionalTime,
  requiredDate,
  requiredLine,
  requiredText,
  several,
} from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { registrarOf } from '../forms/registrar.ts';
import { AgreementsPage } from '../pages/AgreementsPage.tsx';
import { languageOf } from '../requests.ts';
import { afterSaving, urlsIn } from '../urls.ts';
import type { WebDeps } from './endpoint.ts';

const fields = z.object({
  rule: z.enum(AGREEMENT_RULE_NAMES, 'chooseOne'),
  /** `area:…` or `site:…`; empty: the whole municipality. */
  where: z
    .string()
    .regex(/^$|^(area|site):[0-9a-f-]{36}$/, 'chooseOne')
    .default(''),
  greenIntervalWeeks: optionalCount(1, 26),
  greenMinimumGapDays: optionalCount(0, 60),
  redMinimumGapDays: optionalCount(0, 60),
  shiftMarginMinutes: optionalCount(0, 240),
  swabberMarginMinutes: optionalCount(0, 240),
  travelMinutes: optionalCount(0, 480),
  noticeDays: optionalCount(0, 60),
  planningWeeks: optionalCount(0, 8),
  closedWeekdays: several(z.string().regex(/^[0-6]$/)),
  lastPickup: optionalTime,
  testSite: z.union([z.literal(''), z.uuid()]).default(''),
  from: requiredDate,
  to: optionalDate,
  reason: requiredText,
  parties: atLeastOne(z.enum(PARTIES)),
  registeredBy: requiredLine,
  onBehalfOf: z.enum(PARTIES, 'chooseOne'),
});

const VALUES: readonly string[] = AGREEMENT_RULE_NAMES.flatMap(agreementFields);

/** What was typed for a rule that is not chosen any more is nobody's fault. */
const schema = z.preprocess((sent): unknown => {
  const given = (sent ?? {}) as Readonly<Record<string, unknown>>;
  const rule = AGREEMENT_RULE_NAMES.find((known) => known === given.rule);
  const own = rule === undefined ? [] : agreementFields(rule);
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => own.includes(name) || !VALUES.includes(name)),
  );
}, fields);

type Sent = z.output<typeof fields>;

/** The rule judges the values; what was left out is not sent. */
function paramsOf({ closedWeekdays, testSite, ...sent }: Sent): LocalAgreement['params'] {
  const values: Readonly<Record<string, unknown>> = {
    ...sent,
    closedWeekdays: closedWeekdays.map(Number),
    testSite: testSite === '' ? undefined : testSite,
  };
  const own = agreementFields(sent.rule).map((name) => [name, values[name]] as const);
  return Object.fromEntries(own.filter(([, value]) => value !== undefined));
}

const codeOf = (code: string | undefined) => (code ?? '') as MunicipalityCode;

/** R16: what is agreed in a municipality, and a new agreement. */
export const agreementsForm: FormPage<typeof schema, AgreementsView> = {
  schema,
  load: ({ services }, { params: { code } }) =>
    services.using(({ actor, ...deps }) => listLocalAgreements(deps, { actor, municipality: codeOf(code) })),
  initial: ({ view }, registrar) => ({
    from: view.today,
    parties: ['municipality', 'region'],
    registeredBy: registrar?.registeredBy,
    onBehalfOf: 'municipality',
  }),
  draw: (page, view, form) => <AgreementsPage page={page} view={view} form={form} />,
  save: async ({ services }, sent, { page, view }) => {
    const { rule, from, to, reason, parties, registeredBy, onBehalfOf, where } = sent;
    const [kind, place] = where.split(':');
    await services.using(({ actor, ...deps }) =>
      registerAgreement(deps, {
        actor,
        municipality: codeOf(view.code),
        area: kind === 'area' ? place : undefined,
        site: kind === 'site' ? place : undefined,
        params: paramsOf(sent),
        ...{ rule, from, to, reason, parties, registeredBy, onBehalfOf },
      }),
    );
    return afterSaving(page.urls.agreements(view.code), 'agreement');
  },
};

/** Ends an agreement today; who does it is whoever filled in the last form at this browser. */
export function endAgreementToday({ services }: WebDeps): RequestHandler<{ code: string; id: string }> {
  return async (request, response) => {
    const { code, id } = request.params;
    if (!z.uuid().safeParse(id).success) throw new DomainProblem('not-found', 'there is no such agreement');
    await services.using(({ actor, ...deps }) =>
      endAgreement(deps, {
        actor,
        municipality: codeOf(code),
        agreementId: id,
        endsOn: wallClock(deps.clock.now()).date,
        endedBy: registrarOf(request)?.registeredBy ?? 'page',
      }),
    );
    response.redirect(303, afterSaving(urlsIn(languageOf(request)).agreements(code), 'agreementEnded'));
  };
}
