import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { DueOffer, Subject } from '../../../shared/domain/offers/subject.ts';
import { applied } from '../../../shared/domain/onTheDay/apply.ts';
import type { DaySession, DaySlot } from '../../../shared/domain/onTheDay/daySession.ts';
import { concernedBy } from '../../../shared/domain/onTheDay/moved.ts';
import { offerSpan } from '../../../shared/domain/onTheDay/offerSpan.ts';
import { freePlaces } from '../../../shared/domain/onTheDay/places.ts';
import type { PlanningFacts, PlanningSite } from '../../../shared/domain/planning/facts.ts';

const day = calendarDate;
const TUESDAY = day('2020-09-15');

function site(changes: Partial<PlanningSite> = {}): PlanningSite {
  return {
    id: 'home',
    name: 'Home',
    owner: '0101',
    organisation: '0101',
    municipality: '0101',
    laboratory: 'lab',
    lat: 55.7,
    lon: 12.5,
    minutesPerSwab: 4,
    blockMinutes: 0,
    dropIn: 0,
    turnout: 1,
    lastPickupMinute: 900,
    riskRank: null,
    openFrom: day('2020-01-01'),
    openTo: null,
    closedDates: [],
    schoolHolidays: [],
    shifts: {},
    windows: [
      { id: 'w', name: 'noon', roomId: 'r', from: 720, to: 744, lanes: 2, weekdays: [0, 1, 2, 3, 4] },
    ],
    ...changes,
  };
}

const factsOf = (one: PlanningSite): PlanningFacts => ({
  laboratories: [
    {
      id: 'lab',
      name: 'Lab',
      lat: 55.7,
      lon: 12.5,
      arrivalMinute: 1080,
      weekdayCapacity: [9, 9, 9, 9, 9, 0, 0],
      dateCapacity: {},
    },
  ],
  sites: [one],
  swabbers: [],
  pools: [],
  closedDates: [],
});

const slot = (id: string, start: number, more: Partial<DaySlot> = {}): DaySlot => ({
  id,
  subject: { kind: 'staff', id: `person-${id}` },
  headcount: null,
  lane: 0,
  start,
  people: 1,
  ...more,
});

const session = (slots: readonly DaySlot[], more: Partial<DaySession> = {}): DaySession => ({
  id: 's',
  rollId: 'roll',
  site: 'home',
  window: 'w',
  date: TUESDAY,
  labDate: TUESDAY,
  start: 720,
  end: 732,
  provisional: false,
  swabbers: ['anna'],
  workstations: [null],
  laboratory: 'lab',
  dropIn: 0,
  slots,
  ...more,
});

let number = 0;
const newId = () => `new-${(number += 1)}`;

describe('free times of a session', () => {
  test('lie between the taken ones, in steps of a swab, within the window', () => {
    const free = freePlaces(session([slot('a', 724), slot('b', 732)]), factsOf(site()));
    expect(free.map(({ start }) => start)).toEqual([720, 728, 736, 740]);
  });

  test('in blocks there is room until a block is full (P13)', () => {
    const blocks = site({ blockMinutes: 12 });
    const free = freePlaces(session([slot('a', 720), slot('b', 720), slot('c', 720)]), factsOf(blocks));
    expect(free).toEqual([{ lane: 0, start: 732 }]);
  });
});

describe('actions', () => {
  const facts = factsOf(site());

  test('naming the second of three nameless places leaves the first and the third (P1)', () => {
    const line = slot('h', 720, { subject: { kind: 'headcount', id: 'day' }, headcount: 'day', people: 3 });
    const [after] = applied(
      [session([line])],
      { kind: 'name', slot: 'h', place: 1, staff: 'p' },
      facts,
      newId,
    );
    expect(after?.slots.map(({ start, people, subject }) => [start, people, subject.id])).toEqual([
      [720, 1, 'day'],
      [724, 1, 'p'],
      [728, 1, 'day'],
    ]);
    // Of the headcount nobody lost a place; the one by name is to be told.
    expect(concernedBy([session([line])], [after!]).map(({ who }) => who)).toEqual([
      { kind: 'staff', id: 'p' },
    ]);
  });

  test('a later end moves the samples to the laboratory’s next open day', () => {
    const late = factsOf(site({ lastPickupMinute: 730 }));
    const [after] = applied(
      [session([slot('a', 720)], { date: day('2020-09-18'), labDate: day('2020-09-18') })],
      { kind: 'move', slot: 'a', session: 's', lane: 0, start: 728 },
      late,
      newId,
    );
    expect(after).toMatchObject({ start: 728, end: 732, labDate: '2020-09-21' });
  });

  test('a place kept free is used up by whoever gets it (P8)', () => {
    const fill = { kind: 'fill', session: 's', lane: 0, start: 724, staff: 'p', keptFree: true } as const;
    const [after] = applied([session([slot('a', 720)], { dropIn: 2 })], fill, facts, newId);
    expect(after?.dropIn).toBe(1);
    expect(() => applied([session([slot('a', 720)])], fill, facts, newId)).toThrow(/kept free/);
  });

  test('sessions that an action does not name stay the same objects', () => {
    const other = session([slot('x', 720)], { id: 'other', date: day('2020-09-16') });
    const after = applied(
      [session([slot('a', 720), slot('b', 724)]), other],
      { kind: 'swap', slot: 'a', other: 'b' },
      facts,
      newId,
    );
    expect(after[1]).toBe(other);
  });
});

describe('the days on which a time may lie', () => {
  const subject: Subject = {
    id: 'p',
    kind: 'staff',
    name: 'P',
    count: 1,
    sites: ['home'],
    careTeam: null,
    shift: 'day',
    rotaWeeks: 1,
    rotaDays: null,
    from: day('2020-01-01'),
    to: null,
    pausedUntil: null,
    lastOffer: day('2020-08-20'),
  };
  const offer = (earliest: string, due: string, colour: 'green' | 'red' = 'green'): DueOffer => ({
    subject,
    colour,
    reason: 'interval',
    earliest: day(earliest),
    due: day(due),
    provisional: false,
    count: 1,
  });
  const rules = { greenIntervalWeeks: 6, greenMinimumGapDays: 14, redMinimumGapDays: 7 };
  const horizon = { from: day('2020-09-14'), to: day('2020-10-25') };
  const span = (offers: readonly DueOffer[], times: readonly string[], at: string | null, who = subject) =>
    offerSpan({ subject: who, offers, times: times.map(day), horizon }, at === null ? null : day(at), rules);

  test.each([
    [
      'inside the offer that it meets',
      [offer('2020-09-14', '2020-10-04')],
      ['2020-09-15'],
      '2020-09-15',
      ['2020-09-14', '2020-10-04'],
    ],
    [
      'at the gap before the next time (P5)',
      [offer('2020-09-21', '2020-09-27', 'red'), offer('2020-10-05', '2020-10-11', 'red')],
      ['2020-09-22', '2020-10-05'],
      '2020-09-22',
      ['2020-09-21', '2020-09-27'],
    ],
    [
      'and after the one before it',
      [offer('2020-09-21', '2020-09-27', 'red'), offer('2020-10-05', '2020-10-11', 'red')],
      ['2020-09-27', '2020-10-08'],
      '2020-10-08',
      ['2020-10-05', '2020-10-11'],
    ],
    [
      'where no offer is known: on its own day only',
      [],
      ['2020-09-15'],
      '2020-09-15',
      ['2020-09-15', '2020-09-15'],
    ],
  ])('%s', (_, offers, times, at, [from, to]) => {
    expect(span(offers, times, at)).toEqual({ from, to });
  });

  test('somebody new, back from a pause or leaving is held to their own days (A7, A15)', () => {
    const short = { ...subject, lastOffer: null, pausedUntil: day('2020-09-28'), to: day('2020-10-09') };
    expect(span([], [], null, short)).toEqual({ from: '2020-09-28', to: '2020-10-09' });
    expect(span([], [], null, { ...subject, lastOffer: day('2020-09-08') }).from).toBe('2020-09-22');
  });
});
