import type {
  PickupPlanView,
  PickupsView,
  RouteView,
  StopView,
  UnservedView,
} from '../../../shared/contracts/views/pickups.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { NotYet, Notice, Section, TableBox } from '../components/blocks.tsx';
import { Layout } from '../components/Layout.tsx';
import { Ferries } from '../components/Ferries.tsx';
import { ListActions, ListLog, ListNotices } from '../components/ListParts.tsx';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: PickupsView;
}

/** A day's pickup list: drawn, and as tables that print one route to a sheet. No names of staff on it. */
export function PickupsPage({ page, view }: Props) {
  const { text, format, urls } = page;
  const { region, date, plan } = view;
  return (
    <Layout
      page={page}
      title={text.pickups.title(region.name, format.date(date))}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: region.name, href: urls.region(region.code) },
      ]}
      styles={['leaflet.css']}
      scripts={plan ? ['leaflet.js', 'route-map.js'] : []}
    >
      <div class="page-head">
        <h1>{text.pickups.heading(format.longDay(date))}</h1>
        {plan && <Summary page={page} plan={plan} />}
        <DutyPhone page={page} view={view} />
        {plan && <ListActions page={page} view={view} plan={plan} />}
      </div>
      <OtherDays page={page} view={view} />
      {plan ? (
        <Plan page={page} view={view} plan={plan} />
      ) : (
        <NotYet heading={text.pickups.noList}>{text.pickups.noListText}</NotYet>
      )}
    </Layout>
  );
}

const sum = <T,>(rows: readonly T[], of: (row: T) => number) =>
  rows.reduce((total, row) => total + of(row), 0);

function Summary({ page: { text, format }, plan }: { page: PageContext; plan: PickupPlanView }) {
  const stops = plan.routes.flatMap((route) => route.stops);
  return (
    <>
      <p class="font-lead">
        {text.pickups.summary(
          format.count(plan.routes.length),
          format.count(stops.length),
          format.count(sum(stops, ({ samples }) => samples)),
          format.count(sum(stops, ({ kits }) => kits)),
        )}
      </p>
      <p>
        <span class={`state-tag state-${plan.state}`}>{text.region.pickupStates[plan.state]}</span>{' '}
        {plan.frozenAt ? format.moment(plan.frozenAt) : text.pickups.notFrozen}
        {' · '}
        {text.pickups.kmAndTime(
          format.oneDecimal(sum(plan.routes, ({ km }) => km)),
          format.duration(sum(plan.routes, ({ startMinute, endMinute }) => endMinute - startMinute)),
        )}
      </p>
    </>
  );
}

/** R56: later changes are made by telephone, so the number stands here. */
function DutyPhone({ page: { text }, view }: Props) {
  const duty = view.contacts.find(({ role, phone }) => role === 'duty' && phone !== null);
  if (!duty?.phone) return <p>{text.pickups.noDutyPhone}</p>;
  return (
    <p>
      {text.pickups.dutyPhone} {duty.name}:{' '}
      <a class="nowrap" href={`tel:${duty.phone.replaceAll(' ', '')}`}>
        {duty.phone}
      </a>
    </p>
  );
}

function OtherDays({ page: { text, format, urls }, view }: Props) {
  if (view.dates.length === 0) return null;
  return (
    <nav class="day-links no-print" aria-label={text.pickups.otherDays}>
      <ul class="nobullet-list">
        {view.dates.map((date) => (
          <li key={date}>
            <a
              href={urls.pickups({ regionCode: view.region.code, date })}
              aria-current={date === view.date ? 'page' : undefined}
            >
              {format.shortDay(date)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Plan({ page, view, plan }: Props & { plan: PickupPlanView }) {
  const { text, urls } = page;
  const at = { regionCode: view.region.code, date: view.date };
  return (
    <>
      <ListNotices page={page} plan={plan} />
      <Section id="map" heading={text.pickups.map} lead={text.pickups.mapText}>
        <div class="filter no-print" data-route-choice hidden>
          <label class="form-label" for="route-choice">
            {text.pickups.showRoute}
          </label>
          <select class="form-select" id="route-choice">
            <option value="">{text.pickups.allRoutes}</option>
            {plan.routes.map((route, i) => (
              <option key={route.id} value={i}>
                {routeTitle(page, route, i + 1)}
              </option>
            ))}
          </select>
        </div>
        <div
          class="route-map no-print"
          data-routes={urls.pickupRoutes(at)}
          data-land={page.asset('land.json')}
          role="group"
          aria-label={text.pickups.mapLabel}
        />
        <p class="map-source no-print">{text.pickups.mapSource}</p>
      </Section>
      {plan.unserved.length === 0 ? (
        <p>{text.pickups.noUnserved}</p>
      ) : (
        <Section id="unserved" heading={text.pickups.unserved}>
          {plan.unserved.map((each) => (
            <Notice key={each.siteId} look="warning">
              <p class="alert-heading">
                <a href={urls.site(each.siteId)}>{each.siteName}</a>
              </p>
              <Reason page={page} unserved={each} />
            </Notice>
          ))}
        </Section>
      )}
      {plan.routes.map((route, i) => (
        <Route key={route.id} page={page} at={at} route={route} number={i + 1} />
      ))}
      <ListLog page={page} plan={plan} />
    </>
  );
}

function Reason({ page: { text }, unserved }: { page: PageContext; unserved: UnservedView }) {
  const witnesses: Readonly<Record<string, string>> = text.unserved;
  const fixes: Readonly<Record<string, string>> = text.unservedFix;
  const witness = witnesses[unserved.limit];
  const fix = fixes[unserved.limit];
  return (
    <>
      <p class="alert-text" lang={witness ? undefined : 'en'}>
        {witness ?? unserved.message}
      </p>
      <p class="alert-text">
        {text.pickups.fix}: <span lang={fix ? undefined : 'en'}>{fix ?? unserved.fix}</span>
      </p>
    </>
  );
}

function routeTitle(
  { text: { pickups }, format }: PageContext,
  { vehicle, trip }: RouteView,
  number: number,
): string {
  const name = pickups.route(format.count(number), vehicle);
  return trip > 1 ? `${name}, ${pickups.trip(format.count(trip))}` : name;
}

interface RouteProps {
  readonly page: PageContext;
  readonly at: { readonly regionCode: string; readonly date: CalendarDate };
  readonly route: RouteView;
  readonly number: number;
}

function Route({ page, at, route, number }: RouteProps) {
  const { text, format, urls } = page;
  const { pickups } = text;
  const title = routeTitle(page, route, number);
  const { stops } = route;
  return (
    <section class="block route-sheet" aria-labelledby={`route-${number}`}>
      <h2 id={`route-${number}`}>
        <span class={`route-mark route-${(number - 1) % ROUTE_LOOKS}`} aria-hidden="true">
          {number}
        </span>
        {title}
      </h2>
      <p>
        {pickups.routeSummary(
          format.count(stops.length),
          format.count(sum(stops, ({ samples }) => samples)),
          format.count(sum(stops, ({ kits }) => kits)),
          format.oneDecimal(route.km),
        )}{' '}
        <span class="no-print">
          <a href={urls.route(route.id)}>{text.lists.driverView}</a>
          {' · '}
          <a href={urls.order({ ...at, car: route.vehicleId })}>{text.lists.order}</a>
        </span>
      </p>
      <TableBox caption={title} hideCaption compact>
        <thead>
          <tr>
            <th scope="col" class="number">
              {pickups.order}
            </th>
            <th scope="col">{pickups.arrival}</th>
            <th scope="col">{pickups.place}</th>
            <th scope="col">{pickups.address}</th>
            <th scope="col">{pickups.ready}</th>
            <th scope="col" class="number">
              {pickups.samples}
            </th>
            <th scope="col" class="number">
              {pickups.kits}
            </th>
            <th scope="col">{pickups.state}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td />
            <td colSpan={7}>{pickups.starts(format.time(route.startMinute), route.depot.name)}</td>
          </tr>
          {stops.map((stop) => (
            <Stop key={stop.position} page={page} stop={stop} />
          ))}
          <tr>
            <td />
            <td colSpan={7}>
              <Ferries page={page} ferries={route.ferriesHome} />
              <strong>
                {pickups.ends(format.time(route.endMinute), (route.laboratory ?? route.depot).name)}
              </strong>
            </td>
          </tr>
        </tbody>
      </TableBox>
    </section>
  );
}

/** Lines and marks come in this many looks, here, in the stylesheet and in route-map.js. */
const ROUTE_LOOKS = 8;

function Stop({ page, stop }: { page: PageContext; stop: StopView }) {
  const { text, format, urls } = page;
  const where = [stop.address ?? stop.municipalityName, stop.pickupPoint].filter((part) => part !== null);
  return (
    <tr class={stop.state === 'cancelled' ? 'stop-cancelled' : undefined}>
      <td class="number">{stop.position}</td>
      <td>
        <strong>{format.time(stop.arrivalMinute)}</strong>
      </td>
      <th scope="row">
        <a href={urls.site(stop.siteId)}>{stop.name}</a>
        {stop.changed && <span class="changed-mark">{text.lists.changedMark}</span>}
        {stop.locked && <span class="changed-mark">{text.lists.lockedMark}</span>}
      </th>
      <td>
        <Ferries page={page} ferries={stop.ferries} />
        {where.join(', ')}
        {stop.note && ` (${stop.note})`}
      </td>
      <td class="nowrap">
        {stop.readyMinute === null ? text.pickups.readyAnyTime : format.time(stop.readyMinute)}
      </td>
      <td class="number">{format.count(stop.samples)}</td>
      <td class="number">{format.count(stop.kits)}</td>
      <td>
        {text.pickups.stopStates[stop.state]}
        {stop.samplesCollected !== null && stop.pickedUpAt && (
          <span class="quiet nowrap">
            {' '}
            {format.moment(stop.pickedUpAt).slice(-5)}, {format.count(stop.samplesCollected)}
          </span>
        )}
      </td>
    </tr>
  );
}
