import path from 'node:path';
import { Piscina } from 'piscina';
import type { PickupResult } from '../../shared/domain/pickups/planPickups.ts';
import type { PickupProblem } from '../../shared/domain/pickups/problem.ts';
import { DomainProblem } from '../../shared/domain/problem.ts';
import type { RollResult } from '../../shared/domain/rolls/result.ts';
import type { RollProblem } from '../../shared/domain/rolls/schema.ts';
import type { Answer, PickupTask, RollTask } from './plannerThread.ts';

interface PlannerOptions {
  readonly seed: number;
  /** Planners in the pipeline stop by iterations, so that the same night gives the same plan. */
  readonly iterations: number;
  /** Ends the thread in the middle of its work; the promise is rejected. */
  readonly signal?: AbortSignal;
}

/** The planners, each call in a thread of its own while there are threads, so that the queue's heart keeps beating. */
export interface PlannerPool {
  readonly planPickups: (
    problem: PickupProblem,
    options: PlannerOptions & Pick<PickupTask, 'params'>,
  ) => Promise<PickupResult>;
  readonly planRoll: (
    problem: RollProblem,
    options: PlannerOptions & Pick<RollTask, 'params'>,
  ) => Promise<RollResult>;
  readonly close: () => Promise<void>;
}

/** A thread that nobody has needed for so long goes away. */
const IDLE_MS = 20_000;

export function openPlannerPool({ threads }: { threads: number }): PlannerPool {
  // `.ts` from source, `.js` from dist.
  const file = new URL(`./plannerThread${path.extname(import.meta.filename)}`, import.meta.url);
  const poolOf = () =>
    new Piscina({ filename: file.href, minThreads: 0, maxThreads: threads, idleTimeout: IDLE_MS });
  // Whoever changes a list has somebody on the telephone: it does not wait for the night's rolls (R56).
  const pools = { rolls: poolOf(), pickups: poolOf() };
  const run = async <Result>(name: keyof typeof pools, task: unknown, signal: AbortSignal | undefined) => {
    const answer = (await pools[name].run(task, {
      name,
      ...(signal === undefined ? {} : { signal }),
    })) as Answer<Result>;
    if ('result' in answer) return answer.result;
    const { kind, message, faults } = answer.refused;
    throw new DomainProblem(kind, message, faults);
  };
  return {
    planPickups: (problem, { signal, ...options }) =>
      run<PickupResult>('pickups', { problem, ...options } satisfies PickupTask, signal),
    planRoll: (problem, { signal, ...options }) =>
      run<RollResult>('rolls', { problem, ...options } satisfies RollTask, signal),
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.destroy()));
    },
  };
}
