import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listDoneUnits, type Run } from '../../db/queries/runs.ts';
import { WHOLE, type Pipeline, type Step } from '../step.ts';
import type { JobDeps, RunKind } from './jobDeps.ts';

/** How far a run's current step is. */
export interface StepProgress<StepDeps> {
  readonly step: Step<StepDeps>;
  /** The step that the pipeline names next; undefined after the last. */
  readonly next: Step<StepDeps> | undefined;
  readonly open: readonly string[];
  readonly total: number;
  /** Of the whole run, 0 to 1. */
  readonly fraction: number;
}

/** Asked anew each time: a unit that appears meanwhile, a municipality's first site say, is done as well. */
export async function progressOf<StepDeps>(
  deps: JobDeps<StepDeps>,
  run: Run,
): Promise<StepProgress<StepDeps>> {
  const pipeline = pipelineOf(deps, run);
  const at = pipeline.findIndex(({ name }) => name === run.step);
  const step = pipeline[at];
  if (step === undefined) throw new Error(`No step of a ${run.kind} is called ${run.step}`);
  const units = (await step.units?.(deps.stepDeps(run), { run })) ?? [WHOLE];
  const done = await asTenant(deps.db, SYSTEM, (tx) => listDoneUnits(tx, { runId: run.id, step: step.name }));
  const open = units.filter((unit) => !done.has(unit));
  const within = units.length === 0 ? 1 : 1 - open.length / units.length;
  return {
    step,
    next: pipeline[at + 1],
    open,
    total: units.length,
    fraction: (at + within) / pipeline.length,
  };
}

function pipelineOf<StepDeps>({ pipelines }: JobDeps<StepDeps>, { kind }: Run): Pipeline<StepDeps> {
  if (!(kind in pipelines)) throw new Error(`There is no pipeline for a run of the kind ${kind}`);
  return pipelines[kind as RunKind];
}
