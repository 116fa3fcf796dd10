import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ZipFile } from 'yazl';
import { readSource } from '../../shared/sources/readBundle.ts';
import { urlSource } from '../../shared/sources/url.ts';
import { casesCsv, testPosCsv } from './fixtures.ts';

let server: Server;
let address: string;
let asked: string[] = [];

const ETAG = '"v1"';

async function release(): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(casesCsv()), 'cases.csv');
  zip.addBuffer(Buffer.from(testPosCsv()), 'totals.csv');
  zip.end();
  return buffer(zip.outputStream);
}

const PAGES: Readonly<Record<string, (response: ServerResponse, etag: string | undefined) => unknown>> = {
  '/Rapport-09092020-a.zip': async (response, etag) => {
    if (etag === ETAG) return response.writeHead(304).end();
    return response.writeHead(200, { etag: ETAG }).end(await release());
  },
  '/download': async (response) =>
    response
      .writeHead(200, { 'content-disposition': 'attachment; filename="2020-09-09.zip"' })
      .end(await release()),
  '/plain-2020-09-09.csv': (response) => response.end('date,municipality_code,cases\n2020-09-08,0573,10\n'),
  '/large': (response) => response.end(Buffer.alloc(2_000)),
  '/declared': (response) => response.writeHead(200, { 'content-length': '999999999' }).end(),
  '/slow': (response) => response.write('date'),
  '/cut': async (response) => {
    const whole = await release();
    response.writeHead(200, { 'content-length': String(whole.length) });
    response.write(whole.subarray(0, 2_000));
    setTimeout(() => response.destroy(), 20);
  },
  '/unasked-304': (response) => response.writeHead(304).end(),
  '/page-2020-09-09.zip': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Closed</p>'),
  '/empty-2020-09-09.csv': (response) => response.end(),
  '/elsewhere': (response) => response.writeHead(302, { location: 'http://example.invalid/x.zip' }).end(),
  '/moved': (response) => response.writeHead(302, { location: '/download' }).end(),
  '/round': (response) => response.writeHead(302, { location: '/round' }).end(),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = PAGES[request.url ?? ''];
    if (page) page(response, request.headers['if-none-match']);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a zip at an address is a release, dated by its name', async () => {
  const source = urlSource(`${address}/Rapport-09092020-a.zip`);
  const [found] = await readSource(source);
  expect(found?.release).toMatchObject({ releasedOn: '2020-09-09', format: 'ssi-municipalities' });
  expect(source.seen().etag).toBe(ETAG);
});

test('what has not changed is not sent again', async () => {
  const source = urlSource(`${address}/Rapport-09092020-a.zip`, { seen: { etag: ETAG } });
  expect(await readSource(source)).toEqual([]);
  expect(source.seen().etag).toBe(ETAG);
});

test('the server may name the file otherwise than its address', async () => {
  const [found] = await readSource(urlSource(`${address}/download`));
  expect(found?.release.releasedOn).toBe('2020-09-09');
});

test('a release that has moved is followed', async () => {
  const [found] = await readSource(urlSource(`${address}/moved`));
  expect(found?.release.releasedOn).toBe('2020-09-09');
});

test('a single CSV file is a release as well', async () => {
  const [found] = await readSource(urlSource(`${address}/plain-2020-09-09.csv`));
  expect(found?.release).toMatchObject({ releasedOn: '2020-09-09', format: 'plain' });
});

test.each<[string, string, RegExp]>([
  ['/nothing', 'unavailable', /it answers 404/],
  ['/large', 'bad-file', /larger than any release \(1000 bytes\)/],
  ['/declared', 'bad-file', /larger than any release/],
  ['/slow', 'unavailable', /nothing whole came within 0\.3 s/],
  ['/elsewhere', 'invalid-input', /http:\/\/example\.invalid\/x\.zip is no HTTPS address/],
  ['/unasked-304', 'unavailable', /it answers 304/],
  ['/page-2020-09-09.zip', 'bad-file', /holds no series of cases/],
  ['/empty-2020-09-09.csv', 'bad-file', /holds no series of cases/],
  ['/round', 'unavailable', /leads on and on/],
])('%s is refused', async (page, kind, message) => {
  const source = urlSource(`${address}${page}`, { maxBytes: 1_000, timeoutMs: 300 });
  await expect(readSource(source)).rejects.toMatchObject({
    kind,
    message: expect.stringMatching(message) as unknown,
  });
});

test('a connection that breaks off is no release', async () => {
  await expect(readSource(urlSource(`${address}/cut`))).rejects.toMatchObject({ kind: 'unavailable' });
});

test('an address that is not HTTPS is not even asked', async () => {
  asked = [];
  for (const bad of ['http://example.invalid/x.zip', 'ftp://127.0.0.1/x', 'x.zip']) {
    await expect(readSource(urlSource(bad))).rejects.toMatchObject({ kind: 'invalid-input' });
  }
  expect(asked).toEqual([]);
});
