import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import type { DecidedState } from '../../../shared/domain/status/decidedColour.ts';
import type { DecisionEffect } from '../../../shared/domain/status/effect.ts';
import type { RedDemand } from '../../../shared/domain/planning/redDemand.ts';
import type { IsoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
import { OUTCOMES } from '../../../shared/domain/status/outcome.ts';
import { Notice, Section } from '../components/blocks.tsx';
import { DecidedTag } from '../components/ColourTag.tsx';
import { Demand } from '../components/Demand.tsx';
import { partyOptions } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import { type FormState, valueOf } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

/** So many test weeks say enough about a flow that goes on until somebody decides otherwise. */
const WEEKS_SHOWN = 4;

interface Props {
  readonly page: PageContext;
  readonly file: CaseFile;
  readonly effect: DecisionEffect & { readonly demand: (RedDemand & { readonly week: IsoWeek }) | undefined };
  readonly sent: FormState;
}

/** The first of two steps: what the decision would do. Its second button registers it. */
export function ConfirmDecisionPage({ page, file, effect, sent }: Props) {
  const { text, format, urls } = page;
  const { decide } = text;
  const { code, name } = file.municipality;
  const weeks = effect.testWeeks.filter(({ week }) => week >= file.thisWeek).slice(0, WEEKS_SHOWN);
  return (
    <Layout
      page={page}
      title={decide.confirmTitle}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: text.municipality.title(name), href: urls.municipality(code) },
        { label: decide.crumb, href: urls.decide(code) },
      ]}
    >
      <div class="page-head">
        <h1>{decide.confirmTitle}</h1>
        <p class="font-lead">{text.municipality.title(name)}</p>
      </div>
      <Notice look="info">
        <p class="alert-text">{decide.nothingYet}</p>
      </Notice>
      <dl class="now">
        <State page={page} label={decide.now} state={effect.before} />
        <State page={page} label={decide.after} state={effect.after} />
      </dl>
      <Section id="summary" heading={decide.crumb}>
        <Summary page={page} sent={sent} />
      </Section>
      {weeks.length > 0 && (
        <Section id="weeks" heading={decide.testWeeks}>
          <ul class="test-weeks nobullet-list">
            {weeks.map(({ week, state }) => (
              <li key={week} class={`test-week test-week-${state}`}>
                <strong>{format.week(week)}</strong> {decide.testWeekStates[state]}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {effect.reviewDueOn && (
        <p>
          {decide.reviewBy} {format.longDay(effect.reviewDueOn)}
        </p>
      )}
      {effect.demand && (
        <Section id="demand" heading={decide.demandHeading(format.week(effect.demand.week))}>
          <Demand page={page} demand={effect.demand} />
        </Section>
      )}
      <form method="post" action={urls.decide(code)} class="form-actions">
        {Object.entries(sent.values)
          .filter(([field]) => field !== 'step')
          .flatMap(([field, values]) =>
            values.map((value) => <input key={field + value} type="hidden" name={field} value={value} />),
          )}
        <button class="button button-primary" name="step" value="confirm">
          {decide.confirm}
        </button>
        <button class="button button-secondary" name="step" value="edit">
          {decide.change}
        </button>
        <a href={urls.municipality(code)}>{text.forms.cancel}</a>
      </form>
    </Layout>
  );
}

/** What stands in the history afterwards, to be read once more. */
function Summary({ page: { text, format }, sent }: { page: PageContext; sent: FormState }) {
  const { decide, forms } = text;
  const outcome = OUTCOMES.find((known) => known === valueOf(sent, 'outcome'));
  const nameOf = (party: string) => partyOptions(text).find(({ value }) => value === party)?.label ?? party;
  const rows = [
    [decide.outcome, outcome ? decide.outcomes[outcome] : ''],
    [decide.reason, valueOf(sent, 'reason')],
    [decide.parties, format.list((sent.values.parties ?? []).map(nameOf))],
    [forms.registeredBy, valueOf(sent, 'registeredBy')],
    [forms.onBehalfOf, nameOf(valueOf(sent, 'onBehalfOf'))],
    [decide.note, valueOf(sent, 'note')],
  ].filter(([, value]) => value !== '');
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function State({ page, label, state }: { page: PageContext; label: string; state: DecidedState }) {
  const { colour, scope, suspended } = state;
  const decided = { colour, partial: scope.kind === 'partial', suspended, since: null, reviewOn: null };
  return (
    <div class="now-card">
      <dt>{label}</dt>
      <dd>
        <DecidedTag text={page.text} decided={decided} />
      </dd>
    </div>
  );
}
