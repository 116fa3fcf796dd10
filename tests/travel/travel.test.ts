import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fixedClock } from '../../shared/clock.ts';
import type { TravelPoint } from '../../shared/domain/travel/matrix.ts';
import { osrm } from '../../shared/travel/osrm.ts';
import { valhalla } from '../../shared/travel/valhalla.ts';
import { travelTimes } from '../../shared/travel/withFallback.ts';
import { chooseSource } from '../../shared/travel/chooseSource.ts';
import { remembered } from '../../shared/usecases/lists/travel.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { type LocalService, localOsrm, localValhalla, wayBetween } from './services.ts';

const points = (count: number): TravelPoint[] =>
  Array.from({ length: count }, (_, i) => ({ lat: 55 + i / 100, lon: 12 + ((i * 7) % 30) / 100 }));
const http = { timeoutMs: 2_000, maxBytes: 5_000_000 };

let service: LocalService;
afterEach(() => service.close());

const KINDS = [
  {
    kind: 'osrm',
    start: localOsrm,
    source: (url: string) => osrm({ ...http, url, profile: 'driving', maxPoints: 100 }),
  },
  {
    kind: 'valhalla',
    start: localValhalla,
    source: (url: string) => valhalla({ ...http, url, profile: 'auto', maxPairs: 2_500 }),
  },
] as const;

describe.each(KINDS)('travel times by $kind', ({ start, source }) => {
  beforeEach(async () => {
    service = await start();
  });

  test('a matrix of many places comes in blocks that the service takes, each way on its own', async () => {
    const places = [...points(130), { lat: 57.5, lon: 10.5 }];
    const { size, minutes, km } = await source(service.url).matrix(places);
    expect(size).toBe(131);
    expect(service.asked.length).toBe(9);
    places.forEach((from, i) =>
      places.forEach((to, j) => {
        const way = i === j ? { seconds: 0, metres: 0 } : wayBetween(from, to);
        expect(minutes[i * size + j]).toBeCloseTo(way === null ? Infinity : way.seconds / 60, 9);
        expect(km[i * size + j]).toBeCloseTo(way === null ? Infinity : way.metres / 1000, 9);
      }),
    );
    expect(minutes[1]).not.toBe(minutes[size]);
  });

  test.each([
    [
      'an error of its own',
      () => ({ status: 500, body: '{"message":"no tiles"}' }),
      'answered 500: {"message":"no tiles"}',
    ],
    ['something else than JSON', () => ({ body: '<html>hello</html>' }), 'not JSON'],
    ['another shape', () => ({ body: '{"code":"Ok","durations":"soon"}' }), 'a shape that is not its own'],
    ['too much', () => ({ body: `"${'x'.repeat(6_000_000)}"` }), 'more than 5000000 bytes'],
  ] as const)('%s is told as what it is', async (_what, answer, said) => {
    service.misbehave(answer);
    await expect(source(service.url).matrix(points(3))).rejects.toMatchObject({
      name: 'DomainProblem',
      kind: 'unavailable',
      message: expect.stringContaining(said),
    });
  });

  test('one that does not answer is given up, and its address is told without what may be secret', async () => {
    service.misbehave(() => 'silence');
    const slow = source(service.url.replace('http://', 'http://user:key@')).matrix(points(3));
    await expect(slow).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(slow).rejects.toMatchObject({ message: expect.not.stringContaining('key') });
  });

  test('a name and password in the address go where a service looks for them', async () => {
    let sent: string | undefined;
    service.misbehave(({ headers }) => {
      sent = headers.authorization;
      return { status: 401, body: '' };
    });
    const asked = source(service.url.replace('http://', 'http://user:key@')).matrix(points(3));
    await expect(asked).rejects.toMatchObject({ kind: 'unavailable' });
    expect(sent).toBe(`Basic ${Buffer.from('user:key').toString('base64')}`);
  });
});

test('an answer for other points than asked is no answer', async () => {
  service = await localOsrm();
  service.misbehave(() => ({ body: '{"code":"Ok","durations":[[0]],"distances":[[0]]}' }));
  await expect(
    osrm({ ...http, url: service.url, profile: 'driving', maxPoints: 100 }).matrix(points(3)),
  ).rejects.toMatchObject({ message: expect.stringContaining('other points') });
});

describe('where the service is down', () => {
  test('the embedded estimate stands in, and says so', async () => {
    service = await localOsrm();
    service.misbehave(() => ({ status: 503, body: 'busy' }));
    const source = chooseSource({ url: service.url, kind: 'osrm', profile: undefined, limit: undefined });
    const { matrix, ...told } = await travelTimes(source, points(3));
    expect(told).toEqual({
      source: 'embedded',
      fallback: expect.stringMatching(/^The routing service http:\/\/127\.0\.0\.1:\d+ answered 503: busy$/),
    });
    expect(matrix.minutes[1]).toBeGreaterThan(0);
  });

  test('while it answers, its times are taken, and fares are of the embedded table', async () => {
    service = await localOsrm();
    const source = chooseSource({ url: service.url, kind: 'osrm', profile: undefined, limit: undefined });
    const [zealand, funen] = [
      { lat: 55.4, lon: 11.4 },
      { lat: 55.4, lon: 10.4 },
    ];
    const { matrix, ...told } = await travelTimes(source, [zealand, funen]);
    expect(told).toEqual({ source: 'osrm driving', fallback: null });
    expect(matrix.minutes[1]).toBeCloseTo(wayBetween(zealand, funen)!.seconds / 60, 9);
    expect(matrix.fares[1]).toBe(245);
  });
});

describe('answers are kept', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  test('places that are known are not asked about again, until their ways are old', async () => {
    service = await localOsrm();
    const at = (instant: string) =>
      remembered(osrm({ ...http, url: service.url, profile: 'driving', maxPoints: 100 }), {
        ...database,
        clock: fixedClock(instant),
      });
    const some = points(12);
    const first = await at('2020-09-10T02:00:00Z').matrix(some);
    expect(service.asked).toEqual([[12, 12]]);
    const again = await at('2020-09-11T02:00:00Z').matrix(some.toReversed());
    expect(service.asked).toHaveLength(1);
    expect(again.minutes[0 * 12 + 11]).toBeCloseTo(first.minutes[11 * 12 + 0]!, 9);
    // One place more: it is asked with those that it lacks ways to.
    await at('2020-09-11T02:00:00Z').matrix([...some, { lat: 55.9, lon: 12.2 }]);
    expect(service.asked).toHaveLength(2);
    await at('2021-01-01T02:00:00Z').matrix(some);
    expect(service.asked).toHaveLength(3);
    const { n } = await database.db
      .selectFrom('travelCache')
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBe(13 * 12);
  });
});
