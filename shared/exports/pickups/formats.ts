import { csv } from './csv.ts';
import { geojson } from './geojson.ts';
import { gpx } from './gpx.ts';
import { pdf } from './pdf.ts';
import type { PickupFormat } from './sheet.ts';

/** Every way of writing a pickup list: the pages, the API and the command line offer what stands here. */
export const PICKUP_FORMATS: readonly PickupFormat[] = [pdf, csv, geojson, gpx];

export function pickupFormat(name: string): PickupFormat | undefined {
  return PICKUP_FORMATS.find((format) => format.name === name);
}
