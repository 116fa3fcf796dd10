import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { MUNICIPALITIES } from '../../../shared/domain/geography/municipalities.ts';
import { embeddedTravel } from '../../../shared/domain/travel/embedded.ts';
import { landMassOf } from '../../../shared/domain/travel/landMasses.ts';
import { LINKS } from '../../../shared/domain/travel/links.ts';
import { greatCircleKm, roadMinutes } from '../../../shared/domain/travel/roads.ts';

const at = (lat: number, lon: number, municipality?: string) => ({
  lat,
  lon,
  municipality: municipality as MunicipalityCode | undefined,
});
const COPENHAGEN = at(55.676, 12.551);
const ROSKILDE = at(55.6415, 12.0803);
const ODENSE = at(55.3959, 10.3883);
const AARHUS = at(56.1629, 10.2039);
const ROENNE = at(55.1009, 14.7066);
const RUNS = process.env.DEEP ? 5000 : 200;

function way(from: ReturnType<typeof at>, to: ReturnType<typeof at>, closedLinks: string[] = []) {
  const { minutes, km, fares } = embeddedTravel([from, to], { closedLinks });
  return { minutes: Math.round(minutes[1]!), km: Math.round(km[1]!), fare: fares[1]! };
}

describe('landMassOf', () => {
  test.each([
    ['Tórshavnsgade, Amager', at(55.664, 12.586, '0101'), 'sjaelland'],
    ['Nykøbing Falster', at(54.7691, 11.8743, '0376'), 'falster'],
    ['Sakskøbing', at(54.8, 11.634, '0376'), 'lolland'],
    ['Stege', at(54.987, 12.285, '0390'), 'moen'],
    ['Vordingborg', at(55.008, 11.911, '0390'), 'sjaelland'],
    ['Sønderborg', at(54.909, 9.807, '0540'), 'als'],
    ['Gråsten', at(54.921, 9.595, '0540'), 'jylland'],
    ['Nykøbing Mors', at(56.795, 8.86), 'mors'],
    ['Glyngøre', at(56.762, 8.867), 'jylland'],
    ['Svendborg', at(55.06, 10.607), 'fyn'],
    ['Vindeby, Tåsinge', at(55.042, 10.612), 'taasinge'],
    ['Rudkøbing', at(54.936, 10.712), 'langeland'],
    ['Middelfart', at(55.506, 9.73), 'fyn'],
    ['Fredericia', at(55.566, 9.755), 'jylland'],
    ['Tunø By', at(55.949, 10.44, '0727'), 'tunoe'],
    ['Odder', at(55.973, 10.153, '0727'), 'jylland'],
    ['Hamburg', at(53.55, 9.99), undefined],
  ])('%s', (_, point, mass) => {
    expect(landMassOf(point)).toBe(mass);
  });

  test('every municipality has one, with and without its code', () => {
    for (const { lat, lon, code } of MUNICIPALITIES) {
      expect(landMassOf({ lat, lon })).toBeDefined();
      expect(landMassOf({ lat, lon, municipality: code })).toBeDefined();
    }
  });

  test('every link ends on the land masses that it names', () => {
    for (const { id, ends } of LINKS)
      expect([id, ...ends.map(({ lat, lon }) => landMassOf({ lat, lon }))]).toEqual([
        id,
        ends[0].mass,
        ends[1].mass,
      ]);
  });
});

describe('embeddedTravel', () => {
  test('on land: longer than the bee line, and minutes that a driver would believe', () => {
    const { minutes, km } = way(COPENHAGEN, ROSKILDE);
    expect(km).toBeGreaterThan(greatCircleKm(COPENHAGEN, ROSKILDE));
    expect(minutes).toBeGreaterThanOrEqual(28);
    expect(minutes).toBeLessThanOrEqual(45);
  });

  test('over Storebælt: the bridge is driven and paid', () => {
    expect(way(COPENHAGEN, ODENSE)).toMatchObject({ fare: 245 });
    expect(way(COPENHAGEN, ODENSE).km).toBeGreaterThan(150);
  });

  test('Bornholm takes the ferry; with the ferry closed it is unreachable, never a line over water', () => {
    expect(way(COPENHAGEN, ROENNE).minutes).toBeGreaterThan(330);
    expect(way(COPENHAGEN, ROENNE, ['roenne-koege']).minutes).toBe(Infinity);
  });

  test('a closed link makes others do', () => {
    const open = way(AARHUS, COPENHAGEN);
    const closed = way(AARHUS, COPENHAGEN, ['odden-aarhus', 'odden-ebeltoft']);
    expect(closed.minutes).toBeGreaterThan(open.minutes);
    expect(closed.fare).toBe(245);
  });

  test('an island without a link is unreachable, and so is a point at sea', () => {
    expect(way(ROENNE, at(55.32, 15.187)).minutes).toBe(Infinity);
    expect(way(COPENHAGEN, at(55.0, 13.5)).minutes).toBe(Infinity);
  });

  test('every municipality is reached from every other', () => {
    expect(embeddedTravel(MUNICIPALITIES).minutes.every(Number.isFinite)).toBe(true);
  });

  test('longer ways take longer, and never at a lower mean speed', () => {
    const km = fc.double({ min: 0.01, max: 500, noNaN: true });
    fc.assert(
      fc.property(km, km, (a, b) => {
        const [short, long] = a < b ? [a, b] : [b, a];
        expect(roadMinutes(long)).toBeGreaterThanOrEqual(roadMinutes(short));
        expect(long / roadMinutes(long)).toBeGreaterThanOrEqual(short / roadMinutes(short) - 1e-9);
      }),
      { numRuns: RUNS },
    );
  });
});
