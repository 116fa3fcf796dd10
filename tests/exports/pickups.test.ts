import { describe, expect, test } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import type { PickupsView, StopView } from '../../shared/contracts/views/pickups.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { PICKUP_FORMATS, pickupFormat } from '../../shared/exports/pickups/formats.ts';
import { pickupSheet } from '../../shared/usecases/lists/pickupSheet.ts';

const DAY = calendarDate('2020-09-15');

function stop(position: number, more: Partial<StopView> = {}): StopView {
  return {
    id: `stop-${position}`,
    position,
    siteId: `site-${position}`,
    name: `Plejehjemmet Åkandehuset ${position}`,
    lat: (5570 + position) / 100,
    lon: (1250 + position) / 100,
    municipalityName: 'København',
    address: `Jagtvej ${position}, 2200 København N`,
    pickupPoint: 'Køkkendøren mod gården, ring på »Vagt«',
    arrivalMinute: 600 + 20 * position,
    departureMinute: 605 + 20 * position,
    readyMinute: position % 2 === 0 ? 630 : null,
    samples: 12 + position,
    kits: 5 * position,
    state: 'frozen',
    note: null,
    phone: '+45 00 12 34 56',
    pickedUpAt: null,
    pickedUpBy: null,
    samplesCollected: null,
    kitsDelivered: null,
    deliveredAt: null,
    changed: false,
    locked: false,
    ferries: [],
    ...more,
  };
}

function view(stops: readonly StopView[]): PickupsView {
  const lab = { name: 'Laboratoriet i Herlev', lat: 55.731, lon: 12.444 };
  return {
    region: { code: '1084', name: 'Region Hovedstaden' },
    date: DAY,
    dates: [DAY],
    contacts: [
      { role: 'driver', name: 'Kørselskontoret', phone: '38 66 00 01', email: null },
      { role: 'duty', name: 'Vagttelefon, Region Hovedstaden', phone: '38 66 00 00', email: null },
    ],
    plan: {
      id: 'plan',
      state: 'frozen',
      frozenAt: new Date('2020-09-14T12:00:00Z'),
      changes: [],
      broughtByOthers: [],
      travel: { source: 'embedded', fallback: null },
      unserved: [
        {
          siteId: 'x',
          siteName: 'Hjemmeplejen på Æbelø',
          samples: 4,
          kits: 0,
          limit: 'unreachable',
          message: 'no way',
          fix: 'a boat',
        },
      ],
      routes: [
        {
          id: 'route-1',
          vehicle: 'Herlev 1',
          vehicleId: 'car Herlev 1',
          ferriesHome: [],
          trip: 1,
          depot: lab,
          laboratory: lab,
          startMinute: 580,
          endMinute: 900,
          km: 61.4,
          stops,
        },
        {
          id: 'route-2',
          vehicle: 'Herlev 2',
          vehicleId: 'car Herlev 2',
          ferriesHome: [],
          trip: 2,
          depot: lab,
          laboratory: lab,
          startMinute: 700,
          endMinute: 800,
          km: 12.1,
          stops: [stop(1, { id: 'other' })],
        },
      ],
    },
  };
}

const SOME = [
  stop(1),
  stop(2, { changed: true, note: 'Port 3 <kun varevogne>' }),
  stop(3, { state: 'cancelled' }),
];
const sheetOf = (stops = SOME, language: 'da' | 'en' = 'da', route?: number) =>
  pickupSheet(view(stops), { language, route })!;

const written = async (name: string, sheet = sheetOf()) =>
  (await buffer(pickupFormat(name)!.write(sheet))).toString('utf8');

describe('files of a pickup list', () => {
  test('there are four, each with its media type; an unknown one is none', () => {
    expect(PICKUP_FORMATS.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['pdf', 'application/pdf'],
      ['csv', 'text/csv; charset=utf-8'],
      ['geojson', 'application/geo+json'],
      ['gpx', 'application/gpx+xml'],
    ]);
    expect(pickupFormat('docx')).toBeUndefined();
  });

  test('one route alone is that route and nothing else; a route that is not there is no list', () => {
    const one = sheetOf(SOME, 'da', 2);
    expect(one.routes.map(({ number, title }) => [number, title])).toEqual([[2, 'Rute 2: Herlev 2, 2. tur']]);
    expect(one.unserved).toEqual([]);
    expect(pickupSheet(view(SOME), { language: 'da', route: 3 })).toBeNull();
    expect(pickupSheet({ ...view(SOME), plan: null }, { language: 'da' })).toBeNull();
  });

  test('CSV: a row per stop, for machines, with the mark that spreadsheets want', async () => {
    const lines = (await written('csv')).split('\n');
    expect(lines[0]).toBe(
      '\ufeffdate,region,route,vehicle,trip,position,arrival,departure,ready,site,address,municipality,pickup_point,phone,samples,kits,state,changed,note,lat,lon',
    );
    expect(lines[2]).toBe(
      '2020-09-15,1084,1,Herlev 1,1,2,10:40,10:45,10:30,Plejehjemmet Åkandehuset 2,"Jagtvej 2, 2200 København N",København,"Køkkendøren mod gården, ring på »Vagt«",+45 00 12 34 56,14,10,frozen,yes,Port 3 <kun varevogne>,55.72,12.52',
    );
    expect(lines.filter((line) => line !== '')).toHaveLength(5);
  });

  test('CSV: what begins like a formula is text', async () => {
    const text = await written('csv', sheetOf([stop(1, { note: '=HYPERLINK("http://x")' })]));
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  test('GeoJSON: a line through the stops that are driven, a point for every stop', async () => {
    const { features } = JSON.parse(await written('geojson')) as {
      features: { geometry: { type: string; coordinates: unknown[] }; properties: Record<string, unknown> }[];
    };
    expect(features.map(({ geometry }) => geometry.type)).toEqual([
      'LineString',
      'Point',
      'Point',
      'Point',
      'LineString',
      'Point',
    ]);
    expect(features[0]?.geometry.coordinates).toEqual([
      [12.444, 55.731],
      [12.51, 55.71],
      [12.52, 55.72],
      [12.444, 55.731],
    ]);
    expect(features[2]?.properties).toMatchObject({ position: 2, changed: true, samples: 14 });
  });

  test('GPX: a route per trip, without what is cancelled, and every sign in its place', async () => {
    const text = await written('gpx');
    expect(text.match(/<rte>/g)).toHaveLength(2);
    expect(text).toContain('<rtept lat="55.72" lon="12.52"><name>2. 10:40 Plejehjemmet Åkandehuset 2</name>');
    expect(text).toContain('Port 3 &lt;kun varevogne&gt;');
    expect(text).not.toContain('Åkandehuset 3');
    // Nothing but tags and entities begins with these signs.
    expect(text.replaceAll(/<[/?\w][^<>&]*>|&(?:amp|lt|gt|quot|apos);/g, '')).not.toMatch(/[<>&]/);
  });

  test('PDF: A4, a sheet per route, the long one goes on over pages, then what is not served', async () => {
    const long = Array.from({ length: 18 }, (_, i) => stop(i + 1));
    const bytes = await buffer(pickupFormat('pdf')!.write(sheetOf(long)));
    const raw = bytes.toString('latin1');
    expect(raw.startsWith('%PDF-')).toBe(true);
    expect(raw.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(4);
    expect(new Set(raw.match(/\/MediaBox \[[^\]]+\]/g))).toEqual(new Set(['/MediaBox [0 0 595.28 841.89]']));
    expect(raw).toContain('/Lang (da)');
  });

  test('PDF: a list without routes is a page that says so, not a broken file', async () => {
    const empty = { ...sheetOf(), routes: [], unserved: [] };
    const raw = (await buffer(pickupFormat('pdf')!.write(empty))).toString('latin1');
    expect(raw.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    expect(raw.trimEnd().endsWith('%%EOF')).toBe(true);
  });
});
