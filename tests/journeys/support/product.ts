import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HOOKS = path.join(import.meta.dirname, 'sourceHooks.ts');
const MAIN = path.join(import.meta.dirname, '..', '..', '..', 'server', 'cli', 'main.ts');

/** One run of the command line, from source, as its user would see it. */
export interface Product {
  readonly child: ChildProcess;
  /** Everything it has said on standard error. */
  readonly said: () => string;
  /** Resolves with the match as soon as it has said so. */
  readonly says: (pattern: RegExp, timeoutMs?: number) => Promise<RegExpExecArray>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** A place for data and the processes started on it, so that whoever started them stops them. */
export interface Machine {
  readonly dataDir: string;
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Product;
  /** Every live process that names the data directory or was started here. */
  readonly processes: () => Promise<string[]>;
  readonly close: () => Promise<void>;
}

export async function newMachine(): Promise<Machine> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'podeplan-journey-'));
  const products: Product[] = [];
  const processes = () => processesNaming(dataDir);
  return {
    dataDir,
    run(args, env = {}) {
      const product = runProduct(args, { PODEPLAN_DATA_DIR: dataDir, PORT: '0', ...env });
      products.push(product);
      return product;
    },
    processes,
    async close() {
      for (const { child } of products) child.kill('SIGKILL');
      await Promise.all(products.map(({ ended }) => ended));
      await eventually(async () => (await processes()).length === 0);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function runProduct(args: readonly string[], env: Readonly<Record<string, string>>): Product {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', HOOKS, MAIN, ...args], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => (text += more));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return {
    child,
    said: () => text,
    ended,
    async says(pattern, timeoutMs = 60_000) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const match = pattern.exec(text);
        if (match !== null) return match;
        const over = child.exitCode !== null || child.signalCode !== null;
        if (over || performance.now() > deadline)
          throw new Error(`It never said ${String(pattern)}, but:\n${text}`);
        await sleep(10);
      }
    },
  };
}

/** A line that says that everything is up, with the address in it. */
export async function readyAt(product: Product): Promise<string> {
  return (await product.says(/Podeplan is ready: (\S+)/))[1]!;
}

async function processesNaming(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found: string[] = [];
  for (const pid of pids) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(folder)) found.push(line.replaceAll('\0', ' '));
  }
  return found;
}

export async function eventually(holds: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not so after ${timeoutMs} ms: ${holds.toString()}`);
    await sleep(20);
  }
}
