import pino, { type Logger } from 'pino';

export type Log = Logger;

/** Logs go to standard error: standard output carries data and nothing else. */
export function createLog(level: string): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
