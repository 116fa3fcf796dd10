import type { Cooling, SisrProgress, SisrResult } from '../../shared/domain/pickups/sisr/anneal.ts';
import type { PlanPart } from '../../shared/domain/pickups/sisr/divide.ts';
import type { SisrFound } from '../../shared/domain/pickups/sisr/search.ts';

/** How long a task takes: so many iterations, or else so much time. */
export interface Budget {
  readonly iterations: number | undefined;
  readonly milliseconds: number;
}

interface WholeTask {
  readonly kind: 'whole';
  readonly seed: number;
  readonly budget: Budget;
  readonly elite: readonly Int32Array[];
}

interface PartTask {
  readonly kind: 'part';
  readonly seed: number;
  readonly budget: Budget;
  readonly part: PlanPart;
  readonly cooling: Cooling;
}

export type ThreadTask = WholeTask | PartTask;
export type ThreadMessage =
  { readonly whole: SisrFound } | { readonly part: SisrResult } | { readonly progress: SisrProgress };

/** The threads, as something that can be asked. */
export interface Team {
  readonly size: number;
  readonly whole: (worker: number, task: Omit<WholeTask, 'kind'>, onProgress?: Tell) => Promise<SisrFound>;
  readonly part: (worker: number, task: Omit<PartTask, 'kind'>) => Promise<SisrResult>;
}

export type Tell = (progress: SisrProgress) => void;

/** What is asked of all threads together. */
export interface TeamSearch {
  readonly seed: number;
  readonly iterations: number | undefined;
  readonly milliseconds: number;
  readonly onProgress: Tell | undefined;
}

export type Found = Pick<SisrResult, 'routes' | 'cost' | 'absent' | 'iterations'>;
