import type { RunEvent } from '../../../worker/step.ts';

/** Writes a line for a person to read. Standard error: standard output carries data and nothing else. */
export type Say = (line: string) => void;

export const say: Say = (line) => void process.stderr.write(`${line}\n`);

export type RunEnd = 'run-done' | 'run-failed' | 'run-waiting';

/** Follows the runs of this process for the person at the terminal. */
export interface RunWatch {
  /** One line as a step ends, with what it found and how long it took. */
  readonly report: (event: RunEvent) => void;
  /** How the run ended, or that it waits for somebody; also when that was before. */
  readonly ended: (runId: string) => Promise<RunEnd>;
}

export function watchRuns(write: Say, now: () => number = () => performance.now()): RunWatch {
  const ends = new Map<string, PromiseWithResolvers<RunEnd>>();
  const endOf = (runId: string) => {
    const known = ends.get(runId) ?? Promise.withResolvers<RunEnd>();
    ends.set(runId, known);
    return known;
  };
  const line = stepLines(write, now);
  return {
    report(event) {
      line(event);
      if (event.kind === 'run-done' || event.kind === 'run-failed' || event.kind === 'run-waiting') {
        endOf(event.runId).resolve(event.kind);
      }
    },
    ended: (runId) => endOf(runId).promise,
  };
}

function stepLines(write: Say, now: () => number): (event: RunEvent) => void {
  const announced = new Set<string>();
  const started = new Map<string, number>();
  const notes = new Map<string, string>();
  return (event) => {
    if (event.kind === 'run-done') return;
    const key = `${event.runId} ${event.step}`;
    const name = `  ${event.step.padEnd(14)}`;
    switch (event.kind) {
      case 'step-started':
        if (!announced.has(event.runId)) write(`The night of ${event.onDate}`);
        announced.add(event.runId);
        if (!started.has(key)) started.set(key, now());
        return;
      case 'unit-done':
        if (event.note !== undefined) notes.set(key, event.note);
        return;
      case 'step-done': {
        const seconds = ((now() - (started.get(key) ?? now())) / 1_000).toFixed(1);
        // Of a step in many parts the last part's sentence says little; how many there were says more.
        const what = event.units === 1 ? (notes.get(key) ?? 'done') : `${event.units} parts`;
        write(`${name}${what} (${seconds} s)`);
        return;
      }
      case 'run-waiting':
        write(`${name}waits${event.note === undefined ? '' : `: ${event.note}`}`);
        return;
      case 'run-failed':
        write(`${name}FAILED: ${event.reason}`);
        return;
    }
  };
}
