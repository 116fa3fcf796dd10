import type {
  FerryView,
  PickupsView,
  RouteView,
  StopView,
  UnservedView,
} from '../../contracts/views/pickups.ts';
import { timeOf } from '../../domain/calendar/minutes.ts';
import type { PickupSheet, SheetRoute, SheetStop, SheetWords } from '../../exports/pickups/sheet.ts';
import { type Formats, formatsIn } from '../../text/formats.ts';
import type { Language } from '../../text/language.ts';
import { type Text, textIn } from '../../text/text.ts';

interface Words {
  readonly text: Text;
  readonly format: Formats;
}

/**
 * A day's list as the files show it, in a language; `route` takes one by its number. Null when there is no list, or no
 * such route.
 */
export function pickupSheet(
  view: PickupsView,
  { language, route }: { language: Language; route?: number | undefined },
): PickupSheet | null {
  const { plan, region, date } = view;
  if (!plan || (route !== undefined && plan.routes[route - 1] === undefined)) return null;
  const words = { text: textIn(language), format: formatsIn(language) };
  const { text, format } = words;
  const routes = plan.routes.map((each, i) => sheetRoute(words, each, i + 1));
  const duty = view.contacts.find(({ role, phone }) => role === 'duty' && phone !== null);
  return {
    language,
    regionCode: region.code,
    date,
    title: text.pickups.title(region.name, format.longDay(date)),
    state: plan.frozenAt ? text.lists.fixedAt(format.moment(plan.frozenAt)) : text.lists.notFixed,
    duty: duty?.phone ? text.lists.dutyLine(duty.name, duty.phone) : text.lists.noDutyLine,
    words: sheetWords(words),
    routes: route === undefined ? routes : routes.slice(route - 1, route),
    unserved: route === undefined ? plan.unserved.map((each) => unservedLine(words, each)) : [],
  };
}

function sheetWords({ text: { pickups, lists }, format }: Words): SheetWords {
  return {
    order: pickups.order,
    arrival: pickups.arrival,
    place: pickups.place,
    ready: pickups.ready,
    samples: pickups.samples,
    kits: pickups.kits,
    receipt: lists.receipt,
    receiptTime: lists.receiptTime,
    receiptCount: lists.receiptCount,
    phone: lists.phone,
    door: lists.door,
    changed: lists.changedMark,
    cancelled: lists.cancelledMark,
    unserved: pickups.unserved,
    page: (page, pages) => lists.pageOf(format.count(page), format.count(pages)),
    footer: lists.footer,
  };
}

const isDriven = ({ state }: StopView) => state !== 'cancelled';

function sheetRoute(words: Words, route: RouteView, number: number): SheetRoute {
  const { pickups } = words.text;
  const { format } = words;
  const name = pickups.route(format.count(number), route.vehicle);
  const driven = route.stops.filter(isDriven);
  const sum = (of: (stop: StopView) => number) => driven.reduce((total, stop) => total + of(stop), 0);
  const to = route.laboratory ?? route.depot;
  return {
    number,
    title: route.trip > 1 ? `${name}, ${pickups.trip(format.count(route.trip))}` : name,
    summary: pickups.routeSummary(
      format.count(driven.length),
      format.count(sum(({ samples }) => samples)),
      format.count(sum(({ kits }) => kits)),
      format.oneDecimal(route.km),
    ),
    starts: pickups.starts(timeOf(route.startMinute), route.depot.name),
    ends: pickups.ends(timeOf(route.endMinute), to.name),
    vehicle: route.vehicle,
    trip: route.trip,
    start: timeOf(route.startMinute),
    end: timeOf(route.endMinute),
    km: route.km,
    from: route.depot,
    to,
    stops: route.stops.map((stop) => sheetStop(words, stop)),
    ferriesHome: route.ferriesHome.map((ferry) => ferryLine(words.text, ferry)),
  };
}

const ferryLine = ({ lists }: Text, { from, to, departs, arrives }: FerryView) =>
  lists.ferry(timeOf(departs), from, to, timeOf(arrives));

function sheetStop({ text }: Words, stop: StopView): SheetStop {
  const { pickups } = text;
  const { position, name, lat, lon, address, phone, samples, kits, state, changed, note } = stop;
  const ready = stop.readyMinute === null ? null : timeOf(stop.readyMinute);
  return {
    position,
    name,
    lat,
    lon,
    address,
    phone,
    samples,
    kits,
    state,
    changed,
    note,
    municipality: stop.municipalityName,
    ferries: stop.ferries.map((ferry) => ferryLine(text, ferry)),
    door: stop.pickupPoint,
    arrival: timeOf(stop.arrivalMinute),
    departure: timeOf(stop.departureMinute),
    ready,
    readyWords: ready ?? pickups.readyAnyTime,
    stateWords: pickups.stopStates[state],
  };
}

function unservedLine({ text }: Words, { siteName, limit, message }: UnservedView) {
  const witnesses: Readonly<Record<string, string>> = text.unserved;
  return { name: siteName, reason: witnesses[limit] ?? message };
}
