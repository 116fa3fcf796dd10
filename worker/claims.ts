import pg from 'pg';

/** Gives a claim back. */
type Release = () => Promise<void>;

type Verb = 'pg_try_advisory_lock' | 'pg_advisory_unlock';

/** Says who is working on what, so that a job delivered twice is not planned twice at the same time. */
export interface Claims {
  /** Undefined while anybody else, here or in another process, has it. */
  readonly take: (key: string) => Promise<Release | undefined>;
  readonly close: () => Promise<void>;
}

/**
 * Claims are advisory locks of one connection: the database takes them back by itself the moment the process dies, so
 * there are no leases to run out. Only a saving of work: that nothing is saved twice is the rows' business.
 */
export function openClaims(databaseUrl: string, onError: (error: Error) => void): Claims {
  const held = new Set<string>();
  let connection: Promise<pg.Client> | undefined;

  const connect = async () => {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'podeplan claims' });
    // The locks went with the connection; the next claim opens another one.
    const forget = () => {
      connection = undefined;
    };
    client.on('error', (error) => {
      forget();
      onError(error);
    });
    client.on('end', forget);
    await client.connect();
    return client;
  };

  const askNow = async (verb: Verb, key: string) => {
    connection ??= connect();
    try {
      const client = await connection;
      const { rows } = await client.query<{ answer: boolean }>(
        `SELECT ${verb}(hashtextextended($1, 0)) AS answer`,
        [key],
      );
      return rows[0]?.answer === true;
    } catch (error) {
      connection = undefined;
      throw error;
    }
  };

  // A connection answers one question at a time, and the driver no longer queues them by itself.
  let lastAnswer: Promise<unknown> = Promise.resolve();
  const ask = (verb: Verb, key: string): Promise<boolean> => {
    const answer = lastAnswer.then(() => askNow(verb, key));
    lastAnswer = answer.catch(() => undefined);
    return answer;
  };

  return {
    async take(key) {
      // The database would let the same connection in again.
      if (held.has(key)) return undefined;
      held.add(key);
      const taken = await ask('pg_try_advisory_lock', key).catch((error: unknown) => {
        held.delete(key);
        throw error;
      });
      if (!taken) {
        held.delete(key);
        return undefined;
      }
      return async () => {
        held.delete(key);
        // Without a connection there is no lock left to give back.
        if (connection !== undefined)
          await ask('pg_advisory_unlock', key).catch((error: unknown) => onError(error as Error));
      };
    },
    async close() {
      const open = connection;
      connection = undefined;
      await (await open?.catch(() => undefined))?.end();
    },
  };
}
