import type { RollView } from '../../../shared/contracts/views/municipality.ts';
import type { ScenarioView } from '../../../shared/contracts/views/scenario.ts';
import { isIsoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
import { Section, TableBox } from '../components/blocks.tsx';
import { FormFaults, SelectField, TextField } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

export interface WhatIfView {
  readonly roll: RollView;
  readonly municipality: { readonly code: string; readonly name: string };
  readonly sites: readonly { readonly id: string; readonly name: string }[];
}

interface Props {
  readonly page: PageContext;
  readonly view: WhatIfView;
  readonly form: FormState;
  readonly found: ScenarioView | null;
}

/** What if …: asked and answered on one page, the real roll untouched. */
export function WhatIfPage({ page, view, form, found }: Props) {
  const { text, urls } = page;
  const { whatIf } = text;
  const field = { text, form };
  const title = text.rolls.title(view.roll.organisationName);
  return (
    <Layout
      page={page}
      title={whatIf.title}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        {
          label: text.municipality.title(view.municipality.name),
          href: urls.municipality(view.municipality.code),
        },
        { label: title, href: urls.roll(view.roll.id) },
      ]}
    >
      <div class="page-head">
        <h1>{whatIf.title}</h1>
        <p class="font-lead">{title}</p>
      </div>
      <p class="block-lead">{whatIf.lead}</p>
      {found && <Found page={page} found={found} />}
      <form method="post" action={urls.whatIf(view.roll.id)} class="form-page" noValidate>
        <FormFaults text={text} form={form} />
        <div class="field-row">
          <TextField
            {...field}
            name="red"
            label={whatIf.red}
            hint={whatIf.redHint}
            type="date"
            width="narrow"
            optional
          />
          <TextField
            {...field}
            name="laboratoryPercent"
            label={whatIf.laboratory}
            hint={whatIf.laboratoryHint}
            type="number"
            width="narrow"
            optional
          />
        </div>
        <div class="field-row">
          <SelectField
            {...field}
            name="site"
            label={whatIf.site}
            options={view.sites.map(({ id, name }) => ({ value: id, label: name }))}
            none={whatIf.noSite}
            optional
          />
          <TextField {...field} name="lanes" label={whatIf.lanes} type="number" width="narrow" optional />
        </div>
        <TextField {...field} name="closed" label={whatIf.closed} type="date" width="narrow" optional />
        <div class="form-actions">
          <button class="button button-primary">{whatIf.ask}</button>
          <a href={urls.roll(view.roll.id)}>{text.forms.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}

const COUNTS = ['people', 'placed', 'unplaced', 'testDays', 'sessions'] as const;

function Found({ page, found }: { page: PageContext; found: ScenarioView }) {
  const { text, format } = page;
  const { whatIf } = text;
  const { real, scenario, moved } = found;
  const rows: (readonly [string, number, number, (value: number) => string])[] = [
    ...COUNTS.map((name) => [whatIf.measures[name], real[name], scenario[name], format.count] as const),
    [whatIf.measures.km, real.km, scenario.km, format.oneDecimal],
    [whatIf.measures.swabbingHours, real.swabbingHours, scenario.swabbingHours, format.oneDecimal],
  ];
  const sign = (value: number) => (value > 0 ? '+' : '');
  return (
    <Section id="found" heading={whatIf.found}>
      <p>{whatIf.moved(format.count(moved))}</p>
      <TableBox caption={whatIf.found} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{whatIf.measure}</th>
            <th scope="col" class="number">
              {whatIf.real}
            </th>
            <th scope="col" class="number">
              {whatIf.scenario}
            </th>
            <th scope="col" class="number">
              {whatIf.change}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, before, after, said]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="number">{said(before)}</td>
              <td class="number">{said(after)}</td>
              <td class="number">{`${sign(after - before)}${said(after - before)}`}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <Weeks page={page} found={found} />
    </Section>
  );
}

/** The load by week, beside the owner's share of the laboratory (R50). */
function Weeks({ page: { text, format }, found }: { page: PageContext; found: ScenarioView }) {
  const { whatIf } = text;
  const before = new Map(found.real.weekly.map((load) => [`${load.lab} ${load.when}`, load]));
  const of = (load: { samples: number; capacity: number } | undefined) =>
    load ? whatIf.of(format.count(Math.round(load.samples)), format.count(Math.round(load.capacity))) : '–';
  return (
    <TableBox caption={whatIf.weeks} compact>
      <thead>
        <tr>
          <th scope="col">{text.region.week}</th>
          <th scope="col" class="number">
            {whatIf.real}
          </th>
          <th scope="col" class="number">
            {whatIf.scenario}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.scenario.weekly.map((load) => (
          <tr key={`${load.lab} ${load.when}`}>
            <th scope="row">{`${isIsoWeek(load.when) ? format.week(load.when) : load.when}, ${load.lab}`}</th>
            <td class="number">{of(before.get(`${load.lab} ${load.when}`))}</td>
            <td class="number">{of(load)}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
