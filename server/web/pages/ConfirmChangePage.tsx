import type { PickupPlanView, PickupsView } from '../../../shared/contracts/views/pickups.ts';
import type { ChangedList } from '../../../shared/contracts/views/changedList.ts';
import { Notice, Section, TableBox } from '../components/blocks.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly list: PickupsView;
  readonly plan: PickupPlanView;
  readonly changed: ChangedList;
  readonly cars: readonly { readonly id: string; readonly name: string }[];
  readonly sent: FormState;
  /** Where both buttons lead. */
  readonly action: string;
}

/** The first of two steps: what a change moves, whom it concerns and what it costs. Its button changes the list. */
export function ConfirmChangePage(props: Props) {
  const { page, list, changed, sent, action } = props;
  const { text, format, urls } = page;
  const { lists } = text;
  const at = { regionCode: list.region.code, date: list.date };
  return (
    <Layout
      page={page}
      title={lists.confirmTitle}
      crumbs={[
        { label: list.region.name, href: urls.region(list.region.code) },
        { label: text.pickups.heading(format.shortDay(list.date)), href: urls.pickups(at) },
      ]}
    >
      <h1>{lists.confirmTitle}</h1>
      <Notice look="info">
        <p class="alert-text">{lists.nothingYet}</p>
      </Notice>
      <LeftOut {...props} />
      <Section id="moves" heading={lists.moves}>
        <Moves {...props} />
      </Section>
      <Price page={page} changed={changed} />
      <form method="post" action={action} class="form-actions">
        {Object.entries(sent.values)
          .filter(([field]) => field !== 'step')
          .flatMap(([field, values]) =>
            values.map((value) => <input key={field + value} type="hidden" name={field} value={value} />),
          )}
        <button class="button button-primary" name="step" value="confirm">
          {lists.confirm}
        </button>
        <button class="button button-secondary" name="step" value="edit">
          {lists.edit}
        </button>
        <a href={urls.pickups(at)}>{text.forms.cancel}</a>
      </form>
    </Layout>
  );
}

function stopsOf(plan: PickupPlanView) {
  return new Map(plan.routes.flatMap(({ stops }) => stops.map((stop) => [stop.id, stop] as const)));
}

/** Whoever would act on the old list is called: the drivers, and the sites where somebody waits. */
function Moves({ page: { text, format }, plan, changed, cars }: Props) {
  const { lists } = text;
  if (changed.moves.length === 0) return <p>{lists.noMoves}</p>;
  const stops = stopsOf(plan);
  const carName = (id: string) => cars.find((car) => car.id === id)?.name ?? '';
  const at = ({ vehicle, arrival }: { vehicle: string; arrival: number }) =>
    lists.carAt(carName(vehicle), format.time(arrival));
  const drivers = new Set(
    changed.moves.flatMap(({ from, to }) => [carName(from.vehicle), carName(to.vehicle)]),
  );
  return (
    <>
      <TableBox caption={lists.moves} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{text.pickups.place}</th>
            <th scope="col">{lists.was}</th>
            <th scope="col">{lists.becomes}</th>
            <th scope="col">{lists.phone}</th>
          </tr>
        </thead>
        <tbody>
          {changed.moves.map(({ stop, from, to }) => (
            <tr key={stop}>
              <th scope="row">{stops.get(stop)?.name ?? ''}</th>
              <td>{at(from)}</td>
              <td>
                <strong>{at(to)}</strong>
              </td>
              <td class="nowrap">{stops.get(stop)?.phone ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <p>{lists.tellDrivers(format.list([...drivers].filter((name) => name !== '').sort()))}</p>
    </>
  );
}

function LeftOut({ page: { text }, plan, changed }: Props) {
  if (changed.leftOut.length === 0) return null;
  const stops = stopsOf(plan);
  return (
    <Notice look="warning">
      <p class="alert-heading">{text.lists.wouldBeLeftOut}</p>
      <ul>
        {changed.leftOut.map(({ stop, message }) => (
          <li key={stop}>
            {stops.get(stop)?.name}: <span lang="en">{message}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Price({ page: { text, format }, changed }: Pick<Props, 'page' | 'changed'>) {
  const { before, after } = changed.price;
  const kroner = (value: number) => format.count(Math.round(value));
  const rows = [
    [text.lists.km, format.oneDecimal(before.km), format.oneDecimal(after.km)],
    [text.lists.cost, kroner(before.cost), kroner(after.cost)],
  ] as const;
  return (
    <TableBox caption={text.lists.priceOf} compact>
      <thead>
        <tr>
          <td />
          <th scope="col" class="number">
            {text.lists.was}
          </th>
          <th scope="col" class="number">
            {text.lists.becomes}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, was, becomes]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number">{was}</td>
            <td class="number">
              <strong>{becomes}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
