import { stringify } from 'csv-stringify';
import type { PickupFormat, PickupSheet } from './sheet.ts';

/** Names of columns are for machines, and stay the same in every language. */
function rowsOf({ date, regionCode, routes }: PickupSheet) {
  return routes.flatMap((route) =>
    route.stops.map((stop) => ({
      date,
      region: regionCode,
      route: route.number,
      vehicle: route.vehicle,
      trip: route.trip,
      position: stop.position,
      arrival: stop.arrival,
      departure: stop.departure,
      ready: stop.ready,
      site: stop.name,
      address: stop.address,
      municipality: stop.municipality,
      pickup_point: stop.door,
      phone: stop.phone,
      samples: stop.samples,
      kits: stop.kits,
      state: stop.state,
      changed: stop.changed ? 'yes' : 'no',
      note: stop.note,
      lat: stop.lat,
      lon: stop.lon,
    })),
  );
}

const COLUMNS = [
  'date',
  'region',
  'route',
  'vehicle',
  'trip',
  'position',
  'arrival',
  'departure',
  'ready',
  'site',
  'address',
  'municipality',
  'pickup_point',
  'phone',
  'samples',
  'kits',
  'state',
  'changed',
  'note',
  'lat',
  'lon',
];

/** A spreadsheet takes for a formula what begins like one; a telephone number, `+45 …`, it may keep. */
const asText = (words: string): string => (/^[=@\t\r]|^[+-](?![\d ]+$)/.test(words) ? `'${words}` : words);

/** A row per stop. UTF-8 with its mark, so that spreadsheets show æ, ø and å; no cell is taken for a formula. */
export const csv: PickupFormat = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  write: (sheet) =>
    stringify(rowsOf(sheet), { header: true, columns: COLUMNS, bom: true, cast: { string: asText } }),
};
