/**
 * Times `podeplan start` as a newcomer meets it, from dist: first page, whole first night, Ctrl-C, warm start.
 * `npm run bench:start [-- hovedstaden|denmark|tiny]`; the budgets stand beside the figures, and nothing fails.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = path.resolve(import.meta.dirname, '../../dist/server/cli/main.js');
const PORT = '3999';
const PAGE = `http://127.0.0.1:${PORT}/da/`;
const demo = process.argv[2] ?? 'hovedstaden';

interface Running {
  readonly child: ChildProcess;
  readonly began: number;
  readonly ready: Promise<number>;
  readonly firstPage: Promise<number>;
}

async function firstPageAfter(began: number, child: ChildProcess): Promise<number> {
  while (child.exitCode === null) {
    const answer = await fetch(PAGE).catch(() => undefined);
    if (answer?.ok) return performance.now() - began;
    await sleep(20);
  }
  throw new Error('it ended before the first page');
}

function start(dataDir: string): Running {
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, 'start', '--demo', demo], {
    env: { ...process.env, PODEPLAN_DATA_DIR: dataDir, PORT, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ready = new Promise<number>((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Podeplan is ready')) resolve(performance.now() - began);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(said)));
  });
  return { child, began, ready, firstPage: firstPageAfter(began, child) };
}

async function pressCtrlC({ child }: Running): Promise<number> {
  const began = performance.now();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  await ended;
  return performance.now() - began;
}

const dataDir = await mkdtemp(path.join(tmpdir(), 'podeplan-bench-'));
const figures: [string, number, string][] = [];
try {
  const cold = start(dataDir);
  figures.push(['first page, cold', await cold.firstPage, '15 s']);
  figures.push(['whole first night', await cold.ready, '60 s']);
  figures.push(['Ctrl-C', await pressCtrlC(cold), '2 s']);
  const warm = start(dataDir);
  await warm.firstPage;
  figures.push(['warm start', await warm.ready, '3 s']);
  figures.push(['Ctrl-C, idle', await pressCtrlC(warm), '2 s']);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
process.stdout.write(`demo ${demo}\n`);
for (const [what, milliseconds, budget] of figures) {
  process.stdout.write(
    `${what.padEnd(20)}${(milliseconds / 1000).toFixed(2).padStart(8)} s   budget ${budget}\n`,
  );
}
