import { Readable } from 'node:stream';
import type { PickupFormat, PickupSheet, SheetRoute } from './sheet.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Characters that XML 1.0 does not know at all are left out. */
const text = (words: string): string =>
  words
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const point = ({ lat, lon }: { lat: number; lon: number }, name: string, about = '') =>
  `    <rtept lat="${lat}" lon="${lon}"><name>${text(name)}</name>${about === '' ? '' : `<desc>${text(about)}</desc>`}</rtept>`;

function routeOf(
  { title, summary, starts, ends, from, to, stops }: SheetRoute,
  { words }: PickupSheet,
): string[] {
  return [
    '  <rte>',
    `    <name>${text(title)}</name>`,
    `    <desc>${text(summary)}</desc>`,
    point(from, from.name, starts),
    ...stops
      .filter(({ state }) => state !== 'cancelled')
      .map((stop) =>
        point(
          stop,
          `${stop.position}. ${stop.arrival} ${stop.name}`,
          [
            stop.address,
            stop.door,
            `${words.samples}: ${stop.samples}`,
            `${words.kits}: ${stop.kits}`,
            stop.note,
          ]
            .filter((part) => part !== null)
            .join(', '),
        ),
      ),
    point(to, to.name, ends),
    '  </rte>',
  ];
}

function documentOf(sheet: PickupSheet): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Podeplan" xmlns="http://www.topografix.com/GPX/1/1">',
    `  <metadata><name>${text(sheet.title)}</name></metadata>`,
    ...sheet.routes.flatMap((route) => routeOf(route, sheet)),
    '</gpx>',
    '',
  ].join('\n');
}

/** GPX 1.1, for satellite navigation: a route per trip, its stops as points in order. */
export const gpx: PickupFormat = {
  name: 'gpx',
  mediaType: 'application/gpx+xml',
  write: (sheet) => Readable.from([documentOf(sheet)]),
};
