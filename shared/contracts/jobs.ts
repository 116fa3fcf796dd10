import { z } from 'zod';

const runId = z.uuid();

/** Every job that the queue delivers. Payloads carry ids only: what a job works on is read from the rows. */
export const JOBS = {
  /** The schedule's call: begin the night of today. */
  'start-night': z.strictObject({}),
  /** The schedule's call: fix the lists whose hour has come, and see to what was left behind. */
  'keep-lists': z.strictObject({}),
  /** The schedule's call: ask for the day's release, and measure it when it has come. */
  'fetch-incidence': z.strictObject({}),
  /** The schedule's call: say in the log when figures are old or held back. */
  'watch-figures': z.strictObject({}),
  /** The schedule's call: settle test weeks, and write and send the notices that are due. */
  'keep-notices': z.strictObject({}),
  /** Enqueue what is still open in the run's current step. */
  'deliver-step': z.strictObject({ runId }),
  /** Do one unit of a step, such as one municipality's roll; '' where the step is one piece. */
  'run-step': z.strictObject({ runId, step: z.string().min(1), unit: z.string() }),
  /** Move the run on when nothing is open in the step any more. */
  'finish-step': z.strictObject({ runId, step: z.string().min(1) }),
  /** Deliver again whatever the rows say is under way and nobody has touched for a while. */
  'resume-stalled-runs': z.strictObject({}),
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]>;
export type Job = { [N in JobName]: { readonly name: N; readonly payload: JobPayload<N> } }[JobName];
