import { createHash } from 'node:crypto';

/** What was planned, to tell whether a plan still belongs to today's facts. */
export function problemHash(problem: object): string {
  return createHash('sha256').update(JSON.stringify(problem)).digest('hex');
}
