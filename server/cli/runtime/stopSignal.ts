/** Resolves with the first signal that asks the process to stop. */
export interface StopSignal {
  readonly received: Promise<NodeJS.Signals>;
}

/**
 * To be called before anything is started. The handlers stay: npm passes Ctrl-C on a second time, and the second is
 * not "force" but an echo of the first.
 */
export function listenForStop(): StopSignal {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, resolve);
  return { received: promise };
}
