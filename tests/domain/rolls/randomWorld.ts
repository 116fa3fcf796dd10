import fc from 'fast-check';
import { addDays, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { RollProblem, RollProblemInput } from '../../../shared/domain/rolls/schema.ts';
import { rollProblem } from '../../../shared/domain/rolls/validation.ts';
import { MONDAY } from './world.ts';

const HORIZON_DAYS = 14;
const date = (day: number) => addDays(calendarDate(MONDAY), day);
const day = fc.integer({ min: 0, max: HORIZON_DAYS - 1 });
const rota = fc.uniqueArray(fc.integer({ min: 0, max: 13 }), { minLength: 1, maxLength: 9 });
const shift = fc.constantFrom('day', 'evening', 'night');

const WINDOWS = [
  { id: 'early', from: '06:30', to: '08:00' },
  { id: 'noon', from: '11:30', to: '13:00' },
  { id: 'change', from: '14:00', to: '16:30' },
  { id: 'overlap', from: '15:30', to: '17:30' },
  { id: 'late', from: '22:15', to: '23:30' },
];

const windows = fc.subarray(WINDOWS, { minLength: 1, maxLength: 3 }).chain((chosen) =>
  fc.tuple(
    ...chosen.map((window) =>
      fc
        .record({
          lanes: fc.integer({ min: 1, max: 2 }),
          weekdays: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 3 }),
        })
        .map((rest) => ({ ...window, ...rest })),
    ),
  ),
);

const site = (index: number, labs: number) =>
  fc
    .record({
      id: fc.constant(`s${index}`),
      municipality: fc.constant('0101'),
      lab: fc.integer({ min: 0, max: labs - 1 }).map((lab) => `lab${lab}`),
      lat: fc.double({ min: 55, max: 56, noNaN: true }),
      lon: fc.double({ min: 12, max: 13, noNaN: true }),
      minutesPerSwab: fc.constantFrom(4, 5, 10, 20),
      blockMinutes: fc.constantFrom(0, 0, 15, 20),
      lastPickup: fc.constantFrom('12:15', '16:00', '17:00'),
      turnout: fc.constantFrom(1, 1, 0.8, 0.55),
      dropIn: fc.constantFrom(0, 0, 1, 3),
      closedDates: fc.uniqueArray(day.map(date), { maxLength: 2 }),
      shifts: fc.constant({
        day: ['07:00', '15:00'] as [string, string],
        evening: ['15:00', '23:00'] as [string, string],
        night: ['23:00', '07:00'] as [string, string],
      }),
      windows,
    })
    // A block that holds nobody is a mistake, not a world.
    .map((row) => (row.blockMinutes < row.minutesPerSwab ? { ...row, blockMinutes: 0 } : row));

const lab = (index: number) =>
  fc.record({
    id: fc.constant(`lab${index}`),
    lat: fc.constant(55.5),
    lon: fc.constant(12.5),
    arrival: fc.constantFrom('18:00', '20:00'),
    weekdayCapacity: fc.array(fc.constantFrom(0, 2, 5, 20, 20), { minLength: 7, maxLength: 7 }),
    dateLoad: day.map((at) => ({ [date(at)]: 3 })),
  });

/** Small worlds with a bit of everything: shared swabbers, pools, blocks, drop-in, two laboratories, headcounts. */
export const randomWorld: fc.Arbitrary<RollProblem> = fc
  .record({ sites: fc.integer({ min: 1, max: 3 }), labs: fc.integer({ min: 1, max: 2 }) })
  .chain(({ sites, labs }) => {
    const some = fc.subarray(
      Array.from({ length: sites }, (_, i) => `s${i}`),
      { minLength: 1 },
    );
    const offer = fc.record({
      sites: some,
      shift,
      rotaWeeks: fc.constant(2),
      rotaDays: rota,
      earliest: fc.integer({ min: -3, max: 6 }).map(date),
      due: fc.integer({ min: 3, max: 16 }).map(date),
      count: fc.constantFrom(1, 1, 1, 2, 5),
      provisional: fc.boolean(),
      priority: fc.constantFrom(0, 0, 1),
    });
    const swabber = fc.record({
      sites: some,
      hours: fc.constantFrom<[string, string]>(
        ['07:00', '15:00'],
        ['15:00', '23:00'],
        ['06:00', '18:00'],
        ['22:00', '08:00'],
      ),
      rotaWeeks: fc.constant(2),
      rotaDays: rota,
      trainedFrom: fc.constantFrom(date(-10), date(4)),
      own: fc.option(fc.nat(30), { nil: undefined }),
    });
    return fc.record({
      labs: fc.tuple(...Array.from({ length: labs }, (_, i) => lab(i))),
      sites: fc.tuple(...Array.from({ length: sites }, (_, i) => site(i, labs))),
      offers: fc.array(offer, { minLength: 1, maxLength: 25 }),
      swabbers: fc.array(swabber, { maxLength: 8 }),
      pool: fc.option(fc.record({ workstations: fc.integer({ min: 1, max: 2 }), sites: some }), {
        nil: undefined,
      }),
      closedDates: fc.uniqueArray(day.map(date), { maxLength: 2 }),
      notBefore: fc.integer({ min: -2, max: 4 }).map(date),
      maxSampleHours: fc.constantFrom(24, 48, 72),
    });
  })
  .map(({ pool, swabbers, offers, ...rest }) => {
    const taken = new Set<number>();
    return rollProblem({
      horizon: { from: date(0), to: date(HORIZON_DAYS - 1) },
      rotaAnchor: '2020-08-31',
      ...rest,
      offers: offers.map((offer, i) => ({ id: `p${i}`, ...offer })),
      swabbers: swabbers.map(({ own, ...swabber }, i) => {
        const free = own !== undefined && own < offers.length && !taken.has(own);
        if (free) taken.add(own);
        return { id: `w${i}`, ...swabber, ...(free ? { offer: `p${own}` } : {}) };
      }),
      pools: pool ? [{ id: 'pool', ...pool }] : [],
    } satisfies RollProblemInput);
  });
