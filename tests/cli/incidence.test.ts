import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { ZipFile } from 'yazl';
import { wallClock } from '../../shared/domain/calendar/copenhagen.ts';
import { addWeeks, isoWeekOf } from '../../shared/domain/calendar/isoWeek.ts';
import { casesCsv, SAMPLE_DATES, testPosCsv, testPosRows } from '../sources/fixtures.ts';
import { plainRedCount } from '../sources/plainArithmetic.ts';
import { describeReal, REAL_RELEASES } from '../sources/realReleases.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { type Answer, podeplan } from './podeplan.ts';

let database: TestDatabase;
const run = (...args: string[]): Promise<Answer> => podeplan(database.url, ...args);
const folder = mkdtempSync(path.join(tmpdir(), 'podeplan-cli-'));
const inFolder = (name: string) => path.join(folder, name);
const LAST = SAMPLE_DATES.at(-1)!;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

/** Everything that imports and decisions may write. */
async function digest(): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    SELECT md5(concat(
      (SELECT string_agg(r::text, '|' ORDER BY id) FROM releases r),
      (SELECT string_agg(f::text, '|' ORDER BY release_id, municipality_code) FROM figures f),
      (SELECT string_agg(m::text, '|' ORDER BY m::text) FROM measured_colours m),
      (SELECT string_agg(p::text, '|' ORDER BY p::text) FROM populations p),
      (SELECT string_agg(u::text, '|' ORDER BY id) FROM follow_ups u),
      (SELECT string_agg(a::text, '|' ORDER BY id) FROM audit_log a))) AS digest`.execute(database.db);
  return rows[0]!.digest;
}

async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

describe('podeplan import incidence', () => {
  const cases = casesCsv({ figures: { [LAST]: { Varde: 10, Fanø: 0 } } });
  const totals = testPosCsv(
    testPosRows.map((row) => (row.code === '573' ? { ...row, confirmed: '10' } : row)),
  );

  test('imports a folder, says so, and leaves standard output empty', async () => {
    await mkdir(inFolder('2020-09-09'));
    writeFileSync(inFolder('2020-09-09/cases.csv'), cases);
    writeFileSync(inFolder('2020-09-09/totals.csv'), totals);
    expect(await run('import', 'incidence', inFolder('2020-09-09'))).toEqual({
      code: 0,
      out: '',
      err:
        '2020-09-09: imported\n' +
        '2020-09-09: 1 of 98 municipalities measured red, 1 crossings, 1 follow-ups opened\n',
    });
  });

  const whole = { 'cases.csv': cases, 'totals.csv': totals };
  const zip = (name: string, bytes: Buffer) => writeFileSync(inFolder(name), bytes);

  test.each<[string, () => Promise<string[]>, number, RegExp]>([
    [
      'the same release again, as a zip',
      async () => {
        zip('release-09092020.zip', await zipOf(whole));
        return [inFolder('release-09092020.zip')];
      },
      0,
      /^2020-09-09: already imported\n$/,
    ],
    [
      'a cut-off zip',
      async () => {
        zip('cut-10092020.zip', (await zipOf(whole)).subarray(0, -40));
        return [inFolder('cut-10092020.zip')];
      },
      2,
      /cut-10092020\.zip cannot be unpacked; nothing was imported\n.*perhaps cut off/,
    ],
    [
      'a CSV with a missing column',
      async () => {
        await mkdir(inFolder('2020-09-10'));
        writeFileSync(inFolder('2020-09-10/cases.csv'), cases);
        writeFileSync(inFolder('2020-09-10/totals.csv'), totals.replace('Befolkningstal', 'X'));
        return [inFolder('2020-09-10')];
      },
      2,
      /totals\.csv, line 1: the column Befolkningstal is missing/,
    ],
    [
      'a picture renamed .csv',
      () => {
        writeFileSync(inFolder('picture.csv'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
        return Promise.resolve([inFolder('picture.csv'), '--released', '2020-09-10']);
      },
      2,
      /picture\.csv: it begins like a PNG picture/,
    ],
    [
      'a release without a date',
      () => {
        writeFileSync(inFolder('cases.csv'), cases);
        return Promise.resolve([inFolder('cases.csv')]);
      },
      2,
      /give --released YYYY-MM-DD/,
    ],
    ['a place that does not exist', () => Promise.resolve([inFolder('nowhere')]), 2, /does not exist/],
    [
      'the same content under another date',
      () => Promise.resolve([inFolder('2020-09-09'), '--released', '2020-09-10']),
      1,
      /has the content of the release of 2020-09-09/,
    ],
    ['a date that is none', () => Promise.resolve([folder, '--released', '10/9']), 2, /expected a date/],
  ])('%s: a clear sentence, and nothing has changed', async (_name, prepare, code, sentence) => {
    const args = await prepare();
    const before = await digest();
    const answer = await run('import', 'incidence', ...args);
    expect(answer.err).toMatch(sentence);
    expect(answer).toMatchObject({ code, out: '' });
    expect(await digest()).toBe(before);
  });

  test('holds an implausible release back, and an operator releases it', async () => {
    await mkdir(inFolder('2020-09-11'));
    writeFileSync(inFolder('2020-09-11/cases.csv'), cases);
    const held = await run('import', 'incidence', inFolder('2020-09-11'));
    expect(held.code).toBe(1);
    expect(held.err).toContain('2020-09-11: held back');
    expect(held.err).toContain('the last sample date is 2020-09-08');
    const list = await run('releases', 'list', '--state', 'quarantined');
    const id = /^2020-09-11 1 quarantined ssi-municipalities (\S+)$/m.exec(list.out)?.[1];
    const judged = await run('releases', 'reject', id!, '--reason', 'an old file', '--by', 'operator');
    expect(judged.code).toBe(0);
    expect((await run('releases', 'list', '--state', 'quarantined')).out).toBe('');
  });
});

describe('podeplan colours', () => {
  test('prints exactly its columns, in each format', async () => {
    const csv = await run('colours', '--on', '2020-09-09', '--format', 'csv');
    const [header, first, ...others] = csv.out.trimEnd().split('\n');
    expect(header).toBe(
      'date,municipality_code,municipality_name,cases,population,incidence,measured_colour,decided_colour,' +
        'source,computed_cases,computed_incidence',
    );
    expect(first).toBe('2020-09-09,0101,København,0,632340,0.00,green,green,own,0,0.00');
    expect(others).toContain('2020-09-09,0573,Varde,10,49961,20.02,red,green,own,10,20.02');
    expect(others).toHaveLength(97);
    const json = JSON.parse((await run('colours', '--on', '2020-09-09', '--format', 'json')).out) as object[];
    expect(Object.keys(json[0]!).join(',')).toBe(header);
    const table = await run('colours', '--on', '2020-09-09');
    expect(table.out.split('\n')[0]!.split(/ {2,}/).join(',')).toBe(header);
    expect(table.err).toContain('1 of 98 measured red; release of 2020-09-09, window ssi-dashboard-2020');
  });

  test('tells where the authority’s own figure gives another colour (A2)', async () => {
    const header = 'date,municipality_code,incidence';
    writeFileSync(inFolder('published.csv'), `${header}\n2020-09-09,0573,19.99\n2020-09-09,0101,0.00\n`);
    const imported = await run('import', 'incidence', inFolder('published.csv'));
    expect(imported).toEqual({
      code: 0,
      out: '',
      err:
        'published figures: 2 new, 0 already imported\n' +
        '2020-09-09: 0 of 98 municipalities measured red, 0 crossings, 0 follow-ups opened\n' +
        '2020-09-09: 1 municipality where the authority’s figure and ours give different colours: 0573\n',
    });
    const { err } = await run('colours', '--on', '2020-09-09');
    expect(err).toContain('Varde: published 19.99 (green), computed 20.02 (red)');
    expect(err).not.toContain('København');
    writeFileSync(inFolder('published.csv'), `${header}\n2020-09-09,0573,25\n`);
    const day = ['--released', '2020-09-10'];
    const changed = await run('import', 'incidence', inFolder('published.csv'), ...day);
    expect(changed).toMatchObject({ code: 0, out: '' });
    expect(changed.err).toContain('published figures: 0 new, 1 corrected, 0 already imported');
    // What was known on the day stands; what is known since answers beside it.
    const asked = async (...asOf: string[]) => {
      const { out } = await run('colours', '--on', '2020-09-09', '--format', 'csv', ...asOf);
      return out.split('\n').find((line) => line.includes('Varde'));
    };
    expect(await asked()).toBe('2020-09-09,0573,Varde,,49961,19.99,green,green,authority,10,20.02');
    expect(await asked('--as-of', '2020-09-09')).toBe(await asked());
    expect(await asked('--as-of', '2020-09-10')).toBe(
      '2020-09-09,0573,Varde,,49961,25.00,red,green,authority,10,20.02',
    );
    expect(await asked('--as-of', 'latest')).toBe(await asked('--as-of', '2020-09-10'));
  });

  test('refuses a window or a release that there is not', async () => {
    const window = await run('colours', '--on', '2020-09-09', '--window', 'fortnight');
    expect(window).toMatchObject({ code: 2, out: '' });
    expect(window.err).toContain('ssi-dashboard-2020, exact-7-days');
    const asOf = await run('colours', '--on', '2020-09-09', '--as-of', '2020-09-20');
    expect(asOf).toMatchObject({ code: 1, out: '' });
    expect(asOf.err).toContain('There is no release of 2020-09-20; there are 2020-09-09');
  });
});

describe('podeplan decide', () => {
  const decide = (...more: string[]) =>
    run(
      'decide',
      'Varde',
      'red',
      '--reason',
      'spread',
      '--by',
      'planner',
      '--first-test-week',
      nextWeeks,
      ...more,
    );
  // The command's clock is the system's.
  const nextWeeks = addWeeks(isoWeekOf(wallClock(new Date()).date), 3);

  test('asks for a contact, shows the effect, and registers when told to', async () => {
    const early = await decide('--yes');
    expect(early).toMatchObject({ code: 1, out: '' });
    expect(early.err).toContain('contact: a first change of colour needs a logged contact (R7)');
    expect((await run('contact', '0573', '--by', 'duty officer')).code).toBe(0);
    const shown = await decide();
    expect(shown.out).toContain('Decided colour: green → red');
    expect(shown.out).toContain('add --yes');
    expect(shown.out).toContain(
      'whole municipality; decided by stps, municipality, region, on behalf of stps: spread',
    );
    const done = await decide('--yes');
    expect(done.out).toMatch(/Registered as decision 1 \(/);
    expect(done.code).toBe(0);
  });
});

describe('podeplan import incidence https://…', () => {
  test('remembers what the server called the version, and asks for news only', async () => {
    const fresh = await freshDatabase();
    const asked: (string | undefined)[] = [];
    const body = await zipOf({ 'data/cases.csv': casesCsv() });
    const made = 'Wed, 09 Sep 2020 12:00:00 GMT';
    const server = createServer((request, response) => {
      const since = request.headers['if-modified-since'];
      asked.push(since);
      if (since === made) response.writeHead(304).end();
      else response.writeHead(200, { 'last-modified': made }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/newest.zip`;
    // No name tells the day: the server's last change does.
    const first = await podeplan(fresh.url, 'import', 'incidence', address);
    expect([first.code, first.err.split('\n')[0]]).toEqual([0, '2020-09-09: imported']);
    const second = await podeplan(fresh.url, 'import', 'incidence', address);
    expect(second).toEqual({ code: 0, out: '', err: `${address}: nothing new since it was fetched last\n` });
    expect(asked).toEqual([undefined, made]);
    server.close();
    await fresh.close();
  });
});

describeReal('podeplan on the real releases', () => {
  test('replay prints a line per release with the red counts of both windows', async () => {
    const fresh = await freshDatabase();
    const { out, err, code } = await podeplan(fresh.url, 'replay', REAL_RELEASES);
    await fresh.close();
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toBe('released,outcome,red_ssi-dashboard-2020,red_exact-7-days,crossings,opened');
    const reds = new Map(
      lines.slice(1).map((line) => {
        const [released = '', , dashboard, exact] = line.split(',');
        return [released, `${dashboard} ${exact}`];
      }),
    );
    const folders = readdirSync(REAL_RELEASES).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name));
    expect([...reds.keys()]).toEqual(folders);
    for (const folder of folders) {
      const raw = path.join(REAL_RELEASES, folder);
      expect([folder, reds.get(folder)]).toEqual([
        folder,
        `${plainRedCount(raw, folder, 8)} ${plainRedCount(raw, folder, 7)}`,
      ]);
    }
    expect(reds.get('2020-09-02')).toBe('12 6');
    expect(reds.get('2020-09-09')).toBe('28 24');
    expect(reds.get('2020-10-28')).toBe('94 92');
    expect(out).toContain('2020-09-02,already-imported,12,6,0,0');
    expect(err).toMatch(/^11 releases in \d+\.\d s: 8 imported, 0 held back, 3 already imported\n$/);
  });
});
