import type { DrivenRouteView, StopView } from '../../../shared/contracts/views/pickups.ts';
import { Ferries } from '../components/Ferries.tsx';
import { Layout } from '../components/Layout.tsx';
import type { PageContext } from '../pageContext.ts';
import { DRIVER_WORKER } from '../urls.ts';

interface Props {
  readonly page: PageContext;
  readonly view: DrivenRouteView;
  /** Changes with the list, not with what is ticked off. */
  readonly version: string;
}

/** One route on a telephone in a car: big things to press, and nobody's name (R56). */
export function DriverPage({ page, view, version }: Props) {
  const { text, format, urls } = page;
  const { route, region, date } = view;
  const name = text.pickups.route(format.count(view.number), route.vehicle);
  const title = text.lists.driverTitle(name, format.shortDay(date));
  const to = route.laboratory ?? route.depot;
  return (
    <Layout
      page={page}
      title={title}
      crumbs={[
        { label: region.name, href: urls.region(region.code) },
        {
          label: text.pickups.heading(format.shortDay(date)),
          href: urls.pickups({ regionCode: region.code, date }),
        },
      ]}
      styles={['driver.css']}
      modules={['driver.js']}
    >
      <div
        class="driver"
        data-driver
        data-version={version}
        data-ticks="/api/v1/ticks"
        data-worker={DRIVER_WORKER}
        data-scope={`/${page.language}/routes/`}
        data-words={JSON.stringify(scriptWords(page))}
      >
        <h1>{name}</h1>
        <p>
          {text.pickups.starts(format.time(route.startMinute), route.depot.name)}
          <br />
          {text.pickups.ends(format.time(route.endMinute), to.name)}
        </p>
        <Duty page={page} view={view} />
        {view.state === 'frozen' ? null : <p class="driver-told">{text.lists.notFixedYet}</p>}
        <p class="driver-sync" role="status" data-sync="sent" />
        <p class="driver-progress" data-progress />
        <div class="driver-told" data-told role="alert" />
        <noscript>
          <p>{text.lists.needsScript}</p>
        </noscript>
        <ol class="driver-stops nobullet-list">
          {route.stops.map((stop) => (
            <Stop key={stop.id} page={page} stop={stop} isOpen={view.state === 'frozen'} />
          ))}
        </ol>
        <section class="driver-stop driver-end">
          <h2>
            <span class="driver-time">{format.time(route.endMinute)}</span> {to.name}
          </h2>
          <Ferries page={page} ferries={route.ferriesHome} />
          <a
            class="button button-secondary"
            href={directions(to)}
            rel="noopener"
            referrerpolicy="no-referrer"
          >
            {text.lists.navigate}
          </a>
          <button type="button" class="button button-primary" data-deliver disabled>
            {text.lists.delivered}
          </button>
          <p class="quiet" data-deliver-hint />
        </section>
        <OtherTrips page={page} view={view} />
      </div>
    </Layout>
  );
}

/** What the script says; it knows no language. */
function scriptWords({ text: { lists, pickups } }: PageContext) {
  return {
    states: pickups.stopStates,
    progress: lists.of('{done}', '{all}'),
    deliverHint: lists.deliveredHint,
    nothingToDeliver: lists.nothingToDeliver,
    allDelivered: lists.allDelivered,
    sent: lists.online,
    offline: lists.offline,
    waiting: lists.waiting('{count}'),
    notAccepted: lists.notAccepted,
    listChanged: lists.listChanged,
    conflict: lists.conflict('{site}', '{state}'),
    conflictCount: lists.conflictCount('{site}', '{count}', '{by}'),
    badCount: lists.badCount('{site}'),
    badNote: lists.badNote('{site}'),
    badTick: lists.badTick('{site}'),
    understood: lists.understood,
  };
}

/** R56: changes come by telephone. */
function Duty({ page: { text }, view }: Pick<Props, 'page' | 'view'>) {
  const duty = view.contacts.find(({ role, phone }) => role === 'duty' && phone !== null);
  if (!duty?.phone) return <p>{text.lists.noDutyLine}</p>;
  return (
    <p>
      <a class="button button-secondary driver-call" href={`tel:${duty.phone.replaceAll(' ', '')}`}>
        {text.lists.call}: {duty.name}, {duty.phone}
      </a>
    </p>
  );
}

/** Opens whatever the telephone uses to find its way; every navigation app knows this address. */
function directions({ lat, lon }: { readonly lat: number; readonly lon: number }): string {
  return `https://www.google.com/maps/dir/?api=1&travelmode=driving&destination=${lat},${lon}`;
}

function Stop({ page, stop, isOpen }: { page: PageContext; stop: StopView; isOpen: boolean }) {
  const { text, format } = page;
  const { lists, pickups } = text;
  const where = stop.address ?? stop.municipalityName;
  const isOff = stop.state === 'cancelled';
  const isTicked = stop.state !== 'frozen' && stop.state !== 'planned';
  return (
    <li
      class="driver-stop"
      data-stop={isOff ? undefined : stop.id}
      data-state={stop.state}
      data-name={stop.name}
      data-samples={stop.samplesCollected ?? stop.samples}
    >
      <h2>
        <span class="driver-time">{format.time(stop.arrivalMinute)}</span> {stop.position}. {stop.name}
      </h2>
      {stop.changed && !isOff && <p class="driver-changed">{lists.changedMark}</p>}
      {isOff && <p class="driver-changed">{lists.cancelledMark}</p>}
      {!isOff && <Ferries page={page} ferries={stop.ferries} />}
      <p class="driver-where">
        {where}
        {stop.pickupPoint && (
          <>
            <br />
            {lists.door}: {stop.pickupPoint}
          </>
        )}
        {stop.readyMinute !== null && (
          <>
            <br />
            {lists.readyFrom(format.time(stop.readyMinute))}
          </>
        )}
        {stop.note && (
          <>
            <br />
            <strong>{stop.note}</strong>
          </>
        )}
      </p>
      {!isOff && (
        <>
          <p class="driver-load">{lists.expected(format.count(stop.samples), format.count(stop.kits))}</p>
          <p class="driver-actions">
            <a
              class="button button-secondary"
              href={directions(stop)}
              rel="noopener"
              referrerpolicy="no-referrer"
            >
              {lists.navigate}
            </a>
            {stop.phone && (
              <a class="button button-secondary" href={`tel:${stop.phone.replaceAll(' ', '')}`}>
                {lists.call}
              </a>
            )}
          </p>
          <p class="driver-state" data-state-word aria-live="polite">
            {isTicked && stateLine(page, stop)}
          </p>
          {isOpen && <Ticks page={page} stop={stop} />}
        </>
      )}
      {isOff && <p class="sr-only">{pickups.stopStates.cancelled}</p>}
    </li>
  );
}

function stateLine({ text, format }: PageContext, stop: StopView): string {
  const word = text.pickups.stopStates[stop.state];
  const time = stop.pickedUpAt ? ` ${format.moment(stop.pickedUpAt).slice(-5)}` : '';
  return stop.samplesCollected === null ? word : `${word}${time} · ${format.count(stop.samplesCollected)}`;
}

function Count({ id, name, label, value }: Record<'id' | 'name' | 'label', string> & { value: number }) {
  return (
    <label for={id}>
      {label}
      <input id={id} name={name} class="form-input" type="number" inputMode="numeric" min={0} value={value} />
    </label>
  );
}

function Ticks({ page: { text }, stop }: { page: PageContext; stop: StopView }) {
  const { lists } = text;
  const id = (name: string) => `${name}-${stop.id}`;
  return (
    <div class="driver-ticks">
      <div class="driver-counts">
        <Count
          id={id('samples')}
          name="samples"
          label={lists.samplesCollected}
          value={stop.samplesCollected ?? stop.samples}
        />
        <Count
          id={id('kits')}
          name="kits"
          label={lists.kitsDelivered}
          value={stop.kitsDelivered ?? stop.kits}
        />
      </div>
      <button type="button" class="button button-primary driver-big" data-tick="pick-up">
        {lists.pickUp}
      </button>
      <details>
        <summary>{lists.other}</summary>
        <label for={id('note')}>
          {lists.noteLabel}
          <input id={id('note')} name="note" class="form-input" maxLength={300} autocomplete="off" />
        </label>
        <div class="driver-actions">
          <button type="button" class="button button-secondary" data-tick="miss">
            {lists.missed}
          </button>
          <button type="button" class="button button-secondary" data-tick="refuse">
            {lists.refused}
          </button>
        </div>
      </details>
      <button type="button" class="button button-secondary driver-undo" data-tick="undo">
        {lists.undo}
      </button>
    </div>
  );
}

function OtherTrips({ page: { text, format, urls }, view }: Pick<Props, 'page' | 'view'>) {
  if (view.trips.length < 2) return null;
  return (
    <nav class="day-links" aria-label={text.lists.otherTrips}>
      <ul class="nobullet-list">
        {view.trips.map(({ id, trip, startMinute }) => (
          <li key={id}>
            <a href={urls.route(id)} aria-current={id === view.route.id ? 'page' : undefined}>
              {text.pickups.trip(format.count(trip))}, {format.time(startMinute)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
