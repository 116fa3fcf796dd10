import type { AddSessionView } from '../../../shared/contracts/views/planForm.ts';
import { addDays, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { SelectField, TextField } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';
import { PlannerFormPage } from './PlannerFormPage.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: AddSessionView;
  readonly form: FormState;
}

const A_MONDAY = calendarDate('2020-08-31');

/** First the site, then the session at one of its windows (P3). */
export function AddSessionPage({ page, view, form }: Props) {
  const { text, format, urls } = page;
  const { planning } = text;
  const { choices } = view;
  const { roll } = view.view;
  if (!choices) return <ChooseSite page={page} view={view} />;
  const field = { text, form };
  const weekdays = (days: readonly number[]) =>
    days.map((day) => format.weekday(addDays(A_MONDAY, day))).join(' ');
  const lanes = Math.max(1, ...choices.windows.map((window) => window.lanes));
  return (
    <PlannerFormPage
      page={page}
      form={form}
      heading={planning.add}
      lead={planning.addLead}
      about={`${choices.site.name} · ${format.date(roll.from)} – ${format.date(roll.to)}`}
      action={urls.addSession({ roll: roll.id, site: choices.site.id })}
      back={urls.roll(roll.id)}
    >
      <SelectField
        {...field}
        name="window"
        label={planning.window}
        options={choices.windows.map((window) => ({
          value: window.id,
          label: planning.windowOption(
            format.times(window.fromMinute, window.toMinute),
            format.count(window.lanes),
            weekdays(window.weekdays),
          ),
        }))}
      />
      <div class="field-row">
        <TextField {...field} name="date" label={planning.date} type="date" width="narrow" />
        <TextField
          {...field}
          name="start"
          label={planning.start}
          hint={planning.startHint}
          type="time"
          width="narrow"
          optional
        />
      </div>
      <div class="field-row" id="field-swabbers">
        {Array.from({ length: lanes }, (_, lane) => (
          <Swabber key={lane} page={page} form={form} lane={lane} swabbers={choices.swabbers} />
        ))}
      </div>
    </PlannerFormPage>
  );
}

/** One list per lane, all of one name: the lanes follow their order. */
function Swabber({
  page: { text, format },
  form,
  lane,
  swabbers,
}: Pick<Props, 'page' | 'form'> & {
  readonly lane: number;
  readonly swabbers: readonly { readonly id: string; readonly label: string }[];
}) {
  const { planning } = text;
  const chosen = form.values.swabbers?.[lane] ?? '';
  const id = `field-swabbers-${String(lane)}`;
  return (
    <div class="form-group">
      <label class="form-label" for={id}>
        {planning.swabberIn(format.count(lane + 1))}
      </label>
      <select id={id} name="swabbers" class="form-select field-wide">
        <option value="">{lane === 0 ? text.onTheDay.choose : planning.noLane}</option>
        {swabbers.map(({ id: value, label }) => (
          <option key={value} value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function ChooseSite({ page, view }: Pick<Props, 'page' | 'view'>) {
  const { text, urls } = page;
  const { planning } = text;
  const { roll } = view.view;
  return (
    <Layout
      page={page}
      title={planning.add}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: text.rolls.title(roll.organisationName), href: urls.roll(roll.id) },
      ]}
    >
      <div class="page-head">
        <h1>{planning.add}</h1>
      </div>
      <h2>{planning.chooseSite}</h2>
      <ul>
        {view.sites.map(({ id, name }) => (
          <li key={id}>
            <a href={urls.addSession({ roll: roll.id, site: id })}>{name}</a>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
