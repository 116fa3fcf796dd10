import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import type { DecidedState } from '../../../shared/domain/status/decidedColour.ts';
import type { DecisionPreview } from '../../../shared/contracts/views/decisionPreview.ts';
import { isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { isIsoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
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
  readonly effect: DecisionPreview;
  readonly sent: FormState;
  /** Something has changed since the effect was shown that somebody just confirmed. */
  readonly changed: boolean;
}

/** The first of two steps: what the decision would do. Its second button registers it. */
export function ConfirmDecisionPage({ page, file, effect, sent, changed }: Props) {
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
      <Notice look={changed ? 'warning' : 'info'}>
        <p class="alert-text">{changed ? decide.changedMeanwhile : decide.nothingYet}</p>
      </Notice>
      {effect.closesWhileRed && (
        <Notice look="error">
          <p class="alert-text">{decide.closesWhileRed}</p>
        </Notice>
      )}
      {effect.noChange && (
        <Notice look="warning">
          <p class="alert-text">{decide.noChange}</p>
        </Notice>
      )}
      <dl class="now">
        <State page={page} label={decide.now} state={effect.before} />
        <State page={page} label={decide.after} state={effect.after} />
      </dl>
      <Section id="summary" heading={decide.crumb}>
        <Summary page={page} file={file} effect={effect} sent={sent} />
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
        <input type="hidden" name="basedOn" value={effect.basedOn} />
        {Object.entries(sent.values)
          .filter(([field]) => field !== 'step' && field !== 'basedOn')
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
function Summary({ page, file, effect, sent }: Omit<Props, 'changed'>) {
  const { text, format } = page;
  const { decide, forms, municipality } = text;
  const outcome = OUTCOMES.find((known) => known === valueOf(sent, 'outcome'));
  const nameOf = (party: string) => partyOptions(text).find(({ value }) => value === party)?.label ?? party;
  const rows = [
    [decide.outcome, outcome ? decide.outcomes[outcome] : ''],
    [municipality.places, outcome === 'red' ? placesSaid(page, file, sent) : ''],
    [municipality.ranking, outcome === 'prioritise' ? namesOf(page, file, sent.values.ranking) : ''],
    [
      decide.intervalWeeks,
      outcome === 'intensity' || outcome === 'red' ? valueOf(sent, 'intervalWeeks') : '',
    ],
    [decide.firstTestWeek, outcome === 'red' ? weekSaid(page, sent) : ''],
    [decide.decidedOn, daySaid(page, valueOf(sent, 'decidedOn'))],
    [decide.effectiveFrom, daySaid(page, valueOf(sent, 'effectiveFrom'))],
    [decide.effectiveTo, daySaid(page, valueOf(sent, 'effectiveTo'))],
    [
      decide.reviewOn,
      effect.after.colour === 'red' || outcome === 'suspend' ? daySaid(page, valueOf(sent, 'reviewOn')) : '',
    ],
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

/** R9, R10: where it holds, by name; without a place the whole municipality. */
function placesSaid(page: PageContext, file: CaseFile, sent: FormState): string {
  const chosen = ['areas', 'sites', 'teams'].flatMap((field) => sent.values[field] ?? []);
  return chosen.length === 0 ? page.text.agreements.wholeMunicipality : namesOf(page, file, chosen);
}

function namesOf({ format }: PageContext, file: CaseFile, ids: readonly string[] = []): string {
  const places = [...file.areas, ...file.districts, ...file.sites, ...file.teams];
  const names = new Map(places.map(({ id, name }) => [id, name]));
  return format.list(ids.flatMap((id) => names.get(id) ?? []));
}

const daySaid = ({ format }: PageContext, day: string) => (isCalendarDate(day) ? format.longDay(day) : '');

function weekSaid({ format }: PageContext, sent: FormState): string {
  const week = valueOf(sent, 'firstTestWeek');
  return isIsoWeek(week) ? format.week(week) : '';
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
