import { DomainProblem, type DomainProblemKind } from '../../shared/domain/problem.ts';

/** Exit codes of every command. */
export const EXIT = { done: 0, refused: 1, badUsage: 2 } as const;

const CODES: Record<DomainProblemKind, number> = {
  'bad-file': EXIT.badUsage,
  'invalid-input': EXIT.badUsage,
  'not-found': EXIT.refused,
  conflict: EXIT.refused,
  'refused-by-rule': EXIT.refused,
  quarantined: EXIT.refused,
  unavailable: EXIT.refused,
};

export function exitCodeOf(error: unknown): number {
  return error instanceof DomainProblem ? CODES[error.kind] : EXIT.refused;
}

/** A problem is a sentence and its faults; a bug keeps its stack. Both go to standard error. */
export function printProblem(error: unknown): void {
  if (error instanceof DomainProblem) {
    process.stderr.write(`podeplan: ${error.message}\n`);
    for (const { place, message } of error.faults) process.stderr.write(`  ${place}: ${message}\n`);
  } else {
    process.stderr.write(
      `podeplan: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
}
