import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';

interface Land {
  readonly source: string;
  readonly scale: number;
  readonly coast: readonly (readonly number[])[];
  readonly borders: readonly (readonly number[])[];
}

const file = readFileSync(new URL('../../server/web/assets/land.json', import.meta.url), 'utf8');
const land = JSON.parse(file) as Land;

function corners(line: readonly number[]): [number, number][] {
  let [lon, lat] = [0, 0];
  return Array.from({ length: line.length / 2 }, (_, i) => {
    lon += line[2 * i]!;
    lat += line[2 * i + 1]!;
    return [lon, lat];
  });
}

describe('the land under maps', () => {
  test('names its source, and is light', () => {
    expect(land.source).toContain('Klimadatastyrelsen');
    expect(file.length).toBeLessThan(150_000);
  });

  test('borders and coast are made of the same corners: a border ends on a coast or on other borders', () => {
    const key = (corner: [number, number] | undefined) => String(corner);
    const onCoast = new Set(land.coast.flatMap((ring) => corners(ring).map(key)));
    const ends = land.borders.flatMap((line) => {
      const all = corners(line);
      return all[0] && key(all[0]) === key(all.at(-1)) ? [] : [key(all[0]), key(all.at(-1))];
    });
    const meeting = Map.groupBy(ends, (end) => end);
    for (const [end, met] of meeting) expect(onCoast.has(end) || met.length >= 2).toBe(true);
  });

  test('the middle of every municipality lies on land, but that of two islands with a sound between them', () => {
    const rings = land.coast.map(corners);
    const isInside = (lon: number, lat: number) =>
      rings.reduce((odd, ring) => {
        let inside = odd;
        let previous = ring.at(-1)!;
        for (const corner of ring) {
          const [[x1, y1], [x2, y2]] = [previous, corner];
          if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
          previous = corner;
        }
        return inside;
      }, false);
    const atSea = MUNICIPALITIES.filter(({ lat, lon }) => !isInside(lon * land.scale, lat * land.scale));
    expect(atSea.map(({ name }) => name)).toEqual(['Guldborgsund']);
  });
});
