// Solves instances of the literature and compares with the best known: one JSON line each (and seed) on standard output,
// a table on standard error. Usage: npm run bench:pickups -- [--seconds 10 | --iterations N] [--seeds 1,2,3]
// [--threads 1] [--best best-known.csv] FILES…
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkInstance } from '../../shared/domain/pickups/check/checkInstance.ts';
import type { RoutingInstance } from '../../shared/domain/pickups/instances/instance.ts';
import type { InstancePlan } from '../../shared/domain/pickups/instances/plan.ts';
import { readInstance } from '../../shared/domain/pickups/instances/readInstance.ts';
import { solveInstance, writtenPlan } from '../../shared/domain/pickups/instances/solveInstance.ts';
import { afterIterations, atPace } from '../../shared/domain/search/stop.ts';
import { searchInThreads } from '../../server/cli/pickupThreads.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    iterations: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    threads: { type: 'string', default: '1' },
    best: {
      type: 'string',
      default: path.join(import.meta.dirname, '../../../shared/data/routing/best-known.csv'),
    },
  },
});

/** The best known distance in convention `dimacs1`, by the instance's name in capitals. */
function bestKnown(file: string): Map<string, number> {
  const best = new Map<string, number>();
  if (!existsSync(file)) {
    process.stderr.write(`no ${file}: costs are printed without gaps (--best FILE)\n`);
    return best;
  }
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [name, , convention, , distance] = line.split(',');
    if (name && convention === 'dimacs1' && distance) best.set(name.toUpperCase(), Number(distance));
  }
  return best;
}

const now = () => performance.now();

async function solved(text: string, instance: RoutingInstance, seed: number): Promise<InstancePlan> {
  const milliseconds = Number(values.seconds) * 1000;
  const iterations = values.iterations === undefined ? undefined : Number(values.iterations);
  const threads = Number(values.threads);
  if (threads > 1) {
    const search = { text, threads, seed, iterations, milliseconds, onProgress: undefined };
    return writtenPlan(instance, await searchInThreads(search), seed);
  }
  const stop = iterations === undefined ? atPace({ limit: milliseconds, now }) : afterIterations(iterations);
  return solveInstance(instance, { seed, stop });
}

const best = bestKnown(values.best);
const seeds = (values.seeds ?? values.seed).split(',').map(Number);
const gaps: number[] = [];
const table: string[] = [];

for (const file of positionals) {
  const text = readFileSync(file, 'utf8');
  const instance = readInstance(text);
  for (const seed of seeds) {
    const began = now();
    const found = await solved(text, instance, seed);
    const plan = { ...found, seconds: Math.round(now() - began) / 1000 };
    process.stdout.write(`${JSON.stringify(plan)}\n`);
    const broken = checkInstance(instance, plan);
    for (const { rule, path: at, message } of broken)
      process.stderr.write(`${file}: ${rule} ${at}: ${message}\n`);
    if (broken.length > 0) process.exitCode = 1;
    const known = best.get(instance.name.toUpperCase());
    const gap = known === undefined ? undefined : (plan.cost / known - 1) * 100;
    if (gap !== undefined) gaps.push(gap);
    table.push(
      [
        instance.name.padEnd(16),
        plan.cost.toFixed(1).padStart(10),
        (known?.toFixed(1) ?? '').padStart(10),
        (gap === undefined ? '' : `${gap.toFixed(3)} %`).padStart(10),
        String(plan.routes.length).padStart(6),
        String(plan.unserved?.length ?? 0).padStart(5),
        String(plan.iterations).padStart(10),
        plan.seconds.toFixed(1).padStart(7),
        String(seed).padStart(5),
      ].join(' '),
    );
  }
}

process.stderr.write(
  `${'instance'.padEnd(16)} ${'cost'.padStart(10)} ${'best'.padStart(10)} ${'gap'.padStart(10)} routes  left iterations seconds  seed\n`,
);
process.stderr.write(`${table.join('\n')}\n`);
if (gaps.length > 0) {
  gaps.sort((a, b) => a - b);
  const middle = (gaps[(gaps.length - 1) >> 1]! + gaps[gaps.length >> 1]!) / 2;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  process.stderr.write(
    `median ${middle.toFixed(3)} %, mean ${mean.toFixed(3)} %, max ${gaps.at(-1)!.toFixed(3)} % of ${gaps.length}\n`,
  );
}
