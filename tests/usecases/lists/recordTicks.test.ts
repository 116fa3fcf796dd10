import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SYSTEM } from '../../../db/asTenant.ts';
import { fixedClock } from '../../../shared/clock.ts';
import { recordTicks, type Tick } from '../../../shared/usecases/lists/recordTicks.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { listWorld, type ListWorld } from './listWorld.ts';

let database: TestDatabase;
let world: ListWorld;

beforeEach(async () => {
  database = await freshDatabase();
  world = await listWorld(database.db);
});
afterEach(() => database.close());

const NOW = '2020-09-15T08:30:00Z';
const at = (time: string) => new Date(`2020-09-15T${time}:00Z`);
const tick = (event: Tick['event'], more: Partial<Tick> = {}): Tick => ({
  key: randomUUID(),
  stop: world.stops[0]!,
  event,
  at: at('08:05'),
  ...more,
});

const record = async (ticks: readonly Tick[], by?: string) =>
  (
    await recordTicks(
      { ...database, clock: fixedClock(NOW), newId: randomUUID },
      { actor: SYSTEM, ticks, by },
    )
  ).map(({ outcome, state }) => `${outcome} ${String(state)}`);

const stopRow = () =>
  database.db.selectFrom('stops').selectAll().where('id', '=', world.stops[0]!).executeTakeFirstOrThrow();
const kits = async () =>
  (await database.db.selectFrom('kitMovements').select('kits').execute()).map((row) => row.kits);
const tickRows = async () => (await database.db.selectFrom('stopTicks').select('key').execute()).length;

describe('ticks of a driver (R56)', () => {
  test('a pickup says who, when and how many, and its kits are at the site from then on', async () => {
    expect(await record([tick('pick-up', { samples: 17, kits: 8 })])).toEqual(['recorded picked-up']);
    expect(await stopRow()).toMatchObject({
      state: 'picked-up',
      pickedUpAt: at('08:05'),
      pickedUpBy: 'Bil 1',
      samplesCollected: 17,
      kitsDelivered: 8,
    });
    expect(await kits()).toEqual([8]);
  });

  test('without counts it is what was planned', async () => {
    await record([tick('pick-up')]);
    expect(await stopRow()).toMatchObject({ samplesCollected: 20, kitsDelivered: 10 });
  });

  test('sent twice, at once or later, it counts once', async () => {
    const one = tick('pick-up', { samples: 17 });
    expect(await record([one])).toEqual(['recorded picked-up']);
    expect(await record([one])).toEqual(['recorded picked-up']);
    expect(await record([one, one])).toEqual(['recorded picked-up', 'recorded picked-up']);
    expect(await tickRows()).toBe(1);
    expect(await kits()).toEqual([10]);
  });

  test('what was done without coverage is taken in the order in which it happened', async () => {
    const queued = [
      tick('deliver', { at: at('08:25') }),
      tick('pick-up', { at: at('08:05'), samples: 12 }),
      tick('miss', { stop: world.stops[1]!, at: at('08:20') }),
    ];
    expect(await record(queued)).toEqual(['recorded delivered', 'recorded delivered', 'recorded missed']);
    expect(await stopRow()).toMatchObject({ state: 'delivered', deliveredAt: at('08:25') });
  });

  test('two phones that say the same agree; one that says something else is told how it stands', async () => {
    await record([tick('pick-up', { samples: 17 })]);
    expect(await record([tick('pick-up', { samples: 17 })], 'Bil 2')).toEqual(['repeated picked-up']);
    const [told] = await recordTicks(
      { ...database, clock: fixedClock(NOW), newId: randomUUID },
      { actor: SYSTEM, ticks: [tick('pick-up', { samples: 3 })], by: 'Bil 2' },
    );
    expect(told).toMatchObject({ outcome: 'conflict', state: 'picked-up', by: 'Bil 1', samples: 17 });
    expect(await record([tick('pick-up', { samples: 17, kits: 4 })])).toEqual(['conflict picked-up']);
    expect(await record([tick('miss')])).toEqual(['conflict picked-up']);
    expect(await stopRow()).toMatchObject({ samplesCollected: 17 });
    expect(await tickRows()).toBe(5);
  });

  test('a slip is taken back, its kits as well, and can be ticked anew', async () => {
    await record([tick('pick-up', { samples: 17 })]);
    expect(await record([tick('undo')])).toEqual(['recorded frozen']);
    expect(await kits()).toEqual([]);
    expect(await stopRow()).toMatchObject({ state: 'frozen', pickedUpBy: null, samplesCollected: null });
    expect(await record([tick('pick-up', { samples: 18 })])).toEqual(['recorded picked-up']);
  });

  test('missed and refused stops are logged with what was said, for the kommune to see', async () => {
    await record([tick('refuse', { note: 'Ingen åbnede' })]);
    const log = await database.db.selectFrom('stopChanges').selectAll().execute();
    expect(log).toMatchObject([
      { stopId: world.stops[0], change: 'refused', madeBy: 'Bil 1', facts: { note: 'Ingen åbnede' } },
    ]);
    expect(log[0]?.municipalityCode).toBe('0101');
  });

  test('a telephone whose clock is ahead does not pick up tomorrow', async () => {
    await record([tick('pick-up', { at: new Date('2020-09-16T09:00:00Z') })]);
    expect((await stopRow()).pickedUpAt).toEqual(new Date(NOW));
  });

  test('a stop that nobody knows, or of a list that has been superseded, changes nothing', async () => {
    expect(await record([tick('pick-up', { stop: randomUUID() })])).toEqual(['unknown null']);
    await database.db.updateTable('pickupPlans').set({ state: 'superseded' }).execute();
    expect(await record([tick('pick-up')])).toEqual(['conflict frozen']);
  });
});
