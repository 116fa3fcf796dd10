import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ZipFile } from 'yazl';
import { DomainProblem } from '../../shared/domain/problem.ts';
import { SIZE_LIMITS } from '../../shared/sources/incidenceSource.ts';
import { pathSource } from '../../shared/sources/paths.ts';
import { readSource } from '../../shared/sources/readBundle.ts';
import { unzip } from '../../shared/sources/zip.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { casesCsv, RELEASED, SAMPLE_DATES, testPosCsv } from './fixtures.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'podeplan-sources-'));
afterAll(() => rm(folder, { recursive: true }));

async function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream);
}

async function problemOf(work: Promise<unknown>): Promise<DomainProblem> {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (problem instanceof DomainProblem) return problem;
  throw new Error(`no problem but ${String(problem)}`);
}

const told = (problem: DomainProblem) =>
  [problem.message, ...problem.faults.map(({ message }) => message)].join('\n');

describe('a zip', () => {
  test('gives its CSV files, of whatever folder, and nothing else', async () => {
    const bytes = await zipOf({
      'release/cases.csv': 'a',
      'readme.txt': 'b',
      '__MACOSX/release/._cases.csv': 'c',
      'totals.CSV': 'd',
    });
    expect((await unzip('x.zip', bytes)).files.map(({ name }) => name)).toEqual([
      'release/cases.csv',
      'totals.CSV',
    ]);
  });

  test('that is cut off anywhere is refused', async () => {
    const whole = await zipOf({ 'cases.csv': casesCsv(), 'test_pos.csv': testPosCsv() });
    for (let cut = 0; cut < whole.length; cut += Math.ceil(whole.length / 97)) {
      const problem = await problemOf(unzip('x.zip', whole.subarray(0, cut)));
      expect(problem.kind).toBe('bad-file');
      expect(told(problem)).toContain('no whole zip file, perhaps cut off');
    }
  });

  test('with a damaged byte is refused, wherever its content would change', async () => {
    const whole = await zipOf({ 'cases.csv': casesCsv() });
    const [intact] = (await unzip('x.zip', whole)).files;
    for (let at = 45; at < whole.length; at += Math.ceil(whole.length / 97)) {
      const damaged = Buffer.from(whole);
      damaged[at] = damaged[at]! ^ 0x15;
      const outcome = await unzip('x.zip', damaged).catch((error: unknown) => error);
      if (outcome instanceof DomainProblem) expect(outcome.kind).toBe('bad-file');
      else
        for (const { bytes } of (outcome as { files: { bytes: Buffer }[] }).files)
          expect(bytes).toEqual(intact!.bytes);
    }
  });

  test.each(['/etc/cases.csv', '../cases.csv'])('that names %s, outside itself, is refused', async (name) => {
    // Names of the same length are put in by hand: no packer writes such a zip.
    const whole = await zipOf({ [name.replaceAll(/[./]/g, 'x')]: casesCsv() });
    const [from, to] = [name.replaceAll(/[./]/g, 'x'), name].map((text) => Buffer.from(text));
    for (let at = whole.indexOf(from!); at >= 0; at = whole.indexOf(from!, at + 1)) to!.copy(whole, at);
    expect(told(await problemOf(unzip('x.zip', whole)))).toContain('it names a file outside itself');
  });

  test('inside a zip is refused', async () => {
    const inner = await zipOf({ 'cases.csv': casesCsv() });
    const problem = await problemOf(unzip('x.zip', await zipOf({ 'inner.zip': inner })));
    expect(told(problem)).toContain('inner.zip: an archive inside the archive');
  });

  test('that would unpack to more than any release is refused before it is unpacked', async () => {
    const bomb = await zipOf({ 'cases.csv': Buffer.alloc(SIZE_LIMITS.fileBytes + 1) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(told(await problemOf(unzip('x.zip', bomb)))).toContain('would unpack to');
  });

  test('that lies about the sizes in it is refused', async () => {
    const bytes = await zipOf({ 'cases.csv': Buffer.alloc(5_000_000, 65) });
    // The central directory holds the size at offset 24 of its entry.
    const entry = bytes.indexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(1000, entry + 24);
    expect((await problemOf(unzip('x.zip', bytes))).kind).toBe('bad-file');
  });
});

describe('paths', () => {
  test('may be a folder, a zip, single files, or a folder of releases', async () => {
    const inside = path.join(folder, '2020-09-09');
    await mkdir(inside);
    writeFileSync(path.join(inside, 'a.csv'), casesCsv());
    writeFileSync(path.join(inside, 'b.csv'), testPosCsv());
    const zip = path.join(folder, 'Rapport-09092020-x.zip');
    writeFileSync(zip, await zipOf({ 'a.csv': casesCsv(), 'b.csv': testPosCsv() }));
    const one = (await readSource(pathSource([inside])))[0]!.release;
    expect(one.releasedOn).toBe(RELEASED);
    const read = async (...paths: string[]) =>
      (await readSource(pathSource(paths))).map(({ release }) => release);
    expect(await read(zip)).toEqual([one]);
    expect(await read(path.join(inside, 'a.csv'), path.join(inside, 'b.csv'))).toEqual([one]);
    expect(await read(folder)).toEqual([one, one]);
  });

  test('a zip is known by its content, whatever it is called', async () => {
    const renamed = path.join(folder, 'download-09092020');
    writeFileSync(renamed, readFileSync(path.join(folder, 'Rapport-09092020-x.zip')));
    expect(await readSource(pathSource([renamed]))).toHaveLength(1);
  });

  test('may lie deeper: a folder in the release’s folder, years above the days, a list beside them', async () => {
    const top = mkdtempSync(path.join(tmpdir(), 'podeplan-deep-'));
    const put = (name: string, content: string) => writeFileSync(path.join(top, name), content);
    for (const name of ['2020/2020-09-09/data', '__MACOSX/2020-09-09', '.hidden']) {
      await mkdir(path.join(top, name), { recursive: true });
    }
    put('2020/2020-09-09/data/cases.csv', casesCsv());
    put('2020/2020-09-09/data/._cases.csv', 'not a table');
    put('2020/2020-09-09/data/0_read_me.txt', 'Læs mig');
    put('__MACOSX/2020-09-09/cases.csv', 'not a table');
    put('.hidden/cases.csv', 'not a table');
    put('list.csv', 'file;size\nx;1\n');
    const found = await readSource(pathSource([top]));
    expect(found.map(({ release }) => [release.releasedOn, release.cases.size])).toEqual([
      ['2020-09-09', 98],
    ]);
    await rm(top, { recursive: true });
  });

  test('may be links, also such as lead round in a circle or nowhere', async () => {
    const top = mkdtempSync(path.join(tmpdir(), 'podeplan-links-'));
    await mkdir(path.join(top, 'kept/2020-09-09'), { recursive: true });
    writeFileSync(path.join(top, 'kept/2020-09-09/cases.csv'), casesCsv());
    symlinkSync(path.join(top, 'kept'), path.join(top, 'round'));
    symlinkSync(top, path.join(top, 'kept/up'));
    symlinkSync(path.join(top, 'nowhere'), path.join(top, 'kept/broken.csv'));
    await mkdir(path.join(top, 'linked/2020-09-10'), { recursive: true });
    const later = casesCsv({ dates: [...SAMPLE_DATES, RELEASED] });
    writeFileSync(path.join(top, 'elsewhere'), later);
    symlinkSync(path.join(top, 'elsewhere'), path.join(top, 'linked/2020-09-10/cases.csv'));
    const found = await readSource(pathSource([top]));
    expect(found.map(({ release }) => release.releasedOn)).toEqual(['2020-09-09', '2020-09-10']);
    await rm(top, { recursive: true });
  });

  test('of two zips of one day the one that was made later counts as the second', async () => {
    const top = mkdtempSync(path.join(tmpdir(), 'podeplan-day-'));
    const made = async (name: string, hour: number, varde: number) => {
      const zip = new ZipFile();
      const csv = casesCsv({ figures: { [SAMPLE_DATES.at(-1)!]: { Varde: varde } } });
      zip.addBuffer(Buffer.from(csv), 'cases.csv', { mtime: new Date(2020, 8, 9, hour) });
      zip.end();
      writeFileSync(path.join(top, name), await buffer(zip.outputStream));
    };
    await made('Data-Epidemiologiske-Rapport-09092020-aa11.zip', 16, 2);
    await made('Data-Epidemiologiske-Rapport-09092020-zz99.zip', 14, 1);
    const found = await readSource(pathSource([top]));
    expect(found.map(({ release }) => release.cases.get('0573' as MunicipalityCode)?.at(-1))).toEqual([1, 2]);
    await rm(top, { recursive: true });
  });

  test('that do not exist, or hold nothing, say so', async () => {
    expect((await problemOf(readSource(pathSource([path.join(folder, 'nowhere')])))).message).toContain(
      'nowhere does not exist',
    );
    const empty = path.join(folder, 'empty');
    await mkdir(empty);
    expect((await problemOf(readSource(pathSource([empty])))).message).toContain('holds no CSV file');
  });

  test('all releases are refused when one is unreadable, and each fault is told', async () => {
    const bad = path.join(folder, '2020-09-10');
    await mkdir(bad);
    writeFileSync(path.join(bad, 'a.csv'), casesCsv().slice(0, -30));
    const problem = await problemOf(readSource(pathSource([path.join(folder, '2020-09-09'), bad])));
    expect(problem.kind).toBe('bad-file');
    expect(problem.faults[0]?.place).toBe('a.csv, line 21, column Hjørring');
  });

  test('--released names one release, not several', async () => {
    const both = readSource(
      pathSource([path.join(folder, '2020-09-09'), path.join(folder, '2020-09-10')]),
      RELEASED,
    );
    expect((await problemOf(both)).kind).toBe('invalid-input');
  });
});
