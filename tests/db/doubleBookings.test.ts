import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Insertable } from 'kysely';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Transaction } from '../../db/connect.ts';
import { insertRows } from '../../db/insertRows.ts';
import type { DB } from '../../db/types.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { insertAll, oneOfEach, uuid } from '../support/oneOfEach.ts';

const COPENHAGEN = { organisationId: '0101', municipalityCode: '0101' };
const id = (thing: string) => uuid(`world ${thing}`);
const monday = '2020-09-14' as CalendarDate;
const tuesday = '2020-09-15' as CalendarDate;

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await asTenant(database.db, SYSTEM, async (transaction) => {
    await insertAll(transaction, oneOfEach('world', COPENHAGEN));
    await insertRows(transaction, 'rooms', [room('a'), room('b')]);
    const swabber = { ...COPENHAGEN, fromMinute: 420, toMinute: 900, activeFrom: monday };
    await insertRows(transaction, 'swabbers', [
      { id: uuid('another swabber'), label: 'another', ...swabber },
    ]);
  });
});

afterAll(() => database.close());

const room = (name: string) => ({ id: uuid(name), siteId: id('site'), ...COPENHAGEN, name, lanes: 2 });

/** Two sessions in different rooms, 8:00–9:00 on Monday, with one lane each; nobody stands in both. */
interface Pair {
  readonly first: Partial<Insertable<DB['sessions']>>;
  readonly second: Partial<Insertable<DB['sessions']>>;
  readonly lanes: Partial<Insertable<DB['sessionLanes']>>;
  readonly slots: Partial<Insertable<DB['slots']>>;
}

const nothing: Pair = { first: {}, second: {}, lanes: {}, slots: {} };

async function insertPair(transaction: Transaction, { first, second, lanes, slots }: Pair): Promise<void> {
  for (const [name, change] of [
    ['a', first],
    ['b', second],
  ] as const) {
    const times = { date: monday, startMinute: 480, endMinute: 540, roomId: uuid(name), ...pick(change) };
    await insertRows(transaction, 'sessions', [
      {
        id: uuid(`session ${name}`),
        rollId: id('roll'),
        ...COPENHAGEN,
        siteId: id('site'),
        lanes: 1,
        people: 1,
        laboratoryId: id('laboratory'),
        labDate: tuesday,
        state: 'draft',
        ...times,
      },
    ]);
    const own = { sessionId: uuid(`session ${name}`), organisationId: '0101', published: false };
    await insertRows(transaction, 'sessionLanes', [{ ...own, ...times, lane: 0, ...lanes }]);
    await insertRows(transaction, 'slots', [
      {
        ...own,
        id: uuid(`slot ${name}`),
        date: times.date,
        lane: 0,
        startMinute: times.startMinute,
        laneMinute: times.startMinute,
        minutes: 4,
        headcountId: id('headcount'),
        ...slots,
      },
    ]);
  }
}

/** Only what lanes repeat of their session. */
function pick({ date, startMinute, endMinute, roomId }: Partial<Insertable<DB['sessions']>>) {
  return Object.fromEntries(
    Object.entries({ date, startMinute, endMinute, roomId }).filter(([, value]) => value !== undefined),
  ) as Partial<{ date: CalendarDate; startMinute: number; endMinute: number; roomId: string }>;
}

async function publish(transaction: Transaction, ...names: string[]): Promise<void> {
  const ids = names.map((name) => uuid(`session ${name}`));
  await transaction.updateTable('sessions').set({ state: 'published' }).where('id', 'in', ids).execute();
}

/** The constraint that refused, or `undefined`. Everything is rolled back. */
async function refusal(work: (transaction: Transaction) => Promise<unknown>): Promise<string | undefined> {
  const done = new Error('rolled back');
  const thrown = await asTenant(database.db, SYSTEM, async (transaction) => {
    await work(transaction);
    throw done;
  }).catch((error: unknown) => error);
  if (thrown === done) return undefined;
  const { constraint } = thrown as { constraint?: string };
  if (constraint === undefined) throw thrown;
  return constraint;
}

const publishedPair = (pair: Partial<Pair>) =>
  refusal(async (transaction) => {
    await insertPair(transaction, { ...nothing, ...pair });
    await publish(transaction, 'a', 'b');
  });

const sameRoom = { second: { roomId: uuid('a') } };
const later = { second: { startMinute: 540, endMinute: 600 } };
const nextDay = { second: { date: tuesday } };
const DOUBLE: readonly (readonly [string, string, Partial<Pair>])[] = [
  ['a lane', 'lane_booked_once', sameRoom],
  ['a swabber', 'swabber_booked_once', { lanes: { swabberId: id('swabber') } }],
  ['a workstation', 'workstation_booked_once', { lanes: { poolId: id('pool'), workstation: 2 } }],
  ['a person', 'person_booked_once', { slots: { staffId: id('staff'), headcountId: null } }],
];

describe.each(DOUBLE)('%s in two sessions at once', (_what, constraint, pair) => {
  test('is refused when both are published', async () => {
    expect(await publishedPair(pair)).toBe(constraint);
  });

  test('is allowed when one of them is a draft', async () => {
    const outcome = await refusal(async (transaction) => {
      await insertPair(transaction, { ...nothing, ...pair });
      await publish(transaction, 'a');
    });
    expect(outcome).toBeUndefined();
  });

  test('is refused also by one minute', async () => {
    const second = { ...pair.second, startMinute: 483, endMinute: 543 };
    expect(await publishedPair({ ...pair, second })).toBe(constraint);
  });

  test('is allowed one after the other', async () => {
    expect(await publishedPair({ ...pair, second: { ...pair.second, ...later.second } })).toBeUndefined();
  });

  test('is allowed on two days', async () => {
    expect(await publishedPair({ ...pair, second: { ...pair.second, ...nextDay.second } })).toBeUndefined();
  });

  test('is refused when a published session is moved onto the other', async () => {
    const outcome = await refusal(async (transaction) => {
      await insertPair(transaction, { ...nothing, ...pair, second: { ...pair.second, ...nextDay.second } });
      await publish(transaction, 'a', 'b');
      await transaction
        .updateTable('sessions')
        .set({ date: monday })
        .where('id', '=', uuid('session b'))
        .execute();
    });
    expect(outcome).toBe(constraint);
  });

  test('is free again when one of them is superseded or cancelled', async () => {
    for (const state of ['superseded', 'cancelled']) {
      const outcome = await refusal(async (transaction) => {
        await insertPair(transaction, { ...nothing, ...pair });
        await publish(transaction, 'a');
        await transaction
          .updateTable('sessions')
          .set({ state })
          .where('id', '=', uuid('session a'))
          .execute();
        await publish(transaction, 'b');
      });
      expect(outcome).toBeUndefined();
    }
  });
});

test('two ordinary sessions side by side are published', async () => {
  expect(await publishedPair({})).toBeUndefined();
});

test('two workstations of one pool serve two sessions at once (R47)', async () => {
  const outcome = await refusal(async (transaction) => {
    await insertPair(transaction, { ...nothing, lanes: { poolId: id('pool'), workstation: 1 } });
    await transaction
      .updateTable('sessionLanes')
      .set({ workstation: 2 })
      .where('sessionId', '=', uuid('session b'))
      .execute();
    await publish(transaction, 'a', 'b');
  });
  expect(outcome).toBeUndefined();
});

test('a swabber cannot stand in two lanes of one session, not even in a draft', async () => {
  const outcome = await refusal(async (transaction) => {
    await insertPair(transaction, nothing);
    const lane = {
      sessionId: uuid('session a'),
      organisationId: '0101',
      roomId: uuid('a'),
      date: monday,
      startMinute: 480,
      endMinute: 540,
      published: false,
      swabberId: id('swabber'),
    };
    await transaction.deleteFrom('sessionLanes').execute();
    await insertRows(transaction, 'sessionLanes', [
      { ...lane, lane: 0 },
      { ...lane, lane: 1 },
    ]);
  });
  expect(outcome).toBe('session_lanes_session_id_swabber_id_key');
});

describe('the slots of one lane', () => {
  const withSecond = (change: Partial<Insertable<DB['slots']>>) =>
    refusal(async (transaction) => {
      await insertPair(transaction, nothing);
      await publish(transaction, 'a');
      await insertRows(transaction, 'slots', [
        {
          id: uuid('second'),
          sessionId: uuid('session a'),
          organisationId: '0101',
          date: monday,
          published: true,
          lane: 0,
          startMinute: 480,
          laneMinute: 480,
          minutes: 4,
          headcountId: id('headcount'),
          ...change,
        },
      ]);
    });

  test('do not overlap', async () => {
    expect(await withSecond({})).toBe('lane_serves_one_at_a_time');
    expect(await withSecond({ startMinute: 483, laneMinute: 483 })).toBe('lane_serves_one_at_a_time');
  });

  test('follow each other', async () => {
    expect(await withSecond({ startMinute: 484, laneMinute: 484 })).toBeUndefined();
  });

  test('stand beside another lane', async () => {
    expect(await withSecond({ lane: 1 })).toBeUndefined();
  });

  test('may be told the same time when a block is booked (P13), and are served one after the other', async () => {
    expect(await withSecond({ startMinute: 480, laneMinute: 484 })).toBeUndefined();
  });

  test('leave their place when they are superseded', async () => {
    expect(await withSecond({ state: 'superseded' })).toBeUndefined();
  });
});

describe('copies of a session cannot disagree with it', () => {
  test('a slot on another day is refused', async () => {
    const outcome = await refusal((transaction) =>
      insertPair(transaction, { ...nothing, slots: { date: tuesday } }),
    );
    expect(outcome).toContain('fkey');
  });

  test('a slot that calls itself published in a draft is refused', async () => {
    const outcome = await refusal((transaction) =>
      insertPair(transaction, { ...nothing, slots: { published: true } }),
    );
    expect(outcome).toContain('fkey');
  });

  test('a slot of another organisation is refused', async () => {
    const outcome = await refusal((transaction) =>
      insertPair(transaction, { ...nothing, slots: { organisationId: '0147' } }),
    );
    expect(outcome).toContain('fkey');
  });
});

describe('a vehicle', () => {
  let changes: Partial<Insertable<DB['routes']>>;

  beforeEach(() => {
    changes = {};
  });

  const twoTrips = (state: string) =>
    refusal(async (transaction) => {
      const route = {
        planId: id('plan'),
        regionCode: '1084',
        date: monday,
        inForce: false,
        vehicleId: id('vehicle'),
        startMinute: 660,
        endMinute: 760,
        km: 1,
        cost: 1,
      };
      // The plan has a first trip from 600 to 700 already.
      await insertRows(transaction, 'routes', [{ ...route, id: uuid('trip 2'), trip: 2, ...changes }]);
      await transaction.updateTable('pickupPlans').set({ state }).execute();
    });

  test('drives no two trips at once in a plan in force', async () => {
    expect(await twoTrips('planned')).toBe('vehicle_booked_once');
    expect(await twoTrips('frozen')).toBe('vehicle_booked_once');
  });

  test('may in a draft', async () => {
    expect(await twoTrips('draft')).toBeUndefined();
  });

  test('drives one trip after the other', async () => {
    changes = { startMinute: 700 };
    expect(await twoTrips('planned')).toBeUndefined();
  });
});

test('a region has one pickup plan in force per day', async () => {
  const outcome = await refusal(async (transaction) => {
    await insertRows(transaction, 'pickupPlans', [
      {
        id: uuid('another plan'),
        regionCode: '1084',
        date: monday,
        problemHash: 'h',
        seed: 1,
        score: {},
        state: 'draft',
        createdAt: new Date(0),
      },
    ]);
    await transaction.updateTable('pickupPlans').set({ state: 'planned' }).execute();
  });
  expect(outcome).toBe('pickup_plans_one_in_force');
});

describe('windows of one room', () => {
  const second = (change: Partial<Insertable<DB['windows']>>) =>
    refusal((transaction) =>
      // The room is open from 420 to 900 on Mondays and Tuesdays already.
      insertRows(transaction, 'windows', [
        {
          id: uuid('window'),
          siteId: id('site'),
          ...COPENHAGEN,
          roomId: id('room'),
          name: 'late',
          fromMinute: 840,
          toMinute: 960,
          lanes: 1,
          weekdays: [1, 2],
          ...change,
        },
      ]),
    );

  test('do not overlap on any weekday', async () => {
    expect(await second({})).toBe('windows_of_a_room_lie_apart');
  });

  test('may follow each other, or lie on other weekdays', async () => {
    expect(await second({ fromMinute: 900 })).toBeUndefined();
    expect(await second({ weekdays: [2, 3] })).toBeUndefined();
  });
});

test('a municipality belongs to one region at a time', async () => {
  const outcome = await refusal((transaction) =>
    insertRows(transaction, 'regionMemberships', [
      { municipalityCode: '0101', regionCode: '1085', fromDate: '2020-01-01' as CalendarDate },
    ]),
  );
  expect(outcome).toBe('one_region_at_a_time');
});

test('one follow-up is open per municipality (R5)', async () => {
  const outcome = await refusal((transaction) =>
    insertRows(transaction, 'followUps', [
      { id: uuid('second'), municipalityCode: '0101', openedOn: tuesday },
    ]),
  );
  expect(outcome).toBe('follow_ups_one_open');
});

test('one policy of a kind is in force at a time', async () => {
  const policy = { kind: 'window', version: 1, params: {} };
  const outcome = await refusal((transaction) =>
    insertRows(transaction, 'policies', [
      { ...policy, id: uuid('p1'), name: 'ssi', fromDate: monday, toDate: tuesday },
      { ...policy, id: uuid('p2'), name: 'exact', fromDate: tuesday, toDate: null },
    ]),
  );
  expect(outcome).toBe('one_policy_of_a_kind_at_a_time');
});
