import { logRunNote } from '../../../shared/text/runNote.ts';
import type { RunEvent } from '../../../worker/step.ts';

/** Writes a line for a person to read. Standard error: standard output carries data and nothing else. */
export type Say = (line: string) => void;

export const say: Say = (line) => void process.stderr.write(`${line}\n`);

/** The rest is on the page of runs. */
const FAULTS_SHOWN = 10;

type RunEnd = 'run-done' | 'run-failed' | 'run-waiting';

/** Follows the runs of this process for the person at the terminal. */
export interface RunWatch {
  /** One line as a step ends, with what it found and how long it took. */
  readonly report: (event: RunEvent) => void;
  /** How the run ended, or that it waits for somebody; also when that was before. */
  readonly ended: (runId: string) => Promise<RunEnd>;
}

/** Shows how many parts of a long step are done, in a line that the next one overwrites; nothing where no one watches. */
export type ShowProgress = (line: string) => void;

export const showProgress: ShowProgress = (line) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\r`);
};

export function watchRuns(
  write: Say,
  show: ShowProgress,
  now: () => number = () => performance.now(),
): RunWatch {
  const ends = new Map<string, PromiseWithResolvers<RunEnd>>();
  const endOf = (runId: string) => {
    const known = ends.get(runId) ?? Promise.withResolvers<RunEnd>();
    ends.set(runId, known);
    return known;
  };
  const line = stepLines(write, now, show);
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

function stepLines(write: Say, now: () => number, show: ShowProgress): (event: RunEvent) => void {
  const announced = new Set<string>();
  const started = new Map<string, number>();
  const notes = new Map<string, string>();
  const units = new Map<string, { done: number; total: number }>();
  return (event) => {
    if (event.kind === 'run-done') return;
    const key = `${event.runId} ${event.step}`;
    const name = `  ${event.step.padEnd(14)}`;
    switch (event.kind) {
      case 'step-started':
        if (!announced.has(event.runId)) write(`The night of ${event.onDate}`);
        announced.add(event.runId);
        if (!started.has(key)) started.set(key, now());
        units.set(key, { done: event.units - event.open, total: event.units });
        return;
      case 'unit-done': {
        if (event.note !== undefined) notes.set(key, logRunNote(event.note));
        const count = units.get(key);
        if (count === undefined || count.total === 1) return;
        count.done += 1;
        show(`${name}${count.done} of ${count.total}`);
        return;
      }
      case 'step-done': {
        const end = now();
        const seconds = ((end - (started.get(key) ?? end)) / 1_000).toFixed(1);
        // Of a step in many parts the last part's sentence says little; how many there were says more.
        const parts = event.units === 0 ? 'nothing to do' : `${event.units} parts`;
        const what = event.units === 1 ? (notes.get(key) ?? 'done') : parts;
        write(`${name}${what} (${seconds} s)`);
        return;
      }
      case 'run-waiting':
        write(`${name}waits${event.note === undefined ? '' : `: ${logRunNote(event.note)}`}`);
        return;
      case 'run-failed':
        write(`${name}FAILED: ${event.reason}`);
        for (const { place, message } of event.faults.slice(0, FAULTS_SHOWN))
          write(`    ${place}: ${message}`);
        return;
    }
  };
}
