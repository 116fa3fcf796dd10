import { z } from 'zod';
import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { OUTCOMES, proposalOf } from '../../../shared/domain/status/outcome.ts';
import { loadCaseFile } from '../../../shared/usecases/loadCaseFile.ts';
import { type DecisionInput, previewDecision } from '../../../shared/usecases/previewDecision.ts';
import { registerDecision } from '../../../shared/usecases/registerDecision.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { PARTIES } from '../../../shared/domain/status/party.ts';
import {
  atLeastOne,
  optionalCount,
  optionalDate,
  optionalText,
  optionalWeek,
  requiredLine,
  requiredText,
  several,
} from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { freshForm } from '../forms/formState.ts';
import { ConfirmDecisionPage } from '../pages/ConfirmDecisionPage.tsx';
import { DecidePage } from '../pages/DecidePage.tsx';
import type { WorkDeps } from '../services.ts';
import { afterSaving } from '../urls.ts';

const schema = z.object({
  /** What the button says: the effect first, then the decision itself. */
  step: z.enum(['preview', 'confirm', 'edit']).default('preview'),
  id: z.uuid(),
  /** The stamp of the effect that was shown; the form itself has none. */
  basedOn: z.string().optional(),
  outcome: z.enum(OUTCOMES, 'chooseOne'),
  firstTestWeek: optionalWeek,
  areas: several(z.uuid()),
  sites: several(z.uuid()),
  teams: several(z.uuid()),
  intervalWeeks: optionalCount(1, 26),
  decidedOn: optionalDate,
  effectiveFrom: optionalDate,
  effectiveTo: optionalDate,
  reviewOn: optionalDate,
  /** One field per rank, the empty ones among them. */
  ranking: several(z.union([z.literal(''), z.uuid()])),
  supersedes: z.union([z.literal(''), z.uuid()]).optional(),
  reason: requiredText,
  parties: atLeastOne(z.enum(PARTIES)),
  registeredBy: requiredLine,
  onBehalfOf: z.enum(PARTIES, 'chooseOne'),
  note: optionalText,
});

function inputOf({ actor }: WorkDeps, file: CaseFile, form: z.output<typeof schema>): DecisionInput {
  const { outcome, id, note, step: _, basedOn: __, ranking, supersedes, ...fields } = form;
  const { areas, sites, teams, ...details } = fields;
  // Boxes that nobody ticked are no list of places.
  const places = areas.length + sites.length + teams.length > 0 ? { areas, sites, teams } : {};
  const chosen = ranking.filter((site) => site !== '');
  const proposed = proposalOf(
    outcome,
    { ...details, ...places, ranking: chosen, supersedes: supersedes === '' ? undefined : supersedes },
    file.today,
  );
  return { actor, municipality: file.municipality.code as MunicipalityCode, id, note, ...proposed };
}

/** R6–R8, R13, R15: a decision in two steps. The first shows what it would do, the second registers it. */
export const decideForm: FormPage<typeof schema, CaseFile> = {
  schema,
  load: ({ services }, { params: { code = '' } }) =>
    services.using(({ actor, ...deps }) =>
      loadCaseFile(deps, { actor, municipality: code as MunicipalityCode }),
    ),
  initial: ({ request, view }, registrar) => ({
    id: crypto.randomUUID(),
    outcome: typeof request.query.outcome === 'string' ? request.query.outcome : undefined,
    firstTestWeek: view.suggestedFirstTestWeek,
    decidedOn: view.today,
    parties: ['stps', 'municipality', 'region'],
    registeredBy: registrar?.registeredBy,
    onBehalfOf: 'stps',
  }),
  draw: (page, view, form) => <DecidePage page={page} file={view} form={form} />,
  save: async ({ services }, form, { page, view, request }) => {
    const sent = freshForm(request.body as Record<string, string | string[]>);
    if (form.step === 'edit') return <DecidePage page={page} file={view} form={sent} />;
    let changed = false;
    if (form.step === 'confirm') {
      // What nobody was shown is not what they confirm.
      const basedOn = form.basedOn ?? '';
      try {
        await services.using((deps) => registerDecision(deps, { ...inputOf(deps, view, form), basedOn }));
        return afterSaving(page.urls.municipality(view.municipality.code), 'decision');
      } catch (error) {
        changed =
          error instanceof DomainProblem && error.faults.some(({ code }) => code === 'changedMeanwhile');
        if (!changed) throw error;
      }
    }
    const effect = await services.using((deps) => previewDecision(deps, inputOf(deps, view, form)));
    if (effect.faults.length > 0) {
      throw new DomainProblem('refused-by-rule', 'This decision could not be registered', effect.faults);
    }
    return <ConfirmDecisionPage page={page} file={view} effect={effect} sent={sent} changed={changed} />;
  },
};
