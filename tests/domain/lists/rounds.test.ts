import { describe, expect, test } from '@jest/globals';
import { readRounds } from '../../../shared/contracts/rounds.ts';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import { type Round, roundOnDay } from '../../../shared/domain/lists/rounds.ts';
import { parsePickupProblem, type PickupProblemInput } from '../../../shared/domain/pickups/problem.ts';

const problem = (...stops: Partial<PickupProblemInput['stops'][number]>[]) =>
  parsePickupProblem({
    depots: [{ id: 'Lab', kind: 'laboratory', lat: 55.7, lon: 12.5 }],
    vehicles: [],
    stops: stops.map((stop, i) => ({ id: `home ${i}`, lat: 55.7, lon: 12.5, samples: 20, ...stop })),
  });
const round = (times: string[], capacity = 100): Round => ({
  id: 'r',
  name: 'Formiddag',
  capacity,
  car: null,
  stops: times.map((time, i) => ({
    name: `Stop ${i}`,
    site: i < times.length - 1 ? `site ${i}` : null,
    lat: 55.7,
    lon: 12.5,
    minute: minutesOf(time),
  })),
});
const travel = { minutes: () => 12, km: () => 7 };
const stopAt = new Map([
  ['site 0', 'home 0'],
  ['site 1', 'home 1'],
]);
const on = (asked: Round, ...stops: Partial<PickupProblemInput['stops'][number]>[]) =>
  roundOnDay(asked, { problem: problem(...stops), stopAt, travel });
const why = (asked: Round, ...stops: Partial<PickupProblemInput['stops'][number]>[]) =>
  on(asked, ...stops).rides.map((ride) => [ride.stop, ride.why]);

describe('a courier’s round against a day’s stops (P10)', () => {
  test('kilometres, time, and legs that its times do not leave room for', () => {
    expect(on(round(['10:00', '10:10', '10:30']), {}, {})).toMatchObject({
      km: 14,
      minutes: 30,
      tight: [{ from: 'Stop 0', to: 'Stop 1', minutes: 12, given: 10 }],
    });
  });

  test.each([
    ['ready in time', { ready: '10:00' }, null],
    ['a minute too early', { ready: '10:01' }, 'too-early'],
    ['before the door opens', { window: ['10:30', '16:00'] as [string, string] }, 'too-early'],
    ['after it has closed', { window: ['07:00', '09:59'] as [string, string] }, 'too-late'],
    ['too old at the end of the round', { firstSwab: '08:00', maxSampleHours: 2.4 }, 'too-old'],
    ['just not too old', { firstSwab: '08:00', maxSampleHours: 2.5 }, null],
    ['more than it holds', { samples: 101 }, 'full'],
  ])('%s', (_, stop, expected) => {
    expect(why(round(['10:00', '10:30']), stop)).toEqual([['home 0', expected]]);
  });

  test('room is taken by those that came on before', () => {
    expect(why(round(['10:00', '10:20', '10:40'], 30), { samples: 20 }, { samples: 20 })).toEqual([
      ['home 0', null],
      ['home 1', 'full'],
    ]);
  });

  test('a round that passes twice takes them the second time', () => {
    const twice = round(['09:00', '12:00', '13:00']);
    const asked = {
      ...twice,
      stops: twice.stops.map((stop, i) => (i === 1 ? { ...stop, site: 'site 0' } : stop)),
    };
    expect(why(asked, { ready: '10:00' })).toEqual([['home 0', null]]);
  });
});

describe('rounds as a file', () => {
  const HEAD = 'round,weekdays,capacity,valid_from,valid_to,car,stop,site,lat,lon,time\n';

  test('a line per stop, by time', () => {
    const [read] = readRounds(
      `${HEAD}Nord,mon-fri,80,2020-09-01,,,Hospital,,55.73,12.44,11:00\nNord,mon-fri,80,2020-09-01,,,Home,Plejehjem 1,,,10:15\n`,
    );
    expect(read).toEqual({
      name: 'Nord',
      weekdays: [0, 1, 2, 3, 4],
      capacity: 80,
      from: '2020-09-01',
      to: null,
      car: '',
      stops: [
        { name: 'Home', site: 'Plejehjem 1', lat: null, lon: null, minute: 615 },
        { name: 'Hospital', site: '', lat: 55.73, lon: 12.44, minute: 660 },
      ],
    });
  });

  test.each([
    ['Nord,mon,80,2020-09-01,,,Home,,,,10:15', 'lat'],
    ['Nord,mon,80,2020-09-01,,,Home,x,,,25:15', 'time'],
    ['Nord,mon,many,2020-09-01,,,Home,x,,,10:15', 'capacity'],
    ['Nord,mon,80,2020-09-01,,,Home,x,,,10:15\nNord,tue,80,2020-09-01,,,Home,x,,,11:15', 'round'],
    ['Nord,mon,80,2020-09-01,,,010180-1234,x,,,10:15', 'stop'],
  ])('what cannot be is refused at its column: %s', (text, column) => {
    try {
      readRounds(HEAD + text);
      throw new Error('was taken');
    } catch (error) {
      expect((error as { faults?: { place: string }[] }).faults?.[0]?.place).toContain(column);
    }
  });
});
