import type { ComponentChildren } from 'preact';
import type { PickupPlanView, PickupsView } from '../../../shared/contracts/views/pickups.ts';
import { ChoiceField, FormFaults, SelectField, TextArea, TextField } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

/** What can be changed on a list, in the order in which people ask for it. */
export const CHANGE_KINDS = [
  'no-samples',
  'counts',
  'add',
  'cancel',
  'car-out',
  'lock',
  'unlock',
  'note',
] as const;

export interface ChangeListView {
  readonly list: PickupsView;
  readonly plan: PickupPlanView;
  readonly sites: readonly { readonly id: string; readonly name: string; readonly municipality: string }[];
  readonly cars: readonly { readonly id: string; readonly name: string }[];
}

interface Props {
  readonly page: PageContext;
  readonly view: ChangeListView;
  readonly form: FormState;
}

/** A call comes in (R56): what is to change, on which stop, and who said so. */
export function ChangeListPage({ page, view, form }: Props) {
  const { text, format, urls } = page;
  const { lists } = text;
  const { region, date } = view.list;
  const at = { regionCode: region.code, date };
  const field = { text, form };
  const forKinds = (...kinds: (typeof CHANGE_KINDS)[number][]) =>
    lists.onlyFor(format.list(kinds.map((kind) => lists.kinds[kind])));
  const open = view.plan.routes.flatMap(({ vehicle, stops }) =>
    stops
      .filter(({ state }) => state === 'planned' || state === 'frozen')
      .map(({ id, name, arrivalMinute }) => ({
        value: id,
        label: `${name} – ${lists.carAt(vehicle, format.time(arrivalMinute))}`,
      })),
  );
  return (
    <Layout
      page={page}
      title={lists.changeTitle(format.shortDay(date))}
      scripts={['change-form.js']}
      crumbs={[
        { label: region.name, href: urls.region(region.code) },
        { label: text.pickups.heading(format.shortDay(date)), href: urls.pickups(at) },
      ]}
    >
      <h1>{lists.changeTitle(format.longDay(date))}</h1>
      <p class="font-lead">{lists.changeLead}</p>
      <form method="post" action={urls.changeList(at)} class="form-page" noValidate data-change-form>
        <FormFaults text={text} form={form} />
        <ChoiceField
          {...field}
          name="kind"
          kind="radio"
          label={lists.changeKind}
          options={CHANGE_KINDS.map((value) => ({ value, label: lists.kinds[value] }))}
        />
        <For kinds={['no-samples', 'counts', 'cancel', 'lock', 'unlock', 'note']}>
          <SelectField {...field} name="stop" label={lists.stop} none={lists.choose} options={open} />
        </For>
        <For kinds={['add']}>
          <SelectField
            {...field}
            name="site"
            label={lists.site}
            hint={forKinds('add')}
            none={lists.choose}
            options={view.sites.map(({ id, name, municipality }) => ({
              value: id,
              label: `${municipality}: ${name}`,
            }))}
          />
        </For>
        <For kinds={['car-out', 'lock']}>
          <SelectField
            {...field}
            name="car"
            label={lists.car}
            hint={forKinds('car-out', 'lock')}
            none={lists.choose}
            options={view.cars.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </For>
        <For kinds={['add', 'counts']}>
          <div class="field-row">
            <TextField {...field} name="samples" label={lists.samples} type="number" width="narrow" />
            <TextField {...field} name="kits" label={lists.kits} type="number" width="narrow" />
          </div>
        </For>
        <For kinds={['lock']}>
          <div class="field-row">
            <TextField {...field} name="at" label={lists.lockAt} type="time" width="narrow" optional />
            <TextField
              {...field}
              name="position"
              label={lists.lockPosition}
              type="number"
              width="narrow"
              optional
            />
          </div>
        </For>
        <For kinds={['note']}>
          <TextArea {...field} name="note" label={lists.note} hint={lists.noNames} />
        </For>
        <div class="field-row">
          <TextField
            {...field}
            name="registeredBy"
            label={text.forms.registeredBy}
            hint={text.forms.registeredByHint}
          />
          <TextField {...field} name="phone" label={lists.caller} optional />
        </div>
        <div class="form-actions">
          <button class="button button-primary">{lists.save}</button>
          <a href={urls.pickups(at)}>{text.forms.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}

/** Fields that only some changes ask for; a script hides them for the others. */
function For({
  kinds,
  children,
}: {
  kinds: readonly (typeof CHANGE_KINDS)[number][];
  children: ComponentChildren;
}) {
  return <div data-for={kinds.join(' ')}>{children}</div>;
}
