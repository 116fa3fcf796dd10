import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { AgreementsView } from '../../../shared/contracts/views/agreements.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import {
  type AgreementRule,
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
  optionalLine,
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

const schema = z.object({
  rule: z.enum(AGREEMENT_RULE_NAMES, 'chooseOne'),
  /** `area:…` or `site:…`; empty: the whole municipality. */
  where: z
    .string()
    .regex(/^$|^(area|site):[0-9a-f-]{36}$/, 'chooseOne')
    .default(''),
  number: optionalCount(0, 1000),
  second: optionalCount(0, 1000),
  weekdays: several(z.string().regex(/^[0-6]$/)),
  pickup: optionalLine,
  testSite: z.union([z.literal(''), z.uuid()]).default(''),
  from: requiredDate,
  to: optionalDate,
  reason: requiredText,
  parties: atLeastOne(z.enum(PARTIES)),
  registeredBy: requiredLine,
  onBehalfOf: z.enum(PARTIES, 'chooseOne'),
});

type Sent = z.output<typeof schema>;
const VALUES: Readonly<Record<AgreementRule, (sent: Sent) => Readonly<Record<string, unknown>>>> = {
  interval: ({ number }) => ({ greenIntervalWeeks: number }),
  'minimum-gap': ({ number, second }) => ({ greenMinimumGapDays: number, redMinimumGapDays: second }),
  margin: ({ number, second }) => ({ shiftMarginMinutes: number, swabberMarginMinutes: second }),
  travel: ({ number }) => ({ travelMinutes: number }),
  notice: ({ number }) => ({ noticeDays: number }),
  phase: ({ number }) => ({ planningWeeks: number }),
  weekday: ({ weekdays }) => ({ closedWeekdays: weekdays.map(Number) }),
  pickup: ({ pickup }) => ({ lastPickup: pickup }),
  place: ({ testSite }) => ({ testSite: testSite === '' ? undefined : testSite }),
};

/** The rule judges the values; what was left out is not sent. */
function paramsOf(sent: Sent): LocalAgreement['params'] {
  const values = Object.entries(VALUES[sent.rule](sent));
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
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
