import type { SessionView, SlotView } from '../../../shared/contracts/views/site.ts';
import { Notice, Section, TableBox } from '../components/blocks.tsx';
import { Changes, untold } from '../components/Changes.tsx';
import { Layout } from '../components/Layout.tsx';
import { DAY_FORMS, type DayFormName } from '../dayForms.ts';
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
          {view.slots.length > 0 && <a href={urls.why(view.id)}>{text.why.open}</a>}
        </p>
        <ToTell page={page} view={view} />
      </div>
      <div class="two-columns">
        <Section id="slots" heading={text.sites.slots}>
          <Slots page={page} view={view} />
          {view.changes.length > 0 && (
            <div class="session-changes">
              <h3>{text.onTheDay.changes}</h3>
              <Changes page={page} changes={view.changes} />
            </div>
          )}
        </Section>
        <div>
          <Actions page={page} view={view} />
          <Swabbers page={page} view={view} />
          <Document page={page} view={view} />
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
          {canChange(view) && (
            <th scope="col">
              <span class="sr-only">{text.onTheDay.heading}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {view.slots.map((slot, i) => (
          <tr key={i}>
            <th scope="row">{format.time(slot.startMinute)}</th>
            <td>{slot.label ?? anonymous(page, slot)}</td>
            <td>{slot.shift ? text.sites.shifts[slot.shift] : '–'}</td>
            {severalLanes && <td>{text.sites.laneNumber(format.count(slot.lane + 1))}</td>}
            {canChange(view) && (
              <td class="row-links">
                <RowLinks page={page} view={view} slot={slot} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

const canChange = ({ state, phase }: SessionView) => state === 'published' && phase !== 'over';

function RowLinks({ page: { text, urls }, view, slot }: Props & { slot: SlotView }) {
  const names = slot.label === null ? (['name'] as const) : (['swap', 'move'] as const);
  return (
    <>
      {names.map((name) => (
        <a key={name} href={`${urls.dayForm(view.id, name)}?slot=${slot.id}`}>
          {text.onTheDay.row[name]}
        </a>
      ))}
    </>
  );
}

/** After a change: people have to be told. */
function ToTell({ page: { text, format, urls }, view }: Props) {
  const open = untold(view.changes);
  if (open === 0) return null;
  return (
    <Notice look="warning">
      <p class="alert-text">
        <a href={urls.told(view.id)}>{text.onTheDay.toTell(format.count(open))}</a>
      </p>
    </Notice>
  );
}

/** P7: what a leader on the spot can do, without a new plan. */
function Actions({ page: { text, urls }, view }: Props) {
  const nameless = view.slots.some(({ label }) => label === null);
  const shown = (name: DayFormName) => name !== 'confirm' && (name !== 'name' || nameless);
  if (!canChange(view)) return null;
  return (
    <Section id="on-the-day" heading={text.onTheDay.heading} lead={text.onTheDay.lead}>
      <ul class="action-list nobullet-list">
        {DAY_FORMS.filter(shown).map((name) => (
          <li key={name}>
            <a class="button button-secondary button-small" href={urls.dayForm(view.id, name)}>
              {text.onTheDay.actions[name]}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** R42, R43, A12: planned before, confirmed after; the number of those who came, never who. */
function Document({ page: { text, format, urls }, view }: Props) {
  const { onTheDay } = text;
  const { document, keyPerson } = view;
  return (
    <Section id="document" heading={onTheDay.document}>
      {document ? (
        <>
          <p>{onTheDay.documentConfirmed(format.moment(document.confirmedAt), document.confirmedBy)}</p>
          <ul class="nobullet-list">
            {document.performed.map(({ lane, swabber }) => (
              <li key={`${lane} ${swabber}`}>
                {`${text.sites.laneNumber(format.count(lane + 1))}: ${swabber}`}
              </li>
            ))}
          </ul>
          {document.attended !== null && <p>{onTheDay.documentAttended(format.count(document.attended))}</p>}
        </>
      ) : (
        <p>{onTheDay.documentPlanned}</p>
      )}
      {keyPerson && <p>{`${onTheDay.keyPerson}: ${keyPerson}`}</p>}
      {view.state === 'published' && view.phase !== 'ahead' && (
        <p>
          <a class="button button-secondary button-small" href={urls.dayForm(view.id, 'confirm')}>
            {onTheDay.actions.confirm}
          </a>
        </p>
      )}
    </Section>
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
