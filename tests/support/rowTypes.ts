import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** What db/connect.ts makes of these columns. */
const TYPES = { int8: 'number', date: 'CalendarDate' };
const IMPORTS = { CalendarDate: '../shared/domain/calendar/calendarDate.ts' };

/** The row types of a migrated database, as db/types.ts holds them. */
export async function generateRowTypes(url: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'podeplan-types-'));
  try {
    const outFile = path.join(folder, 'types.ts');
    const manifest = createRequire(import.meta.url).resolve('kysely-codegen/package.json');
    await promisify(execFile)(process.execPath, [
      path.join(path.dirname(manifest), 'dist', 'cli', 'bin.js'),
      ...['--dialect', 'postgres', '--url', url, '--out-file', outFile, '--camel-case'],
      ...['--numeric-parser', 'number', '--type-mapping', JSON.stringify(TYPES)],
      ...['--custom-imports', JSON.stringify(IMPORTS)],
      ...['--default-schema', 'public', '--log-level', 'error'],
    ]);
    return await readFile(outFile, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
