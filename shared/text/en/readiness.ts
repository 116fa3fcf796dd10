import type * as danish from '../da/readiness.ts';
import type { Words } from '../words.ts';

export const readiness: Words<typeof danish.readiness> = {
  heading: 'Ready to test',
  lead: 'The list recalls what has to be in place before the first roll. It blocks nothing.',
  missing: (count) => (count === 1 ? '1 item is missing.' : `${count} items are missing.`),
  numbers: (people, sites) =>
    `Expected tests: ${people} employees are known; numbers are missing for ${sites} test sites.`,
  training: (agreed, people, held) =>
    `Training: ${agreed} of ${people} swabbers agreed with the region; ${held === null ? 'not held for everybody yet' : `held ${held}`}.`,
  testDays: (agreed, all) =>
    all === '0'
      ? 'Test days: the region has not proposed any yet.'
      : `Test days: ${agreed} of ${all} agreed with the region.`,
  pickupPlaces: 'Pickup places: it is not agreed where samples are collected.',
  items: {
    ydernummer: 'Provider number (ydernummer) from the region',
    webreq: 'WebReq and its users',
    signature: 'Employee signature',
    connection: 'Internet connection at the sites',
    'protective-equipment': 'Protective equipment',
    scanners: 'Barcode scanners',
    'pickup-places': 'Pickup places for samples',
  },
  readySince: (day) => `ready since ${day}`,
  notReady: 'missing',
  mark: (item) => `Mark as ready: ${item}`,
  unmark: (item) => `Not ready after all: ${item}`,
  markShort: 'Mark as ready',
  unmarkShort: 'Not ready',
};
