/** A program that starts the embedded server on a folder, says its address, and lives until it is stopped. */
import { startEmbeddedPostgres } from '../../../db/embedded/startEmbeddedPostgres.ts';

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('usage: holdServer.ts DATA_DIR');
const server = await startEmbeddedPostgres({ dataDir, ifRunning: 'refuse' });
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
process.stdout.write(`${server.url}\n`);
