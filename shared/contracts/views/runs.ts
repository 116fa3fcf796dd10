import type { RunNote } from '../runNotes.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';

export type RunState = 'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'stopped';

export interface RunStepView {
  readonly step: string;
  readonly finishedAt: Date;
  /** What the finished step, or this part of it, found. */
  readonly note: RunNote | string | null;
}

export interface RunView {
  readonly id: string;
  readonly kind: string;
  readonly forDate: CalendarDate | null;
  readonly place: string | null;
  readonly state: RunState;
  readonly step: string;
  /** 0 … 1 */
  readonly progress: number;
  readonly message: RunNote | string | null;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly steps: readonly RunStepView[];
}

export interface RunsView {
  readonly runs: readonly RunView[];
}
