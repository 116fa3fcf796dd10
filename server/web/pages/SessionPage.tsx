import type { SessionView, SlotView } from '../../../shared/contracts/views/site.ts';
import { Notice, Section, TableBox } from '../components/blocks.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: SessionView;
}

/** One session: who comes when (by the organisation's own labels), who swabs, and when the samples are fetched. */
export function SessionPage({ page, view }: Props) {
  const { text, format, urls } = page;
  const day = format.longDay(view.date);
  return (
    <Layout
      page={page}
      title={text.sites.sessionTitle(view.siteName, format.date(view.date))}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        {
          label: text.municipality.title(view.municipality.name),
          href: urls.municipality(view.municipality.code),
        },
        { label: view.siteName, href: urls.site(view.siteId) },
      ]}
    >
      <div class="page-head">
        <h1>{view.siteName}</h1>
        <p class="font-lead">
          {`${day}, ${format.times(view.startMinute, view.endMinute)}, ${view.roomName}`}
        </p>
        <p>
          <span class={`state-tag state-${view.state}`}>
            {view.state === 'cancelled'
              ? text.municipality.cancelled
              : text.municipality.rollStates[view.state]}
          </span>{' '}
          {view.provisional && text.municipality.provisional}
        </p>
      </div>
      <div class="two-columns">
        <Section id="slots" heading={text.sites.slots}>
          <Slots page={page} view={view} />
        </Section>
        <div>
          <Swabbers page={page} view={view} />
          <Pickup page={page} view={view} />
          <Section id="remember" heading={text.sites.toRemember}>
            <Notice look="info">
              <p class="alert-text">{text.sites.roomToRemember}</p>
            </Notice>
          </Section>
        </div>
      </div>
    </Layout>
  );
}

function Slots({ page, view }: Props) {
  const { text, format } = page;
  if (view.slots.length === 0) return <p>{text.sites.noSlots}</p>;
  const severalLanes = view.lanes.length > 1;
  return (
    <TableBox caption={text.sites.slots} hideCaption compact>
      <thead>
        <tr>
          <th scope="col">{text.sites.time}</th>
          <th scope="col">{text.sites.who}</th>
          <th scope="col">{text.sites.shift}</th>
          {severalLanes && <th scope="col">{text.sites.lanes}</th>}
        </tr>
      </thead>
      <tbody>
        {view.slots.map((slot, i) => (
          <tr key={i}>
            <th scope="row">{format.time(slot.startMinute)}</th>
            <td>{slot.label ?? anonymous(page, slot)}</td>
            <td>{slot.shift ? text.sites.shifts[slot.shift] : '–'}</td>
            {severalLanes && <td>{text.sites.laneNumber(format.count(slot.lane + 1))}</td>}
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function anonymous({ text, format }: PageContext, { people }: SlotView): string {
  return people === 1 ? text.sites.oneAnonymous : text.sites.anonymous(format.count(people));
}

function Swabbers({ page: { text, format }, view }: Props) {
  return (
    <Section id="swabbers" heading={text.sites.swabbers}>
      <dl class="facts">
        {view.lanes.map(({ lane, swabber }) => (
          <div key={lane}>
            <dt>{text.sites.laneNumber(format.count(lane + 1))}</dt>
            <dd>{swabber ?? text.sites.noSwabber}</dd>
          </div>
        ))}
        {view.dropIn > 0 && (
          <div>
            <dt>{text.sites.dropIn}</dt>
            <dd>{format.count(view.dropIn)}</dd>
          </div>
        )}
      </dl>
    </Section>
  );
}

function Pickup({ page: { text, format, urls }, view }: Props) {
  const { pickup } = view;
  return (
    <Section id="pickup" heading={text.sites.pickup}>
      {pickup ? (
        <p>
          {format.longDay(pickup.date)}:{' '}
          {text.sites.pickupBy(pickup.vehicle, format.time(pickup.arrivalMinute))}.{' '}
          <a href={urls.pickups(pickup)}>{text.sites.seeList}</a>
        </p>
      ) : (
        <p>{text.sites.noPickup}</p>
      )}
      <dl class="facts">
        <div>
          <dt>{text.sites.pickupPoint}</dt>
          <dd>{view.pickupPoint ?? text.sites.noPickupPoint}</dd>
        </div>
        <div>
          <dt>{text.sites.laboratory}</dt>
          <dd>{`${view.laboratoryName}, ${text.sites.labDate(format.shortDay(view.labDate))}`}</dd>
        </div>
      </dl>
    </Section>
  );
}
