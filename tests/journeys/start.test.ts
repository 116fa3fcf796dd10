import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '../support/database.ts';
import { fingerprint } from './support/fingerprint.ts';
import { eventually, newMachine, readyAt, type Machine, type Product } from './support/product.ts';

let machine: Machine;
const others: Machine[] = [];

beforeEach(async () => {
  machine = await newMachine();
});

afterEach(() => machine.close());
afterAll(() => Promise.all(others.map((other) => other.close())));

const TINY = ['start', '--demo', 'tiny'] as const;

/** npm passes Ctrl-C on a second time. */
function pressCtrlC({ child }: Product): void {
  child.kill('SIGINT');
  child.kill('SIGINT');
}

/** How long it takes is measured by `npm run bench:start`. */
async function endsCleanly(product: Product): Promise<void> {
  expect(await product.ended).toEqual({ code: 0, signal: null });
  expect(await machine.processes()).toEqual([]);
}

describe('podeplan start', () => {
  test('loads the demo, runs its first night with a line per step, and is found as it was by a warm start', async () => {
    const first = machine.run(TINY);
    const address = await readyAt(first);
    expect(first.said()).toMatch(/ {2}measure +28 of 98 municipalities measured red/);
    expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ ready: true });
    pressCtrlC(first);
    await endsCleanly(first);
    const before = await fingerprint(machine.dataDir);
    expect(before.nights).toHaveLength(1);

    const again = machine.run(TINY);
    await readyAt(again);
    expect(again.said()).not.toContain('The night of');
    pressCtrlC(again);
    await endsCleanly(again);
    expect(await fingerprint(machine.dataDir)).toEqual(before);
  });

  test('lets the demo’s days pass: each begins when the night of the one before is done', async () => {
    const product = machine.run(TINY);
    const address = await readyAt(product);
    const answer = await fetch(`${address}/da/demo/step`, {
      method: 'POST',
      body: new URLSearchParams({ step: 'day' }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    await product.says(/The night of 2020-09-10[^]*plan-pickups/);
  });

  test('Ctrl-C while it is still starting, and in the middle of the night, ends it; the next start completes it', async () => {
    const starting = machine.run(TINY);
    await starting.says(/Podeplan answers/);
    pressCtrlC(starting);
    await endsCleanly(starting);
    const planning = machine.run(TINY);
    await planning.says(/The night of/);
    pressCtrlC(planning);
    await endsCleanly(planning);
    await readyAt(machine.run(TINY));
  });

  test('a second start on the same data is refused with a sentence', async () => {
    const first = machine.run(TINY);
    await readyAt(first);
    const second = machine.run(TINY);
    expect(await second.ended).toMatchObject({ code: 1 });
    expect(second.said()).toContain(`Podeplan is already running on ${machine.dataDir}`);
    const command = machine.run(['migrate']);
    expect(await command.ended).toMatchObject({ code: 0 });
    expect((await fetch(`${await readyAt(first)}/healthz`)).status).toBe(200);
  });
});

describe('kill -9', () => {
  // Of the time that an undisturbed first start takes; the deep run has more of them.
  const moments = process.env.DEEP === '1' ? 10 : 2;

  test(`at ${moments} moments of the first night orphans nothing, and the next start makes the same night`, async () => {
    const undisturbed = machine.run(TINY);
    const began = performance.now();
    await readyAt(undisturbed);
    const took = performance.now() - began;
    pressCtrlC(undisturbed);
    await undisturbed.ended;
    const expected = await fingerprint(machine.dataDir);

    for (let part = 1; part <= moments; part++) {
      const other = await newMachine();
      others.push(other);
      const killed = other.run(TINY);
      const moment = sleep((took * (part - Math.random())) / moments, undefined, { ref: false });
      await Promise.race([readyAt(killed), moment]);
      killed.child.kill('SIGKILL');
      await killed.ended;
      await eventually(async () => (await other.processes()).length === 0);
      const next = other.run(TINY);
      await readyAt(next);
      pressCtrlC(next);
      await next.ended;
      expect(await fingerprint(other.dataDir)).toEqual(expected);
    }
  }, 300_000);
});

describe('what cannot be is refused with a sentence', () => {
  const refusals: {
    name: string;
    args: string[];
    env: Record<string, string>;
    code: number;
    sentence: string;
  }[] = [
    {
      name: 'an address that other machines can reach',
      args: ['start'],
      env: { HOST: '0.0.0.0' },
      code: 1,
      sentence: 'Podeplan has no login yet and listens on loopback only',
    },
    {
      name: 'serve without a database',
      args: ['serve'],
      env: {},
      code: 2,
      sentence: 'DATABASE_URL is not set: an installation needs a PostgreSQL of version 15 or newer',
    },
    {
      name: 'work with a database that does not answer',
      args: ['work'],
      env: { DATABASE_URL: 'postgresql://podeplan@127.0.0.1:1/podeplan' },
      code: 1,
      sentence: 'DATABASE_URL is set, but PostgreSQL does not let us in at 127.0.0.1:1/podeplan',
    },
    {
      name: 'the demo in somebody’s database',
      args: ['start', '--demo', 'tiny'],
      env: { DATABASE_URL: 'postgresql://podeplan@127.0.0.1:1/podeplan' },
      code: 2,
      sentence: 'The demo goes into a database of its own only',
    },
  ];

  test.each(refusals)('$name', async ({ args, env, code, sentence }) => {
    const product = machine.run(args, env);
    expect(await product.ended).toMatchObject({ code });
    expect(product.said()).toContain(sentence);
  });

  test('a port that is in use, and nothing is left running', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const product = machine.run(TINY, { PORT: String(port) });
    expect(await product.ended).toMatchObject({ code: 1 });
    expect(product.said()).toContain(`Port ${port} on 127.0.0.1 is in use by another program`);
    expect(await machine.processes()).toEqual([]);
    squatter.close();
  });
});

describe('an installation', () => {
  test('has several servers and workers on one database, and each ends cleanly by itself', async () => {
    const database = await freshDatabase();
    const redis = process.env.TEST_REDIS_URL;
    const env = {
      DATABASE_URL: database.url,
      ...(redis === undefined || redis === '' ? {} : { REDIS_URL: redis }),
    };
    const workers = [machine.run(['work'], env), machine.run(['work'], env)];
    const servers = [machine.run(['serve'], env), machine.run(['serve'], env)];
    await Promise.all(workers.map((worker) => worker.says(/Podeplan works on the queue/)));
    const matches = await Promise.all(servers.map((server) => server.says(/Podeplan serves (http:[^"]+)/)));
    for (const [, address] of matches) {
      expect((await fetch(`${address}/readyz`)).status).toBe(200);
    }
    for (const { child } of [...workers, ...servers]) child.kill('SIGTERM');
    for (const { ended } of [...workers, ...servers]) expect(await ended).toEqual({ code: 0, signal: null });
    await database.close();
  });
});
