/**
 * Times reading, measuring and replaying many releases on an embedded PostgreSQL as an installation has it.
 * `npm run bench:incidence [-- 483]`; beside the figures stands the time that csv-parse alone takes for the same files.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { openDatabase } from '../../db/connect.ts';
import { startEmbeddedPostgres } from '../../db/embedded/startEmbeddedPostgres.ts';
import { migrate } from '../../db/migrate.ts';
import { countryView } from '../../db/queries/views/country.ts';
import { municipalityView } from '../../db/queries/views/municipality.ts';
import { releasesView } from '../../db/queries/views/releases.ts';
import { systemClock } from '../../shared/clock.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { measureMunicipalities } from '../../shared/domain/incidence/measure.ts';
import { COUNTING_WINDOW_NAMES } from '../../shared/domain/incidence/windows.ts';
import { pathSource } from '../../shared/sources/paths.ts';
import { readSource } from '../../shared/sources/readBundle.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { listColours } from '../../shared/usecases/listColours.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { type ReplayedNight, replayReleases } from '../../shared/usecases/replayReleases.ts';
import { watchFigures } from '../../shared/usecases/watchFigures.ts';
import { manyReleases } from '../support/manyReleases.ts';

const count = Number(process.argv[2] ?? 150);
const home = await mkdtemp(path.join(tmpdir(), 'podeplan-bench-'));
const releasesDir = path.join(home, 'releases');

function writeReleases(): string[] {
  const written: string[] = [];
  const from = calendarDate(count > 200 ? '2020-06-01' : '2020-08-17');
  for (const { releasedOn, files } of manyReleases({ from, count })) {
    const folder = path.join(releasesDir, releasedOn);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(path.join(folder, name), text);
      written.push(path.join(folder, name));
    }
  }
  return written;
}

async function timed<T>(what: string, work: () => Promise<T> | T): Promise<T> {
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  process.stdout.write(`${what.padEnd(66)}${ms.toFixed(1).padStart(10)} ms\n`);
  return result;
}

const files = writeReleases();
const server = await startEmbeddedPostgres({ dataDir: path.join(home, 'db'), ifRunning: 'refuse' });
try {
  await migrate(server.url);
  const db = openDatabase(server.url);
  const deps = { db, clock: systemClock, newId: randomUUID };
  process.stdout.write(`${count} releases, ${files.length} files\n`);
  await timed('reference: csv-parse of the same files, nothing else', () => {
    for (const file of files) parse(readFileSync(file), { delimiter: ';', bom: true });
  });
  const releases = await timed('read and understood', () => readSource(pathSource([releasesDir])));
  const nights: ReplayedNight[] = [];
  await timed('replayed: imported through the gate, measured, followed up', () =>
    replayReleases(deps, { releases: releases.slice(0, -1), importedBy: 'bench' }, (night) =>
      nights.push(night),
    ),
  );
  const tally = (of: (night: ReplayedNight) => number) => nights.reduce((sum, night) => sum + of(night), 0);
  process.stdout.write(
    `  ${tally(({ outcome }) => Number(outcome === 'applied'))} applied, ` +
      `${tally(({ outcome }) => Number(outcome === 'quarantined'))} held back, ` +
      `${tally(({ crossings }) => crossings)} crossings, ${tally(({ opened }) => opened)} follow-ups\n`,
  );
  const last = releases.at(-1)!.release;
  await timed('a night’s measuring of 98, in memory, both windows', () =>
    COUNTING_WINDOW_NAMES.map((countingWindow) =>
      measureMunicipalities({
        figures: last,
        populations: last.populations,
        anchor: last.releasedOn,
        policy: { countingWindow, redFromPer100000: 20 },
      }),
    ),
  );
  await timed('one release more, imported through the gate', () =>
    importIncidence(deps, { ...releases.at(-1)!, importedBy: 'bench' }),
  );
  await timed('a night’s measuring of 98, with the database', () => measureColours(deps));
  const on = last.releasedOn;
  await timed('the colours of a day', () => listColours(deps, { actor: SYSTEM, on }));
  await timed('the first day as known on the last', () =>
    listColours(deps, { actor: SYSTEM, on: releases[0]!.release.releasedOn, asOf: on }),
  );
  await timed('what the country page asks', () => asTenant(db, SYSTEM, (tx) => countryView(tx, on)));
  await timed('what a municipality page asks', () =>
    asTenant(db, SYSTEM, (tx) => municipalityView(tx, { code: '0101', on })),
  );
  await timed('what the page of releases asks', () =>
    asTenant(db, SYSTEM, (tx) => releasesView(tx, { limit: 100 })),
  );
  await timed('how old the figures are', () => watchFigures(deps));
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(
    `memory: heap ${(heapUsed / 2 ** 20).toFixed(0)} MB, process ${(rss / 2 ** 20).toFixed(0)} MB\n`,
  );
  await db.destroy();
} finally {
  await server.stop();
  await rm(home, { recursive: true, force: true });
}
