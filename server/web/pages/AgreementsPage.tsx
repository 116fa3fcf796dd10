import type { AgreementsView, AgreementView } from '../../../shared/contracts/views/agreements.ts';
import { AGREEMENT_RULE_NAMES } from '../../../shared/domain/policy/agreements.ts';
import { addDays } from '../../../shared/domain/calendar/calendarDate.ts';
import { mondayOf } from '../../../shared/domain/calendar/isoWeek.ts';
import { Section } from '../components/blocks.tsx';
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
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';
import { partyName } from '../partyName.ts';

/** Rules whose values are numbers. */
const NUMBER_FIELDS = [
  ['interval', ['greenIntervalWeeks']],
  ['minimum-gap', ['greenMinimumGapDays', 'redMinimumGapDays']],
  ['margin', ['shiftMarginMinutes', 'swabberMarginMinutes']],
  ['travel', ['travelMinutes']],
  ['notice', ['noticeDays']],
  ['phase', ['planningWeeks']],
] as const;
type NumberField = (typeof NUMBER_FIELDS)[number][1][number];

interface Props {
  readonly page: PageContext;
  readonly view: AgreementsView;
  readonly form: FormState;
}

export function AgreementsPage({ page, view, form }: Props) {
  const { text, urls } = page;
  const { agreements } = text;
  return (
    <Layout
      page={page}
      title={agreements.crumb}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: text.municipality.title(view.name), href: urls.municipality(view.code) },
      ]}
    >
      <div class="page-head">
        <h1>{agreements.title(view.name)}</h1>
        <p class="font-lead">{agreements.lead}</p>
        <p class="quiet">{agreements.precedence}</p>
      </div>
      {view.agreements.length === 0 && <p>{agreements.none}</p>}
      <ul class="cards nobullet-list">
        {view.agreements.map((agreement) => (
          <li key={agreement.id} class="card-plain">
            <Agreement page={page} view={view} agreement={agreement} />
          </li>
        ))}
      </ul>
      <Section id="new" heading={agreements.newOne}>
        <AgreementForm page={page} view={view} form={form} />
      </Section>
    </Layout>
  );
}

/** Mondays of any week do: only their names are said. */
function weekdayOptions({ format }: PageContext, today: AgreementsView['today']) {
  const monday = mondayOf(today);
  return [0, 1, 2, 3, 4, 5, 6].map((day) => ({
    value: String(day),
    label: format.weekday(addDays(monday, day)),
  }));
}

function valueWords(page: PageContext, view: AgreementsView, agreement: AgreementView): string {
  const { text, format } = page;
  const units: Readonly<Record<string, (value: string) => string>> = text.agreements.units;
  const days = weekdayOptions(page, view.today);
  return Object.entries(agreement.params)
    .map(([name, value]) => {
      const said =
        typeof value === 'object'
          ? format.list(value.map((day) => days[day]?.label ?? String(day)))
          : String(value);
      const usual = agreement.policy[name];
      const instead =
        usual === null || usual === undefined
          ? ''
          : ` ${text.agreements.insteadOf(units[name]?.(String(usual)) ?? String(usual))}`;
      return `${units[name]?.(said) ?? said}${instead}`;
    })
    .join('; ');
}

function Agreement({ page, view, agreement }: Omit<Props, 'form'> & { agreement: AgreementView }) {
  const { text, format, urls } = page;
  const { agreements, municipality } = text;
  const { overruledBy, from, to } = agreement;
  const facts = [
    [agreements.value, valueWords(page, view, agreement)],
    [agreements.where, agreement.place ?? agreements.wholeMunicipality],
    [
      agreements.period,
      to === null
        ? agreements.openEnded(format.date(from))
        : agreements.until(format.date(from), format.date(to)),
    ],
    [agreements.reason, agreement.reason],
    [agreements.parties, format.list(agreement.parties.map((party) => partyName(page, party)))],
    [
      municipality.registered,
      `${municipality.registeredBy(partyName(page, agreement.registeredBy), partyName(page, agreement.onBehalfOf))}, ${format.moment(agreement.registeredAt)}`,
    ],
  ] as const;
  return (
    <>
      <h3>
        {agreements.rules[agreement.rule]} <span class="quiet">({agreements.states[agreement.state]})</span>
      </h3>
      {overruledBy && (
        <p>
          <strong>
            {overruledBy.kind === 'red'
              ? agreements.overruledByRed
              : agreements.overruledByIntensity(format.count(overruledBy.weeks), format.date(overruledBy.to))}
          </strong>
        </p>
      )}
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {agreement.state !== 'ended' && (
        <form method="post" action={urls.endAgreement({ code: view.code, id: agreement.id })}>
          <button class="button button-secondary">{agreements.end}</button>
        </form>
      )}
    </>
  );
}

function AgreementForm({ page, view, form }: Props) {
  const { text, urls } = page;
  const { agreements } = text;
  const field = { text, form };
  const places = [
    ...view.areas.map(({ id, name }) => ({ value: `area:${id}`, label: name })),
    ...view.sites.map(({ id, name }) => ({ value: `site:${id}`, label: name })),
  ];
  return (
    <form method="post" action={urls.agreements(view.code)} class="form-page" noValidate>
      <FormFaults text={text} form={form} />
      <div class="field-row">
        <SelectField
          {...field}
          name="rule"
          label={agreements.rule}
          options={AGREEMENT_RULE_NAMES.map((rule) => ({ value: rule, label: agreements.rules[rule] }))}
        />
        <SelectField
          {...field}
          name="where"
          label={agreements.where}
          hint={agreements.wholeOnlyHint}
          none={agreements.wholeMunicipality}
          options={places}
        />
      </div>
      <RuleFields page={page} view={view} form={form} />
      <div class="field-row">
        <TextField {...field} name="from" label={agreements.from} type="date" width="narrow" />
        <TextField {...field} name="to" label={agreements.to} type="date" width="narrow" optional />
      </div>
      <TextArea {...field} name="reason" label={agreements.reason} />
      <ChoiceField
        {...field}
        name="parties"
        kind="checkbox"
        label={agreements.parties}
        hint={agreements.partiesHint}
        options={partyOptions(text)}
      />
      <RegistrarFields {...field} />
      <div class="form-actions">
        <button class="button button-primary">{agreements.save}</button>
        <a href={urls.municipality(view.code)}>{text.forms.cancel}</a>
      </div>
    </form>
  );
}

/** The values of each rule with their unit; the page shows those of the chosen one. */
function RuleFields({ page, view, form }: Props) {
  const { agreements } = page.text;
  const field = { text: page.text, form };
  const sites = view.sites.map(({ id, name }) => ({ value: id, label: name }));
  const single = (name: NumberField) => (
    <TextField
      {...field}
      name={name}
      label={agreements.fields[name]}
      hint={agreements.fieldHints[name]}
      type="number"
      width="narrow"
    />
  );
  return (
    <>
      {NUMBER_FIELDS.map(([rule, names]) => (
        <div key={rule} class={`rule-fields rule-${rule}`}>
          {names.map(single)}
        </div>
      ))}
      <div class="rule-fields rule-weekday">
        <ChoiceField
          {...field}
          name="closedWeekdays"
          kind="checkbox"
          label={agreements.fields.closedWeekdays}
          hint={agreements.fieldHints.closedWeekdays}
          options={weekdayOptions(page, view.today)}
        />
      </div>
      <div class="rule-fields rule-pickup">
        <TextField
          {...field}
          name="lastPickup"
          label={agreements.fields.lastPickup}
          hint={agreements.fieldHints.lastPickup}
          type="time"
          width="narrow"
        />
      </div>
      <div class="rule-fields rule-place">
        <SelectField
          {...field}
          name="testSite"
          label={agreements.fields.testSite}
          hint={agreements.fieldHints.testSite}
          none="–"
          options={sites}
        />
      </div>
    </>
  );
}
