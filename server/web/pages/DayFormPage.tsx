import type { DayFreeTime, DayLine, DaySessionView } from '../../../shared/contracts/views/daySession.ts';
import { FormFaults, RegistrarFields, SelectField, TextArea, TextField } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { DayFormName } from '../dayForms.ts';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: DaySessionView;
  readonly name: DayFormName;
  readonly form: FormState;
}

/** P7: one thing done with an agreed session. */
export function DayFormPage({ page, view, name, form }: Props) {
  const { text, format, urls } = page;
  const { onTheDay } = text;
  return (
    <Layout
      page={page}
      title={onTheDay.actions[name]}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        {
          label: text.municipality.title(view.municipality.name),
          href: urls.municipality(view.municipality.code),
        },
        { label: view.siteName, href: urls.site(view.siteId) },
        { label: format.shortDay(view.date), href: urls.session(view.id) },
      ]}
    >
      <div class="page-head">
        <h1>{onTheDay.actions[name]}</h1>
        <p class="font-lead">{`${view.siteName}, ${format.longDay(view.date)}, ${format.times(view.start, view.end)}`}</p>
      </div>
      <p class="block-lead">{onTheDay.leads[name]}</p>
      <form method="post" action={urls.dayForm(view.id, name)} class="form-page" noValidate>
        <FormFaults text={text} form={form} />
        <Fields page={page} view={view} name={name} form={form} />
        <RegistrarFields text={text} form={form} onBehalf={false} />
        <div class="form-actions">
          <button class={`button ${name === 'cancel' ? 'button-warning' : 'button-primary'}`}>
            {onTheDay.actions[name]}
          </button>
          <a href={urls.session(view.id)}>{text.forms.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}

function Fields({ page, view, name, form }: Props) {
  const { text } = page;
  const { onTheDay } = text;
  const field = { text, form };
  const people = view.withoutTime.map(({ id, label }) => ({ value: id, label }));
  const staff = <Choice {...field} page={page} name="staff" label={onTheDay.who} options={people} />;
  const place = (
    <Choice {...field} page={page} name="place" label={onTheDay.place} options={freeTimes(page, view)} />
  );
  switch (name) {
    case 'swap':
      return (
        <div class="field-row">
          <Choice {...field} page={page} name="slot" label={onTheDay.first} options={named(page, view)} />
          <Choice {...field} page={page} name="other" label={onTheDay.second} options={named(page, view)} />
        </div>
      );
    case 'move':
      return (
        <div class="field-row">
          <Choice {...field} page={page} name="slot" label={onTheDay.who} options={named(page, view)} />
          {place}
        </div>
      );
    case 'fill':
      return (
        <>
          <div class="field-row">
            {staff}
            {place}
          </div>
          {view.dropIn > 0 && <KeptFree page={page} view={view} form={form} />}
        </>
      );
    case 'name':
      return (
        <div class="field-row">
          <Choice
            {...field}
            page={page}
            name="nameless"
            label={onTheDay.line}
            options={nameless(page, view)}
          />
          {staff}
        </div>
      );
    case 'swabber':
    case 'cover':
    case 'confirm':
      return <CrewFields page={page} view={view} name={name} form={form} />;
    case 'drop-in':
      return <TextField {...field} name="places" label={onTheDay.places} type="number" width="narrow" />;
    case 'cancel':
      return (
        <>
          <p>{onTheDay.until(view.noSamplesUntil)}</p>
          <TextArea {...field} name="reason" label={onTheDay.reason} hint={onTheDay.reasonHint} optional />
        </>
      );
    case 'key-person':
      return <TextField {...field} name="label" label={onTheDay.keyPerson} />;
  }
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function Choice({
  page,
  options,
  ...field
}: {
  page: PageContext;
  form: FormState;
  text: PageContext['text'];
  name: string;
  label: string;
  options: readonly Option[];
}) {
  const { onTheDay } = page.text;
  const hint = options.length === 0 ? onTheDay.noChoice : undefined;
  return <SelectField {...field} options={options} none={onTheDay.choose} hint={hint} />;
}

const who = ({ text, format }: PageContext, { staff, people }: DayLine) =>
  staff?.label ?? (people === 1 ? text.sites.oneAnonymous : text.sites.anonymous(format.count(people)));

/** Lines of one person each: places without names get one before they change. */
function named(page: PageContext, { lines }: DaySessionView): Option[] {
  return lines
    .filter(({ people }) => people === 1)
    .map((line) => ({
      value: line.id,
      label: page.text.onTheDay.lineLabel(page.format.time(line.start), who(page, line)),
    }));
}

function nameless(page: PageContext, { lines }: DaySessionView): Option[] {
  return lines
    .filter(({ staff }) => staff === null)
    .map((line) => ({
      value: `${line.id} 0`,
      label: page.text.onTheDay.lineLabel(page.format.time(line.start), who(page, line)),
    }));
}

function freeTimes({ text, format }: PageContext, view: DaySessionView): Option[] {
  const value = ({ session, lane, start }: DayFreeTime) => `${session} ${lane} ${start}`;
  const lane = (free: DayFreeTime) => format.count(free.lane + 1);
  return view.free.map((free) => ({
    value: value(free),
    label:
      free.session === view.id
        ? text.onTheDay.freeHere(format.time(free.start), lane(free))
        : text.onTheDay.freeLabel(format.shortDay(free.date), format.time(free.start), lane(free)),
  }));
}

function KeptFree({ page: { text, format }, view, form }: Omit<Props, 'name'>) {
  const options = [{ value: 'yes', label: text.onTheDay.keptFreeYes(format.count(view.dropIn)) }];
  return (
    <SelectField
      text={text}
      form={form}
      name="keptFree"
      label={text.onTheDay.keptFree}
      options={options}
      none="–"
      optional
    />
  );
}

function CrewFields({ page, view, name, form }: Props) {
  const { text, format } = page;
  const { onTheDay } = text;
  const field = { text, form, page };
  const everybody = view.swabbers.map(({ id, label }) => ({ value: id, label }));
  const crew = view.crew.flatMap(({ swabber }) =>
    swabber ? [{ value: swabber.id, label: swabber.label }] : [],
  );
  const lanes = view.crew.map(({ lane, swabber }) => ({
    value: String(lane),
    label: `${text.sites.laneNumber(format.count(lane + 1))}: ${swabber?.label ?? text.sites.noSwabber}`,
  }));
  if (name === 'cover') return <Choice {...field} name="swabber" label={onTheDay.swabber} options={crew} />;
  if (name === 'swabber') {
    const busy = new Set(crew.map(({ value }) => value));
    return (
      <div class="field-row">
        <Choice {...field} name="lane" label={onTheDay.lane} options={lanes} />
        <Choice
          {...field}
          name="swabber"
          label={onTheDay.newSwabber}
          options={everybody.filter(({ value }) => !busy.has(value))}
        />
      </div>
    );
  }
  return (
    <>
      <div class="field-row">
        {view.crew.map(({ lane }) => (
          <Performed key={lane} page={page} form={form} lane={lane} options={everybody} />
        ))}
      </div>
      <TextField
        text={text}
        form={form}
        name="attended"
        label={onTheDay.attended}
        hint={onTheDay.attendedHint}
        type="number"
        width="narrow"
        optional
      />
    </>
  );
}

/** One list per lane, all of one name: the lanes follow their order. */
function Performed({
  page: { text, format },
  form,
  lane,
  options,
}: {
  page: PageContext;
  form: FormState;
  lane: number;
  options: readonly Option[];
}) {
  const chosen = form.values.performed?.[lane] ?? '';
  const id = `field-performed-${lane}`;
  return (
    <div class="form-group">
      <label class="form-label" for={id}>
        {text.onTheDay.performed(format.count(lane + 1))}
      </label>
      <select id={id} name="performed" class="form-select field-wide">
        <option value="">{text.onTheDay.nobody}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
