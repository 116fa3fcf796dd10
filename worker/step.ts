import type { Transaction } from '../db/connect.ts';
import type { Run } from '../db/queries/runs.ts';
import type { RunNote } from '../shared/contracts/runNotes.ts';
import type { CalendarDate } from '../shared/domain/calendar/calendarDate.ts';
import type { Fault } from '../shared/domain/problem.ts';

export interface StepCall {
  readonly run: Run;
  /** Which part of the step, such as a municipality code; '' where the step is one piece. */
  readonly unit: string;
  /** Aborts when the process is to stop: what has not been saved will be done again. */
  readonly signal: AbortSignal;
  /**
   * Records the unit as done, inside the transaction that saves its result, so that a second delivery cannot save
   * twice: it fails there and the transaction rolls back. A step that does not call it is recorded after it returns.
   */
  readonly saved: (transaction: Transaction) => Promise<void>;
}

export interface StepResult {
  /** `waiting`: something outside is missing, a person's decision say; asked again by `resume-stalled-runs`. */
  readonly outcome: 'done' | 'waiting';
  /** What was found, for the progress line and the page of runs. */
  readonly note?: RunNote;
}

/** One step of a run: calls a use case, enqueues nothing and names no next step (the pipeline does). */
export interface Step<Deps> {
  readonly name: string;
  /** The units that can be done in any order or at the same time; absent: the step is one piece. */
  readonly units?: (deps: Deps, about: { readonly run: Run }) => Promise<readonly string[]>;
  readonly run: (deps: Deps, call: StepCall) => Promise<StepResult>;
}

export type Pipeline<Deps> = readonly Step<Deps>[];

export const WHOLE = '';

/** What happened to a run, for whoever watches: the terminal of `podeplan start`, the log of `podeplan work`. */
export type RunEvent =
  | {
      readonly kind: 'step-started';
      readonly runId: string;
      readonly onDate: CalendarDate;
      readonly step: string;
      readonly units: number;
      /** Of these, still to be done: fewer when a run is taken up again. */
      readonly open: number;
    }
  | {
      readonly kind: 'unit-done';
      readonly runId: string;
      readonly step: string;
      readonly unit: string;
      readonly note: RunNote | undefined;
    }
  | { readonly kind: 'step-done'; readonly runId: string; readonly step: string; readonly units: number }
  | {
      readonly kind: 'run-waiting';
      readonly runId: string;
      readonly step: string;
      readonly note: RunNote | undefined;
    }
  | {
      readonly kind: 'run-failed';
      readonly runId: string;
      readonly step: string;
      readonly reason: string;
      readonly faults: readonly Fault[];
    }
  | { readonly kind: 'run-done'; readonly runId: string };
