import { createHash, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { ZipFile } from 'yazl';
import { fixedClock } from '../../shared/clock.ts';
import { addDays } from '../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../shared/domain/problem.ts';
import type { Release } from '../../shared/domain/incidence/release.ts';
import type { BundleFile } from '../../shared/sources/incidenceSource.ts';
import { readBundle } from '../../shared/sources/readBundle.ts';
import { unzip } from '../../shared/sources/zip.ts';
import { seededRandom } from '../../shared/domain/search/random.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import {
  bundle,
  casesCsv,
  file,
  RELEASED,
  SAMPLE_DATES,
  testPosCsv,
  testPosRows,
} from '../sources/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const FILES = process.env.DEEP === '1' ? 5_000 : 150;

const today = RELEASED;
const tomorrow = addDays(RELEASED, 1);
/** A case a day everywhere, so that nothing can be lost without a trace. */
const CASES = casesCsv({ dates: [...SAMPLE_DATES, today], otherwise: 1 });
const totals = (confirmed: number) =>
  testPosCsv(testPosRows.map((row) => ({ ...row, confirmed: String(confirmed) })));
const TOTALS = totals(SAMPLE_DATES.length + 1);
const NAMES = ['Municipality_cases_time_series.csv', 'Municipality_test_pos.csv'] as const;
const WHOLE = [file(NAMES[0], CASES), file(NAMES[1], TOTALS)];

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await importFiles(
    [file('cases.csv', casesCsv({ otherwise: 1 })), file('totals.csv', totals(SAMPLE_DATES.length))],
    today,
  );
});
afterAll(() => database.close());

const importFiles = async (files: readonly BundleFile[], released = tomorrow) =>
  importIncidence(
    { db: database.db, clock: fixedClock('2020-09-10T12:00:00Z'), newId: randomUUID },
    { ...readBundle(bundle(files, released)), importedBy: 'test' },
  );

async function digest(): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    SELECT concat(
      (SELECT string_agg(concat(id, state, released_on), '|' ORDER BY id) FROM releases),
      (SELECT md5(string_agg(f::text, '|' ORDER BY release_id, municipality_code)) FROM figures f),
      (SELECT count(*) FROM release_files), '/', (SELECT count(*) FROM populations), '/',
      (SELECT count(*) FROM measured_colours), '/', (SELECT count(*) FROM follow_ups), '/',
      (SELECT count(*) FROM decisions), '/', (SELECT count(*) FROM audit_log)) AS text`.execute(database.db);
  return rows[0]!.text;
}

interface Mutant {
  readonly how: string;
  readonly files: () => Promise<readonly BundleFile[]>;
}

const text = (how: string, which: 0 | 1, mutate: (text: string) => string | Buffer): Mutant => ({
  how,
  files: () => {
    const changed = mutate(which === 0 ? CASES : TOTALS);
    return Promise.resolve(WHOLE.map((one, i) => (i === which ? file(one.name, changed) : one)));
  },
});

async function zipOf(files: readonly BundleFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of files) zip.addBuffer(bytes, name);
  zip.end();
  return buffer(zip.outputStream);
}

const zipped = (how: string, mutate: (zip: Buffer) => Promise<Buffer> | Buffer): Mutant => ({
  how,
  files: async () => (await unzip('release.zip', await mutate(await zipOf(WHOLE)))).files,
});

const which = fc.constantFrom<0 | 1>(0, 1);
const at = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const lineOf = (lines: readonly string[], share: number) => Math.floor(share * lines.length);

/** Changes one cell, found by shares of the table's height and width. */
function changeCell(source: string, row: number, column: number, change: (cell: string) => string): string {
  const lines = source.split('\n');
  const y = lineOf(lines.slice(0, -1), row);
  const cells = lines[y]!.split(';');
  const x = lineOf(cells, column);
  cells[x] = change(cells[x]!);
  lines[y] = cells.join(';');
  return lines.join('\n');
}

function moveColumn(
  source: string,
  from: number,
  change: (cells: string[], index: number) => string[],
): string {
  const lines = source.split('\n');
  const index = lineOf(lines[0]!.split(';'), from);
  return lines.map((line) => (line === '' ? line : change(line.split(';'), index).join(';'))).join('\n');
}

const BAD_CELLS = ['', '-3', 'x', '9E99', '1.5', '999999999', '<10', 'NA', '٣', '"', '1;2', '2020-02-30'];
const mutant: fc.Arbitrary<Mutant> = fc.oneof(
  fc.tuple(which, at).map(([i, share]) =>
    text(`file ${i} cut at ${share}`, i, (source) => {
      const bytes = Buffer.from(source);
      return bytes.subarray(0, Math.floor(share * bytes.length));
    }),
  ),
  fc
    .tuple(which, fc.constantFrom<BufferEncoding>('latin1', 'utf16le', 'base64', 'hex'))
    .map(([i, encoding]) =>
      text(`file ${i} as ${encoding}`, i, (source) =>
        encoding === 'base64' || encoding === 'hex'
          ? Buffer.from(source).toString(encoding)
          : Buffer.from(source, encoding),
      ),
    ),
  fc
    .tuple(which, at, at, fc.constantFrom(...BAD_CELLS))
    .map(([i, row, column, cell]) =>
      text(`file ${i}, cell ${row}/${column} is "${cell}"`, i, (source) =>
        changeCell(source, row, column, () => cell),
      ),
    ),
  fc.tuple(which, at, fc.nat({ max: 255 })).map(([i, share, value]) =>
    text(`file ${i}, byte at ${share} is ${value}`, i, (source) => {
      const bytes = Buffer.from(source);
      bytes[Math.floor(share * bytes.length)] = value;
      return bytes;
    }),
  ),
  fc
    .tuple(which, at)
    .map(([i, from]) =>
      text(`file ${i}, column ${from} removed`, i, (source) =>
        moveColumn(source, from, (cells, index) => cells.toSpliced(index, 1)),
      ),
    ),
  fc
    .tuple(which, at)
    .map(([i, from]) =>
      text(`file ${i}, column ${from} twice`, i, (source) =>
        moveColumn(source, from, (cells, index) => [...cells, cells[index]!]),
      ),
    ),
  fc
    .tuple(which, at)
    .map(([i, from]) =>
      text(`file ${i}, column ${from} moved to the end`, i, (source) =>
        moveColumn(source, from, (cells, index) => [...cells.toSpliced(index, 1), cells[index]!]),
      ),
    ),
  fc.tuple(which, at, fc.integer({ min: 0, max: 2 })).map(([i, share, copies]) =>
    text(`file ${i}, line ${share} ${copies} times`, i, (source) => {
      const lines = source.split('\n');
      const y = lineOf(lines.slice(0, -1), share);
      return lines.toSpliced(y, 1, ...Array.from({ length: copies }, () => lines[y]!)).join('\n');
    }),
  ),
  fc.tuple(which, fc.integer()).map(([i, seed]) =>
    text(`file ${i}, all columns shuffled by ${seed}`, i, (source) => {
      const random = seededRandom(seed);
      const order = source
        .split('\n')[0]!
        .split(';')
        .map((_, index) => ({ index, at: random() }))
        .sort((a, b) => a.at - b.at);
      return source
        .split('\n')
        .map((line) => (line === '' ? line : order.map(({ index }) => line.split(';')[index]!).join(';')))
        .join('\n');
    }),
  ),
  fc
    .tuple(which, at, fc.constantFrom('Atlantis', 'København', 'Varde', 'NA', '', 'Kommune_(id)', 'Dato'))
    .map(([i, column, name]) =>
      text(`file ${i}, column ${column} renamed "${name}"`, i, (source) =>
        changeCell(source, 0, column, () => name),
      ),
    ),
  fc
    .tuple(which, fc.constantFrom('\r\n', '\r', '\n\n', ' \n'))
    .map(([i, end]) =>
      text(`file ${i}, lines end with ${JSON.stringify(end)}`, i, (source) => source.replaceAll('\n', end)),
    ),
  fc
    .tuple(which, fc.constantFrom(',', '\t', '|', ':'))
    .map(([i, sign]) => text(`file ${i}, "${sign}" for ";"`, i, (source) => source.replaceAll(';', sign))),
  fc.tuple(fc.integer({ min: 1, max: 40 }), at).map(([count, share]) =>
    text(`${count} municipalities missing from the totals`, 1, (source) => {
      const lines = source.split('\n');
      return lines.toSpliced(1 + Math.floor(share * (98 - count)), count).join('\n');
    }),
  ),
  at.map((share) => zipped(`zip cut at ${share}`, (zip) => zip.subarray(0, Math.floor(share * zip.length)))),
  fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([share, flip]) =>
    zipped(`zip, byte at ${share} flipped by ${flip}`, (zip) => {
      const changed = Buffer.from(zip);
      const y = Math.floor(share * zip.length);
      changed[y] = changed[y]! ^ flip;
      return changed;
    }),
  ),
  fc.constant(zipped('a zip in a zip', (zip) => zipOf([file('inner.zip', zip), ...WHOLE]))),
  fc.constant(zipped('a bomb', () => zipOf([...WHOLE, file('zeros.csv', Buffer.alloc(40_000_000))]))),
);

/** What the file says when it is read without the product: the digest of the numbers in it, whatever their order. */
function meaning(release: Pick<Release, 'cases' | 'populations' | 'from' | 'to'>): string {
  const hash = createHash('sha256').update(`${release.from}/${release.to}`);
  for (const [code, series] of [...release.cases].sort()) hash.update(`${code}${series.join()}`);
  for (const [code, count] of [...release.populations].sort()) hash.update(`${code}${count}`);
  return hash.digest('hex');
}

const PLACE = /line|column|\.csv|\.zip|^2020-/;

test(`${FILES} mutated files are taken whole, held back whole, or change nothing`, async () => {
  const outcomes = { taken: 0, held: 0, refused: 0 };
  const whole = meaning(readBundle(bundle(WHOLE, tomorrow)).release);
  await fc.assert(
    fc.asyncProperty(mutant, async ({ files }) => {
      const before = await digest();
      const made = await files().catch((error: unknown) => error);
      const outcome =
        made instanceof DomainProblem
          ? made
          : await importFiles(made as readonly BundleFile[]).catch((error: unknown) => error);
      if (outcome instanceof DomainProblem) {
        outcomes.refused += 1;
        expect(outcome.kind).toBe('bad-file');
        expect(outcome.faults.length).toBeGreaterThan(0);
        for (const { place } of outcome.faults) expect(place).toMatch(PLACE);
        expect(await digest()).toBe(before);
        return;
      }
      if (outcome instanceof Error) throw outcome;
      const { outcome: became, releaseId, doubts } = outcome as Awaited<ReturnType<typeof importFiles>>;
      const { release } = readBundle(bundle(made as readonly BundleFile[], tomorrow));
      if (became === 'quarantined') {
        outcomes.held += 1;
        expect(doubts.length).toBeGreaterThan(0);
      } else {
        outcomes.taken += 1;
        // A changed digit that is still plausible is another valid file; otherwise it says what the whole one says.
        const differs = meaning(release) === whole ? 0 : differences(release);
        expect(differs).toBeLessThanOrEqual(1);
      }
      await forget(releaseId);
    }),
    { numRuns: FILES },
  );
  process.stderr.write(
    `${FILES} mutated files: ${outcomes.taken} taken whole, ${outcomes.held} held back, ${outcomes.refused} refused\n`,
  );
  expect(outcomes.taken).toBeGreaterThan(0);
  expect(outcomes.held).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(FILES / 3);
}, 3_600_000);

/** How many figures of an accepted file are not those of the whole one. */
function differences(release: Release): number {
  const { release: whole } = readBundle(bundle(WHOLE, tomorrow));
  const figures = [...whole.cases].flatMap(([code, series]) =>
    series.filter((count, day) => release.cases.get(code)?.[day] !== count),
  );
  const populations = [...whole.populations].filter(
    ([code, count]) => release.populations.get(code) !== count,
  );
  return figures.length + populations.length;
}

/** Takes an accepted mutant out again, so that every one meets the same database. */
async function forget(releaseId: string): Promise<void> {
  await sql`DELETE FROM releases WHERE id = ${releaseId}`.execute(database.db);
  await sql`DELETE FROM populations WHERE from_date = ${tomorrow}`.execute(database.db);
}
