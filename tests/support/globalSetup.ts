import { ASK_AT, offerDatabases } from './databaseServer.ts';

/** Teardown runs in this same process, but in a module graph of its own. */
declare global {
  var stopOfferingDatabases: (() => Promise<void>) | undefined;
}

export default async function setup(): Promise<void> {
  const { address, stop } = await offerDatabases(process.env.TEST_DATABASE_URL);
  process.env[ASK_AT] = address;
  globalThis.stopOfferingDatabases = stop;
}
