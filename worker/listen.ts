import pg from 'pg';

/** Who listens no more holds no connection. */
export interface Listener {
  readonly close: () => Promise<void>;
}

interface Listening {
  readonly databaseUrl: string;
  readonly channel: string;
  readonly onCall: () => void;
  readonly onError: (error: Error) => void;
}

const AGAIN_AFTER_MS = 10_000;

/**
 * Calls as soon as another process has said so through the database. Only a saving of waiting: a call that is lost with
 * its connection is made up for by the schedule, so that a listener needs no memory.
 */
export function listen({ databaseUrl, channel, onCall, onError }: Listening): Listener {
  let client: pg.Client | undefined;
  let closed = false;
  let again: NodeJS.Timeout | undefined;

  const connect = async () => {
    const mine = new pg.Client({ connectionString: databaseUrl, application_name: `podeplan ${channel}` });
    client = mine;
    mine.on('error', onError);
    mine.on('end', retry);
    mine.on('notification', onCall);
    await mine.connect();
    await mine.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
  };
  const retry = () => {
    if (closed) return;
    clearTimeout(again);
    again = setTimeout(start, AGAIN_AFTER_MS);
    again.unref();
  };
  const start = () => {
    connecting = connect().catch((error: unknown) => {
      if (!closed) onError(error as Error);
      retry();
    });
  };
  let connecting: Promise<void> = Promise.resolve();
  start();
  return {
    async close() {
      closed = true;
      clearTimeout(again);
      await connecting;
      await client?.end();
    },
  };
}
