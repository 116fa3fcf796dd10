import { readFileSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { DomainProblem } from '../../shared/domain/problem.ts';

/** @throws DomainProblem `bad-file` when it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new DomainProblem('bad-file', `Cannot read ${file}: ${messageOf(error)}`);
  }
}

/** @throws DomainProblem `bad-file` when it is not JSON. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new DomainProblem('bad-file', `${file} is not JSON: ${messageOf(error)}`);
  }
}

/** The literature's text formats never begin as JSON does. */
export function isInstance(text: string): boolean {
  return !/^\s*[[{"]/.test(text);
}

/** To the file, or to standard output, which carries nothing else. */
export function writePlan(text: string, out: string | undefined): void {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(out, text);
  } catch (error) {
    throw new DomainProblem('bad-file', `Cannot write ${out}: ${messageOf(error)}`);
  }
}

/** A flag that is a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || text.trim() === '')
      throw new InvalidArgumentError(`expected a whole number of at least ${least}`);
    return value;
  };
}

/** A flag that is a number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('expected a number above 0');
  return value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
