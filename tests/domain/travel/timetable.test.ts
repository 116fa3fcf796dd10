import { describe, expect, test } from '@jest/globals';
import { readSailings, writeSailings } from '../../../shared/contracts/ferries.ts';
import { demoSailings } from '../../../shared/demo/places/ferries.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../../shared/domain/calendar/minutes.ts';
import { embeddedWays } from '../../../shared/domain/travel/embedded.ts';
import { leastWaits, linksOn, safeWaits, sail } from '../../../shared/domain/travel/ferries.ts';
import { LINKS } from '../../../shared/domain/travel/links.ts';
import {
  nextDeparture,
  safeWait,
  type Sailing,
  timetableOn,
} from '../../../shared/domain/travel/timetable.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';

const HEADER =
  'link,direction,from,to,valid_from,valid_to,weekdays,departures,minutes,check_in,fare,source\n';
const line = (more: string) => readSailings(HEADER + more);

const FANOE = line(
  [
    'fanoe-esbjerg,there,Nordby,Esbjerg,2020-08-01,,mon-fri,06:00 10:00 16:00,12,5,150,test',
    'fanoe-esbjerg,there,Nordby,Esbjerg,2020-08-01,,sat sun,09:00,12,5,150,test',
    'fanoe-esbjerg,back,Esbjerg,Nordby,2020-08-01,,mon-sun,05:30 09:30 15:30,12,5,150,test',
    'fanoe-esbjerg,there,Nordby,Esbjerg,2020-10-05,2020-10-09,mon-sun,12:00,14,10,175.5,autumn',
  ].join('\n'),
);
const there = (date: string) => timetableOn(FANOE, calendarDate(date)).get('fanoe-esbjerg')?.there;
const times = (date: string) => there(date)?.departures.map(timeOf);

describe('a timetable of a day (R55)', () => {
  test('by weekday; a public holiday sails as a Sunday', () => {
    expect(times('2020-09-15')).toEqual(['06:00', '10:00', '16:00']);
    expect(times('2020-09-19')).toEqual(['09:00']);
    expect(times('2020-12-25')).toEqual(['09:00']);
  });

  test('of two periods the one that began last, and after its end the other again', () => {
    expect(there('2020-10-07')).toMatchObject({
      departures: [720],
      minutes: 14,
      checkInMinutes: 10,
      fare: 175.5,
    });
    expect(times('2020-10-10')).toEqual(['09:00']);
  });

  test('nothing before the first period, and no departure is no departure', () => {
    expect(there('2020-07-31')).toBeUndefined();
    const only = line('fanoe-esbjerg,there,Nordby,Esbjerg,2020-08-01,,mon,06:00,12,5,150,test');
    expect(timetableOn(only, calendarDate('2020-09-15')).get('fanoe-esbjerg')?.there?.departures).toEqual([]);
  });

  test('one catches a departure from the check-in on, and not a minute later', () => {
    const day = there('2020-09-15')!;
    expect(nextDeparture(day, 9 * 60 + 55)).toBe(600);
    expect(nextDeparture(day, 9 * 60 + 56)).toBe(960);
    expect(nextDeparture(day, 15 * 60 + 56)).toBeUndefined();
  });

  test('a safe wait is enough at every minute up to the last departure', () => {
    const day = there('2020-09-15')!;
    const wait = safeWait(day, 8 * 60);
    expect(wait).toBe(6 * 60 + 5);
    for (let at = 8 * 60; at <= 15 * 60 + 55; at++)
      expect(nextDeparture(day, at)! - at).toBeLessThanOrEqual(wait);
    expect(safeWait(day, 17 * 60)).toBe(Infinity);
  });
});

describe('a way over water by the clock', () => {
  const esbjerg = { lat: 55.48, lon: 8.46 };
  const nordby = { lat: 55.44, lon: 8.4, municipality: '0563' as MunicipalityCode };
  const timetable = timetableOn(FANOE, calendarDate('2020-09-15'));
  const parts = embeddedWays({ links: linksOn(timetable, leastWaits(timetable)) })(esbjerg, nordby)!;

  test('waits on the quay for the next ferry, and arrives when it does', () => {
    const { arrives, ferries, waits } = sail(parts, minutesOf('09:00'), timetable);
    expect(ferries).toEqual([
      { link: 'fanoe-esbjerg', from: 'Esbjerg', to: 'Nordby', departs: 570, arrives: 582 },
    ]);
    expect(arrives).toBeGreaterThan(582);
    expect(waits).toHaveLength(1);
    expect(sail(parts, minutesOf('09:40'), timetable).ferries[0]?.departs).toBe(930);
  });

  test('after the last ferry there is no way today', () => {
    expect(sail(parts, minutesOf('15:30'), timetable).arrives).toBe(Infinity);
  });

  test('the matrix is as long as the wait that is put in, one direction apart from the other', () => {
    const links = linksOn(timetable, new Map([['fanoe-esbjerg', [7, 45]]]));
    expect(links.find(({ id }) => id === 'fanoe-esbjerg')).toMatchObject({
      minutes: 12,
      waitMinutes: 7,
      waitBackMinutes: 45,
      fare: 150,
    });
    expect(links.filter(({ id }) => id !== 'fanoe-esbjerg')).toEqual(
      LINKS.filter(({ id }) => id !== 'fanoe-esbjerg'),
    );
  });
});

describe('a timetable as a file', () => {
  test('is written as it is read', () => {
    expect(readSailings(writeSailings(FANOE))).toEqual(FANOE);
  });

  test.each([
    ['storebaelt,there,A,B,2020-08-01,,mon,06:00,12,5,150,x', 'link'],
    ['fanoe-esbjerg,sideways,A,B,2020-08-01,,mon,06:00,12,5,150,x', 'direction'],
    ['fanoe-esbjerg,there,A,B,1 August,,mon,06:00,12,5,150,x', 'valid_from'],
    ['fanoe-esbjerg,there,A,B,2020-08-01,2020-07-01,mon,06:00,12,5,150,x', 'valid_to'],
    ['fanoe-esbjerg,there,A,B,2020-08-01,,someday,06:00,12,5,150,x', 'weekdays'],
    ['fanoe-esbjerg,there,A,B,2020-08-01,,mon,6 o’clock,12,5,150,x', 'departures'],
    ['fanoe-esbjerg,there,A,B,2020-08-01,,mon,06:00,soon,5,150,x', 'minutes'],
    ['fanoe-esbjerg,there,A,B,2020-08-01,,mon,06:00,12,5,free,x', 'fare'],
  ])('a line that cannot be is refused at its column: %s', (text, column) => {
    try {
      line(text);
      throw new Error('was taken');
    } catch (error) {
      expect((error as { faults?: { place: string }[] }).faults?.[0]?.place).toContain(`line 2, ${column}`);
    }
  });

  test('the demo has one for every ferry, in both directions, that says that it is invented', () => {
    const sailings: readonly Sailing[] = readSailings(writeSailings(demoSailings()));
    const day = timetableOn(sailings, calendarDate('2020-09-15'));
    for (const { id, kind } of LINKS) {
      if (kind !== 'ferry' || id.startsWith('odden-')) continue;
      expect(day.get(id)?.there?.departures.length).toBeGreaterThan(0);
      expect(day.get(id)?.back?.departures.length).toBeGreaterThan(0);
    }
    expect(new Set(sailings.map(({ source }) => source.split(' ')[0]))).toEqual(new Set(['Opdigtet']));
    expect(safeWaits(day, 480).get('fanoe-esbjerg')).toEqual([25, 25]);
  });
});
