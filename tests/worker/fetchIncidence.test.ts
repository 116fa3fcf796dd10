import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { ZipFile } from 'yazl';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { lastAsked } from '../../db/queries/fetches.ts';
import { listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listReleases } from '../../db/queries/releases.ts';
import { readConfig } from '../../shared/config.ts';
import { fixedClock } from '../../shared/clock.ts';
import { addDays, type CalendarDate, calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { catchUp } from '../../shared/usecases/fetchIncidence.ts';
import { judgeRelease } from '../../shared/usecases/judgeRelease.ts';
import type { Run } from '../../db/queries/runs.ts';
import { installationScript } from '../../server/cli/runtime/installationScript.ts';
import { importRelease } from '../../worker/steps/importRelease.ts';
import { fetchDayRelease, watchFiguresAge } from '../../worker/jobs/watchIncidence.ts';
import { casesCsv, RELEASED, SAMPLE_DATES, testPosCsv, testPosRows } from '../sources/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let server: Server;
/** By path: what the authority has put there. */
let published: Map<string, Buffer>;
let asked: { path: string; status: number }[];
let logged: { msg: string; level: number }[];

beforeEach(async () => {
  database = await freshDatabase();
  published = new Map();
  asked = [];
  logged = [];
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const body = published.get(path);
    const etag = body ? `"${body.length}"` : undefined;
    const status = body === undefined ? 404 : request.headers['if-none-match'] === etag ? 304 : 200;
    asked.push({ path, status });
    response.writeHead(status, etag === undefined ? {} : { etag }).end(status === 200 ? body : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
});

const log = pino(
  { level: 'debug' },
  new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(JSON.parse(line.toString()) as { msg: string; level: number });
      done();
    },
  }),
);

/** Wall time in Copenhagen's summer, two hours ahead of UTC. */
const deps = (day: string, time: string) => ({
  db: database.db,
  clock: fixedClock(new Date(Date.parse(`${day}T${time}:00Z`) - 2 * 3_600_000).toISOString()),
  newId: randomUUID,
});
const address = (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;
const incidence = (time: string, { day = String(RELEASED), name = 'Rapport-{ddmmyyyy}.zip' } = {}) => ({
  ...deps(day, time),
  log,
  plan: { address: address(name), fromTime: '14:00' },
});

const LAST = SAMPLE_DATES.at(-1)!;
async function zipWith(varde: number, days = 0): Promise<Buffer> {
  const dates = [...SAMPLE_DATES, ...Array.from({ length: days }, (_, i) => addDays(RELEASED, i))];
  const totals = testPosRows.map((row) => (row.code === '573' ? { ...row, confirmed: String(varde) } : row));
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(casesCsv({ dates, figures: { [LAST]: { Varde: varde } } })), 'data/cases.csv');
  zip.addBuffer(Buffer.from(testPosCsv(totals)), 'data/totals.csv');
  zip.end();
  return buffer(zip.outputStream);
}
const releases = async () =>
  (await listReleases(database.db)).map(({ releasedOn, sequence, state }) => [releasedOn, sequence, state]);
const followUps = async () => (await asTenant(database.db, SYSTEM, listOpenFollowUps)).length;

describe('the day’s release (R3, R4)', () => {
  test('is not asked for before its hour, then until it is there, and a crossing is known the same day', async () => {
    await fetchDayRelease(incidence('13:59'));
    expect(asked).toEqual([]);
    await fetchDayRelease(incidence('14:00'));
    await fetchDayRelease(incidence('14:15'));
    expect(asked.map(({ status }) => status)).toEqual([404, 404]);
    expect(await asTenant(database.db, SYSTEM, lastAsked)).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('it answers 404') as unknown,
    });
    published.set('/Rapport-09092020.zip', await zipWith(10));
    await fetchDayRelease(incidence('14:30'));
    expect(await releases()).toEqual([['2020-09-09', 1, 'applied']]);
    expect(await followUps()).toBe(1);
    expect(await asTenant(database.db, SYSTEM, lastAsked)).toMatchObject({ outcome: 'news' });
    await fetchDayRelease(incidence('14:45'));
    expect(asked).toHaveLength(3);
    expect(logged.map(({ msg }) => msg)).toEqual([
      'the day’s release could not be fetched',
      'the day’s release could not be fetched',
      'a release came in',
      'a release was measured',
    ]);
  });

  test('that is implausible is held back, said in the log as an error, and not fetched again', async () => {
    published.set('/Rapport-12092020.zip', await zipWith(10));
    await fetchDayRelease(incidence('14:00', { day: '2020-09-12' }));
    await fetchDayRelease(incidence('14:15', { day: '2020-09-12' }));
    expect(await releases()).toEqual([['2020-09-12', 1, 'quarantined']]);
    expect(asked).toHaveLength(1);
    expect(logged).toMatchObject([{ level: 50, msg: 'a release is held back until somebody judges it' }]);
    expect(await followUps()).toBe(0);
  });

  test('is caught up with at night: the second of its day, and the days that nobody was there for', async () => {
    published.set('/Rapport-09092020.zip', await zipWith(9));
    await fetchDayRelease(incidence('14:00'));
    const template = address('Rapport-{ddmmyyyy}.zip');
    published.set('/Rapport-09092020.zip', await zipWith(11));
    published.set('/Rapport-11092020.zip', await zipWith(11, 2));
    const on = calendarDate('2020-09-12');
    expect(await catchUp(deps(on, '03:30'), { address: template, on })).toEqual({
      code: 'caught-up',
      releases: ['2020-09-09', '2020-09-11'].map((releasedOn) => ({ releasedOn, outcome: 'applied' })),
    });
    expect(await releases()).toEqual([
      ['2020-09-09', 1, 'applied'],
      ['2020-09-09', 2, 'applied'],
      ['2020-09-11', 1, 'applied'],
    ]);
    expect(await catchUp(deps(on, '03:30'), { address: template, on })).toEqual({
      ...{ code: 'no-release', newest: '2020-09-11', why: null },
    });
  });

  test('without anything to be had, the night says so and goes on', async () => {
    const on = calendarDate('2020-09-10');
    expect(await catchUp(deps(on, '03:30'), { address: address('today.csv'), on })).toEqual({
      ...{ code: 'no-release', newest: null, why: expect.stringMatching(/ it answers 404$/) },
    });
    expect(asked).toHaveLength(1);
  });

  test('that never comes is an alert of its own in the log', async () => {
    published.set('/Rapport-09092020.zip', await zipWith(9));
    await fetchDayRelease(incidence('14:00'));
    logged = [];
    await watchFiguresAge(incidence('16:00'));
    expect(logged).toEqual([]);
    await watchFiguresAge(incidence('16:07', { day: '2020-09-10' }));
    await watchFiguresAge(incidence('03:07', { day: '2020-09-11' }));
    expect(logged.map(({ msg, level }) => [level, msg])).toEqual([
      [40, 'no release has come today'],
      [40, 'the figures are stale'],
    ]);
  });
});

describe('the night’s first step', () => {
  const step = async (on: CalendarDate) => {
    const refused = () => Promise.reject(new Error('nothing is planned here'));
    const nightDeps = {
      ...deps(on, '03:30'),
      ...{ log, planRoll: refused, planPickups: refused },
      script: installationScript({ address: address('Rapport-{ddmmyyyy}.zip') }),
    };
    const run = { onDate: on } as Run;
    const call = { run, unit: '', signal: new AbortController().signal, saved: () => Promise.resolve() };
    return importRelease.run(nightDeps, call);
  };

  test('catches up, waits for a judgement where a release is held back, and goes on once it is given', async () => {
    published.set('/Rapport-09092020.zip', await zipWith(9));
    const first = calendarDate('2020-09-10');
    expect(await step(first)).toEqual({
      outcome: 'done',
      note: { code: 'caught-up', releases: [{ releasedOn: '2020-09-09', outcome: 'applied' }] },
    });
    published.set('/Rapport-12092020.zip', await zipWith(9, 1));
    const second = calendarDate('2020-09-13');
    const waiting = await step(second);
    expect(waiting.outcome).toBe('waiting');
    expect(waiting.note).toEqual({
      ...{ code: 'held-back', releasedOn: '2020-09-12', sequence: 1 },
      reasons: [expect.stringMatching(/^the last sample date/)],
    });
    expect(await step(second)).toEqual(waiting);
    const [held] = await listReleases(database.db, 'quarantined');
    await judgeRelease(deps(second, '08:00'), {
      releaseId: held!.id,
      verdict: 'reject',
      judgedBy: 'operator',
      reason: 'cut short',
    });
    expect((await step(second)).outcome).toBe('done');
  });
});

describe('the configuration', () => {
  test('asks from two o’clock, every quarter of an hour, at an HTTPS address or not at all', () => {
    expect(readConfig({}, '/').incidence).toBeUndefined();
    expect(readConfig({ INCIDENCE_URL: 'https://example.org/{date}.zip' }, '/').incidence).toEqual({
      address: 'https://example.org/{date}.zip',
      fromTime: '14:00',
      everyMinutes: 15,
    });
    for (const wrong of [
      { INCIDENCE_URL: 'http://example.org/x.zip' },
      { INCIDENCE_URL: 'x' },
      { INCIDENCE_URL: 'https://example.org/x', INCIDENCE_FROM: '25:00' },
      { INCIDENCE_URL: 'https://example.org/x', INCIDENCE_EVERY_MINUTES: '0' },
    ]) {
      expect(() => readConfig(wrong, '/')).toThrow(expect.objectContaining({ kind: 'invalid-input' }));
    }
  });
});
