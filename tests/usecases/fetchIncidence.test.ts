import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fixedClock } from '../../shared/clock.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import { fetchIncidence } from '../../shared/usecases/fetchIncidence.ts';
import { RELEASED, SAMPLE_DATES } from '../sources/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let server: Server;
let body = '';
const sent: number[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  server = createServer((request, response) => {
    const etag = `"${body.length}"`;
    const status = request.headers['if-none-match'] === etag ? 304 : 200;
    sent.push(status);
    response.writeHead(status, { etag }).end(status === 200 ? body : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await database.close();
});

const plain = (varde: number) =>
  [
    'date,municipality_code,cases',
    ...SAMPLE_DATES.flatMap((date) =>
      MUNICIPALITIES.map(
        ({ code }) => `${date},${code},${code === '0573' && date === SAMPLE_DATES.at(-1) ? varde : 0}`,
      ),
    ),
    '',
  ].join('\n');

const fetchNow = () =>
  fetchIncidence(
    { db: database.db, clock: fixedClock('2020-09-09T12:00:00Z'), newId: randomUUID },
    { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/today.csv`, released: RELEASED },
  );

test('asked again and again, takes in what is new and nothing else; a broken file is asked for again', async () => {
  body = 'date,municipality_code,cases\n2020-09-08,0573';
  await expect(fetchNow()).rejects.toMatchObject({ kind: 'bad-file' });
  await expect(fetchNow()).rejects.toMatchObject({ kind: 'bad-file' });
  body = plain(10);
  expect(await fetchNow()).toMatchObject({
    imported: [{ outcome: 'applied', sequence: 1 }],
    measured: [{ red: 1, opened: ['0573'] }],
  });
  expect(await fetchNow()).toEqual({ changed: false, imported: [], published: [], measured: [] });
  body = plain(100);
  expect(await fetchNow()).toMatchObject({ imported: [{ outcome: 'applied', sequence: 2 }] });
  expect(sent).toEqual([200, 200, 200, 304, 200]);
});
