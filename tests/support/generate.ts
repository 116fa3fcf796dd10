/** Writes db/types.ts and db/catalogue.txt from a freshly migrated database (`npm run db:generate`). */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listCatalogue } from './catalogue.ts';
import { startDatabaseServer } from './databaseServer.ts';
import { generateRowTypes } from './rowTypes.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'db');
const server = await startDatabaseServer(process.env.TEST_DATABASE_URL);
try {
  const url = await server.create();
  await writeFile(path.join(folder, 'types.ts'), await generateRowTypes(url));
  await writeFile(path.join(folder, 'catalogue.txt'), await listCatalogue(url));
} finally {
  await server.stop();
}
