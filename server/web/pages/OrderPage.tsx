import type { PickupPlanView, PickupsView, StopView } from '../../../shared/contracts/views/pickups.ts';
import { TableBox } from '../components/blocks.tsx';
import { FormFaults, TextField } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

export interface OrderView {
  readonly list: PickupsView;
  readonly plan: PickupPlanView;
  readonly car: { readonly id: string; readonly name: string };
  readonly cars: readonly { readonly id: string; readonly name: string }[];
  /** The car's open stops of the day, as they are driven now. */
  readonly stops: readonly StopView[];
}

interface Props {
  readonly page: PageContext;
  readonly view: OrderView;
  readonly form: FormState;
}

/** Somebody knows better than the planner: a number for each stop. The answer says what that costs. */
export function OrderPage({ page, view, form }: Props) {
  const { text, format, urls } = page;
  const { lists } = text;
  const at = { regionCode: view.list.region.code, date: view.list.date };
  const places = form.values.place ?? [];
  return (
    <Layout
      page={page}
      title={lists.orderTitle(view.car.name)}
      crumbs={[
        { label: view.list.region.name, href: urls.region(view.list.region.code) },
        { label: text.pickups.heading(format.shortDay(view.list.date)), href: urls.pickups(at) },
      ]}
    >
      <h1>{lists.orderTitle(view.car.name)}</h1>
      <p class="font-lead">{lists.orderLead}</p>
      <form method="post" action={urls.order({ ...at, car: view.car.id })} class="form-page" noValidate>
        <FormFaults text={text} form={form} />
        <TableBox caption={lists.orderTitle(view.car.name)} hideCaption compact>
          <thead>
            <tr>
              <th scope="col">{lists.place}</th>
              <th scope="col">{text.pickups.arrival}</th>
              <th scope="col">{text.pickups.place}</th>
              <th scope="col">{text.pickups.ready}</th>
            </tr>
          </thead>
          <tbody>
            {view.stops.map((stop, i) => (
              <tr key={stop.id}>
                <td>
                  <input type="hidden" name="stop" value={stop.id} />
                  <input
                    class="form-input order-input"
                    name="place"
                    inputMode="numeric"
                    aria-label={lists.placeOf(stop.name)}
                    value={places[i] ?? String(i + 1)}
                  />
                </td>
                <td>{format.time(stop.arrivalMinute)}</td>
                <th scope="row">{stop.name}</th>
                <td>
                  {stop.readyMinute === null ? text.pickups.readyAnyTime : format.time(stop.readyMinute)}
                </td>
              </tr>
            ))}
          </tbody>
        </TableBox>
        <div class="field-row">
          <TextField
            text={text}
            form={form}
            name="registeredBy"
            label={text.forms.registeredBy}
            hint={text.forms.registeredByHint}
          />
          <TextField text={text} form={form} name="phone" label={lists.caller} optional />
        </div>
        <div class="form-actions">
          <button class="button button-primary">{lists.save}</button>
          <a href={urls.pickups(at)}>{text.forms.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}
