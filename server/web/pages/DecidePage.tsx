import type { CaseFile, NamedPlace } from '../../../shared/contracts/views/caseFile.ts';
import { addWeeks } from '../../../shared/domain/calendar/isoWeek.ts';
import { OUTCOMES } from '../../../shared/domain/status/outcome.ts';
import { Notice } from '../components/blocks.tsx';
import {
  ChoiceField,
  FormFaults,
  partyOptions,
  RegistrarFields,
  SelectField,
  TextArea,
  TextField,
} from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import { type FormState, valueOf } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

const WEEKS_OFFERED = 8;
/** As many ranks as a page can ask for at once; the API and the command take any number. */
const RANKS_OFFERED = 8;

interface Props {
  readonly page: PageContext;
  readonly file: CaseFile;
  readonly form: FormState;
}

/** R7: what has been decided, by whom and for whom. The next page shows what it would do. */
export function DecidePage({ page, file, form }: Props) {
  const { text, urls } = page;
  const { decide } = text;
  const { code, name } = file.municipality;
  const field = { text, form };
  return (
    <Layout
      page={page}
      title={decide.crumb}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: text.municipality.title(name), href: urls.municipality(code) },
      ]}
    >
      <div class="page-head">
        <h1>{decide.title(name)}</h1>
        <p class="font-lead">{decide.lead}</p>
      </div>
      {!file.followUp?.contacted && (
        <Notice look="warning">
          <p class="alert-text">
            {decide.contactFirst} <a href={urls.followUp(code)}>{text.followUp.logContact}</a>
          </p>
        </Notice>
      )}
      <form method="post" action={urls.decide(code)} class="form-page" noValidate>
        <FormFaults text={text} form={form} />
        <input type="hidden" name="id" value={valueOf(form, 'id')} />
        <Outcomes page={page} form={form} />
        <SelectField
          {...field}
          name="firstTestWeek"
          label={decide.firstTestWeek}
          hint={decide.firstTestWeekHint(page.format.week(file.suggestedFirstTestWeek))}
          none={decide.chooseWeek}
          options={Array.from({ length: WEEKS_OFFERED }, (_, i) => addWeeks(file.thisWeek, i)).map(
            (week) => ({ value: week, label: page.format.week(week) }),
          )}
        />
        <TextField
          {...field}
          name="reviewOn"
          label={decide.reviewOn}
          hint={decide.reviewOnHint}
          type="date"
          width="narrow"
        />
        <Places page={page} file={file} form={form} />
        <TextArea {...field} name="reason" label={decide.reason} />
        <ChoiceField
          {...field}
          name="parties"
          kind="checkbox"
          label={decide.parties}
          options={partyOptions(text)}
        />
        <RegistrarFields {...field} />
        <Details page={page} file={file} form={form} />
        <div class="form-actions">
          <button class="button button-primary" name="step" value="preview">
            {decide.preview}
          </button>
          <a href={urls.municipality(code)}>{text.forms.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}

function Outcomes({ page: { text }, form }: Omit<Props, 'file'>) {
  return (
    <ChoiceField
      text={text}
      form={form}
      name="outcome"
      kind="radio"
      label={text.decide.outcome}
      options={OUTCOMES.map((value) => ({
        value,
        label: text.decide.outcomes[value],
        hint: text.decide.outcomeHints[value],
      }))}
    />
  );
}

const asOptions = (places: readonly NamedPlace[]) =>
  places.map(({ id, name }) => ({ value: id, label: name }));

/** A18: areas, districts, sites and mobile teams. Open when something is chosen or wrong. */
function Places({ page: { text }, file, form }: Props) {
  const { decide } = text;
  const groups = [
    { name: 'areas', label: decide.areas, places: file.areas },
    { name: 'sites', label: decide.districts, places: file.districts },
    { name: 'sites', label: decide.sites, places: file.sites },
    { name: 'teams', label: decide.teams, places: file.teams },
  ].filter(({ places }) => places.length > 0);
  if (groups.length === 0) return null;
  const chosen = ['areas', 'sites', 'teams'].some((name) => (form.values[name] ?? []).length > 0);
  return (
    <details class="form-more" id="field-scope" open={chosen}>
      <summary>{decide.scope}</summary>
      <p class="form-hint">{decide.scopeHint}</p>
      <div class="place-groups">
        {groups.map(({ name, label, places }, i) => (
          <ChoiceField
            key={label}
            id={`places-${String(i)}`}
            text={text}
            form={form}
            name={name}
            kind="checkbox"
            label={label}
            options={asOptions(places)}
          />
        ))}
      </div>
    </details>
  );
}

const DETAILS = ['intervalWeeks', 'effectiveTo', 'effectiveFrom', 'note', 'ranking', 'supersedes'] as const;

function Details({ page, file, form }: Props) {
  const { text, format } = page;
  const { decide, municipality } = text;
  const field = { text, form };
  const used = DETAILS.some(
    (name) => valueOf(form, name) !== '' || form.faults.some((fault) => fault.field === name),
  );
  const ranked = form.values.ranking ?? [];
  return (
    <details class="form-more" open={used}>
      <summary>{decide.details}</summary>
      <div class="field-row">
        <TextField {...field} name="decidedOn" label={decide.decidedOn} type="date" width="narrow" />
        <TextField
          {...field}
          name="effectiveFrom"
          label={decide.effectiveFrom}
          hint={decide.effectiveFromHint}
          type="date"
          width="narrow"
        />
        <TextField
          {...field}
          name="effectiveTo"
          label={decide.effectiveTo}
          hint={decide.effectiveToHint}
          type="date"
          width="narrow"
        />
        <TextField
          {...field}
          name="intervalWeeks"
          label={decide.intervalWeeks}
          hint={decide.intervalHint}
          type="number"
          width="narrow"
        />
      </div>
      <TextArea {...field} name="note" label={decide.note} hint={decide.noteHint} />
      {file.withdrawable.length > 0 && (
        <SelectField
          {...field}
          name="supersedes"
          label={decide.supersedes}
          none={decide.noneChosen}
          options={file.withdrawable.map(({ id, number, kind, decidedOn }) => ({
            value: id,
            label: decide.decisionNumber(
              format.count(number),
              municipality.decisionKinds[kind],
              format.date(decidedOn),
            ),
          }))}
        />
      )}
      <fieldset class="form-group choice" id="field-ranking">
        <legend class="form-label">{decide.ranking}</legend>
        <div class="field-row">
          {Array.from({ length: RANKS_OFFERED }, (_, i) => (
            <div key={i} class="form-group">
              <label class="form-label" for={`rank-${String(i)}`}>
                {decide.rank(String(i + 1))}
              </label>
              <select class="form-select field-wide" id={`rank-${String(i)}`} name="ranking">
                <option value="">{decide.noSite}</option>
                {[...file.districts, ...file.sites].map(({ id, name }) => (
                  <option key={id} value={id} selected={ranked[i] === id}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
          ))}
        </div>
      </fieldset>
    </details>
  );
}
