import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** What the local services answer: so many seconds and metres, or no way. Not symmetric. */
export const wayBetween = (from: Point, to: Point): { seconds: number; metres: number } | null =>
  from.lat > 57 !== to.lat > 57
    ? null
    : {
        seconds: Math.round(1000 * Math.abs(to.lat - from.lat) + 500 * Math.max(0, to.lon - from.lon)),
        metres: Math.round(20_000 * Math.abs(to.lat - from.lat) + 10_000 * Math.abs(to.lon - from.lon)),
      };

export interface LocalService {
  readonly url: string;
  /** Points from and to of each request. */
  readonly asked: [number, number][];
  /** Answers so from now on, whatever is asked. */
  readonly misbehave: (
    answer: (request: IncomingMessage) => { status?: number; body: string } | 'silence',
  ) => void;
  readonly close: () => Promise<void>;
}

type Answer = (
  request: IncomingMessage,
  body: string,
  asked: [number, number][],
) => { status?: number; body: string };

/** OSRM's table service, as its documentation describes it; refuses more than 100 coordinates as its default does. */
const answerTable: Answer = ({ url = '' }, _body, asked) => {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const [, service, version, , list = ''] = pathname.split('/');
  if (service !== 'table' || version !== 'v1') return { status: 400, body: '{"code":"InvalidUrl"}' };
  const points = list.split(';').map((pair): Point => {
    const [lon = 0, lat = 0] = pair.split(',').map(Number);
    return { lat, lon };
  });
  if (points.length > 100)
    return { status: 400, body: '{"code":"TooBig","message":"Too many table coordinates"}' };
  const chosen = (name: string) => (searchParams.get(name) ?? '').split(';').map((i) => points[Number(i)]!);
  const [from, to] = [chosen('sources'), chosen('destinations')];
  asked.push([from.length, to.length]);
  const table = (of: 'seconds' | 'metres') => from.map((a) => to.map((b) => wayBetween(a, b)?.[of] ?? null));
  return {
    body: JSON.stringify({
      code: 'Ok',
      durations: table('seconds'),
      distances: table('metres'),
      sources: [],
    }),
  };
};

/** Valhalla's matrix service; refuses more than 2,500 pairs. */
const answerMatrix: Answer = ({ url, method }, body, asked) => {
  if (url !== '/sources_to_targets' || method !== 'POST') return { status: 404, body: '{}' };
  const { sources, targets, costing } = JSON.parse(body) as {
    sources: Point[];
    targets: Point[];
    costing: string;
  };
  if (costing !== 'auto') return { status: 400, body: '{"error":"No costing method found"}' };
  if (sources.length * targets.length > 2500)
    return { status: 400, body: '{"error_code":150,"error":"Exceeded max locations"}' };
  asked.push([sources.length, targets.length]);
  const rows = sources.map((from, i) =>
    targets.map((to, j) => {
      const way = wayBetween(from, to);
      return {
        from_index: i,
        to_index: j,
        time: way?.seconds ?? null,
        distance: way === null ? null : way.metres / 1000,
      };
    }),
  );
  return { body: JSON.stringify({ sources_to_targets: rows, units: 'kilometers' }) };
};

export const localOsrm = () => serve(answerTable);
export const localValhalla = () => serve(answerMatrix);

async function serve(answer: Answer): Promise<LocalService> {
  const asked: [number, number][] = [];
  let wrong: Parameters<LocalService['misbehave']>[0] | undefined;
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const given = wrong ? wrong(request) : answer(request, body, asked);
      if (given === 'silence') return;
      response.writeHead(given.status ?? 200, { 'content-type': 'application/json' }).end(given.body);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    misbehave: (how) => {
      wrong = how;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
