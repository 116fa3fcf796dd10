import { describe, expect, test } from '@jest/globals';
import { addDays, calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { releaseDateInName } from '../../shared/domain/incidence/readRelease.ts';
import type { Release } from '../../shared/domain/incidence/release.ts';
import { DomainProblem } from '../../shared/domain/problem.ts';
import { readBundle, readPublications } from '../../shared/sources/readBundle.ts';
import type { ReleaseBundle } from '../../shared/sources/incidenceSource.ts';
import {
  bundle,
  casesCsv,
  file,
  RELEASED,
  SAMPLE_DATES,
  ssiBundle,
  testPosCsv,
  testPosRows,
} from './fixtures.ts';

const LAST = SAMPLE_DATES.at(-1)!;
const read = (from: ReleaseBundle): Release => readBundle(from).release;
const casesOn = (release: Release, code: string, date: string) =>
  release.cases.get(code as MunicipalityCode)?.[SAMPLE_DATES.indexOf(calendarDate(date))];

function problemOf(from: ReleaseBundle): DomainProblem {
  try {
    readBundle(from);
  } catch (error) {
    if (error instanceof DomainProblem) return error;
    throw error;
  }
  throw new Error('it was read without a complaint');
}

describe('a release as SSI publishes it', () => {
  test('has a byte-order mark in one file and none in the other', () => {
    const release = read(ssiBundle(casesCsv(), testPosCsv()));
    expect(release.populations.get('0101' as MunicipalityCode)).toBe(632_340);
    const marked = read(ssiBundle('\uFEFF' + casesCsv(), testPosCsv().slice(1)));
    expect(marked.populations.size).toBe(98);
    expect(marked.cases.size).toBe(98);
  });

  test.each([
    ['Copenhagen', '0101'],
    ['København', '0101'],
    ['Høje Tåstrup', '0169'],
    ['Århus', '0751'],
    ['Nordfyn', '0480'],
    ['Vesthimmerland', '0820'],
    [' Lyngby-Tårbæk ', '0173'],
    ['Bornholms Regionskommune', '0400'],
    ['Brønderslev-Dronninglund', '0810'],
  ])('names a municipality "%s"', (name, code) => {
    const release = read(ssiBundle(casesCsv({ columns: [name], figures: { [LAST]: { [name]: 4 } } })));
    expect(casesOn(release, code, LAST)).toBe(4);
    expect(release.unknownNames).toEqual([]);
  });

  test('leaves out the column of a municipality without a case, which means zero', () => {
    const columns = MUNICIPALITIES.map(({ name }) => name).filter((name) => name !== 'Samsø');
    const release = read(ssiBundle(casesCsv({ columns })));
    expect(release.withoutColumn).toEqual(['0741']);
    expect(release.cases.get('0741' as MunicipalityCode)).toEqual(SAMPLE_DATES.map(() => 0));
  });

  test('has cases that belong to no municipality, as "NA" and as Christiansø', () => {
    const columns = ['Samsø', '"NA"', 'Christiansø'];
    const figures = { [LAST]: { Samsø: 1, '"NA"': 7, Christiansø: 2 } };
    const rows = [
      ...testPosRows,
      { code: '411', name: 'Christiansø', confirmed: '0', population: '84' },
      { code: 'NA', name: 'NA', confirmed: '12', population: 'NA' },
    ];
    const release = read(ssiBundle(casesCsv({ columns, figures }), testPosCsv(rows)));
    expect(casesOn(release, '0741', LAST)).toBe(1);
    expect(release.unknownNames).toEqual([]);
    expect(release.populations.size).toBe(98);
    expect([...release.cases.values()].flat().reduce((a, b) => a + b, 0)).toBe(1);
  });

  test('changes the order of its columns', () => {
    const figures = { [LAST]: { Varde: 3, Fanø: 5 } };
    const forth = read(ssiBundle(casesCsv({ columns: ['Varde', 'Fanø'], figures })));
    const back = read(ssiBundle(casesCsv({ columns: ['Fanø', 'Varde'], figures })));
    expect(casesOn(forth, '0573', LAST)).toBe(3);
    expect(back.cases).toEqual(forth.cases);
  });

  test('calls its dates date_sample, later SampleDate', () => {
    expect(read(ssiBundle(casesCsv({ dateColumn: 'SampleDate' }))).to).toBe(LAST);
    expect(read(ssiBundle(casesCsv({ dateColumn: 'date_sample' }))).to).toBe(LAST);
  });

  test('has no row for 29 February 2020: zero', () => {
    const dates = ['2020-02-28', '2020-03-01'];
    const release = read(
      ssiBundle(casesCsv({ columns: ['Odense'], dates, figures: { '2020-03-01': { Odense: 2 } } })),
    );
    expect(release.cases.get('0461' as MunicipalityCode)).toEqual([0, 0, 2]);
    expect(release.missing).toEqual(['2020-02-29']);
  });

  test.each([0, -1])('ends on the release day or the day before (%i)', (offset) => {
    const last = addDays(RELEASED, offset);
    expect(read(ssiBundle(casesCsv({ dates: [addDays(last, -1), last] }))).to).toBe(last);
  });

  test('lies beside sister files whose dates may be in the future', () => {
    const sister = 'PrDate_adjusted;Copenhagen;Odense\n2099-01-01;1;2\n';
    const latin = file('d.csv', Buffer.from('Gruppe;Mænd\n0-9;1\n', 'latin1'));
    const files = [file('a.csv', casesCsv()), file('b.csv', testPosCsv()), file('c.csv', sister), latin];
    expect(read(bundle(files)).files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv']);
  });

  test('writes counts with padding blanks, thousands marks, decimal commas and powers of ten', () => {
    const columns = ['Varde', 'Fanø', 'Odense', 'Ærø'];
    const figures = { [LAST]: { Varde: '   7', Fanø: '1,0', Odense: '1.234', Ærø: '2E3' } };
    const release = read(ssiBundle(casesCsv({ columns, figures })));
    const codes = ['0573', '0563', '0461', '0492'];
    expect(codes.map((code) => casesOn(release, code, LAST))).toEqual([7, 1, 1234, 2000]);
    const rows = testPosRows.map((row) => (row.code === '169' ? { ...row, population: '102E3' } : row));
    const inhabitants = read(ssiBundle(casesCsv(), testPosCsv(rows))).populations;
    expect(inhabitants.get('0169' as MunicipalityCode)).toBe(102_000);
  });

  test('suppresses small totals as <10', () => {
    const rows = testPosRows.map((row) => (row.code === '741' ? { ...row, confirmed: '<10' } : row));
    const { totals } = read(ssiBundle(casesCsv(), testPosCsv(rows)));
    expect(totals?.confirmed.get('0741' as MunicipalityCode)).toBeUndefined();
    expect(totals?.confirmed.has('0741' as MunicipalityCode)).toBe(true);
  });

  test('may come without its table of totals (from 23 March 2022)', () => {
    const release = read(bundle([file('cases.csv', casesCsv())]));
    expect(release.totals).toBeUndefined();
    expect(release.populations.size).toBe(0);
  });

  test('is known by its content, whatever its files are called', () => {
    const release = read(bundle([file('x.csv', testPosCsv()), file('Kopi af y (2).csv', casesCsv())]));
    expect(release.cases.size).toBe(98);
    expect(release.populations.size).toBe(98);
  });

  test.each([
    ['CRLF', (csv: string) => csv.replaceAll('\n', '\r\n')],
    ['commas for semicolons', (csv: string) => csv.replaceAll(';', ',')],
    ['tabs for semicolons', (csv: string) => csv.replaceAll(';', '\t')],
    ['every cell in quotation marks', (csv: string) => csv.replaceAll(/[^;\n]+/g, '"$&"')],
    ['empty lines at its end', (csv: string) => `${csv}\n\n`],
  ])('may come with %s', (_what, change) => {
    const figures = { [LAST]: { Varde: 3, Ærø: 12 } };
    const plain = read(ssiBundle(casesCsv({ figures }), testPosCsv()));
    const changed = read(ssiBundle(change(casesCsv({ figures })), change(testPosCsv())));
    expect(changed.cases).toEqual(plain.cases);
    expect(changed.populations).toEqual(plain.populations);
  });

  test('names the columns of its totals with blanks, brackets or underscores', () => {
    const [header = '', ...rows] = testPosCsv().split('\n');
    const blanks = header
      .replaceAll('_', ' ')
      .replace('Antal bekræftede COVID-19', 'Antal bekræftede COVID-19 ');
    const shouting = header.toUpperCase();
    for (const other of [blanks, shouting]) {
      expect(read(ssiBundle(casesCsv(), [other, ...rows].join('\n'))).populations.size).toBe(98);
    }
  });

  test('may hold the same file twice, but not two of a kind', () => {
    const twice = bundle([file('a.csv', casesCsv()), file('copy of a.csv', casesCsv())]);
    expect(read(twice).files).toHaveLength(1);
    const other = casesCsv({ figures: { [LAST]: { Varde: 1 } } });
    const problem = problemOf(bundle([file('a.csv', casesCsv()), file('b.csv', other)]));
    expect(problem.faults).toEqual([{ place: 'b.csv', message: 'a second table of the same kind as a.csv' }]);
  });
});

describe('a fault in a release', () => {
  test.each<[string, ReleaseBundle, string]>([
    [
      'a year that is misspelt',
      ssiBundle(casesCsv({ dates: ['0202-09-06', '2020-09-07', '2020-09-08'] })),
      'cases.csv, line 2, column date_sample',
    ],
    [
      'a day after the release',
      ssiBundle(casesCsv({ dates: [LAST, '2020-09-12'] })),
      'cases.csv, line 3, column date_sample',
    ],
    [
      'more cases than people',
      ssiBundle(casesCsv({ figures: { [LAST]: { Fanø: 3_489 } } })),
      'cases.csv, line 21, column Fanø',
    ],
    [
      'a number that is none',
      ssiBundle(casesCsv({ figures: { [LAST]: { Fanø: '7x' } } })),
      'cases.csv, line 21, column Fanø',
    ],
    ['a date twice', ssiBundle(casesCsv({ dates: [LAST, LAST] })), 'cases.csv, line 3, column date_sample'],
    [
      'a population that is none',
      ssiBundle(
        casesCsv(),
        testPosCsv(
          testPosRows.map((row) => ({ ...row, population: row.code === '101' ? '0' : row.population })),
        ),
      ),
      'test_pos.csv, line 2, column Befolkningstal',
    ],
  ])('%s is named by file, line and column', (_what, from, place) => {
    expect(problemOf(from).faults.map((fault) => fault.place)).toEqual([place]);
  });

  test('does not hide the next: all are told at once', () => {
    const cases = casesCsv({
      figures: { [LAST]: { Fanø: 'x', Varde: '-1' }, [SAMPLE_DATES[0]!]: { Odense: '' } },
    });
    const totals = testPosCsv(
      testPosRows.map((row) => ({ ...row, confirmed: row.code === '461' ? '?' : row.confirmed })),
    );
    expect(problemOf(ssiBundle(cases, totals)).faults.map(({ place }) => place)).toEqual([
      'cases.csv, line 2, column Odense',
      'cases.csv, line 21, column Fanø',
      'cases.csv, line 21, column Varde',
      'test_pos.csv, line 53, column Antal_bekræftede_COVID-19',
    ]);
  });
});

describe('a plain CSV', () => {
  const plain = (lines: readonly string[], header = 'date,municipality_code,cases,population') =>
    bundle([file('plain.csv', [header, ...lines, ''].join('\n'))]);

  test('is read by header and code', () => {
    const release = read(
      plain([
        '2020-09-07,0573,3,49961',
        '2020-09-08,573,4,49962',
        '2020-09-07,0563,0,',
        '2020-09-08,0563,1,',
      ]),
    );
    expect(release.format).toBe('plain');
    expect(release.cases.get('0573' as MunicipalityCode)).toEqual([3, 4]);
    expect(release.populations).toEqual(new Map([['0573', 49_962]]));
    expect(release.cases.size).toBe(2);
  });

  test('tells every fault with line and column', () => {
    const problem = problemOf(plain(['2020-09-08,0573,-3,49961', '2020-13-08,0573,4,0', '2020-09-08,0563']));
    expect(problem.kind).toBe('bad-file');
    expect(problem.faults.map(({ place }) => place)).toEqual([
      'plain.csv, line 4',
      'plain.csv, line 2, column cases',
      'plain.csv, line 3, column date',
      'plain.csv, line 3, column population',
      'plain.csv, line 1',
    ]);
  });

  test('names a column that is missing', () => {
    const problem = problemOf(plain(['2020-09-08,3'], 'date,cases'));
    expect(problem.faults[0]).toEqual({
      place: 'plain.csv, line 1',
      message: 'the column municipality_code is missing',
    });
  });

  test('needs a row for every municipality on every date', () => {
    const problem = problemOf(plain(['2020-09-07,0573,3,', '2020-09-08,0573,3,', '2020-09-08,0563,1,']));
    expect(problem.faults[0]?.message).toContain('0563 has no row for 2020-09-07');
  });
});

describe('figures that an authority states itself', () => {
  const published = (...lines: string[]) => {
    const header = 'date,municipality_code,incidence,cases';
    return bundle([file('p.csv', [header, ...lines, ''].join('\n'))]);
  };

  test('are read as rates in billionths', () => {
    const [read] = readPublications(
      published('2020-09-09,0573,"20,02",10', '2020-09-09,101,53.4,', '2020-09-09,411,0,0'),
    );
    expect(read?.days.map(({ date }) => date)).toEqual(['2020-09-09']);
    expect(read?.days[0]?.figures).toEqual([
      { date: '2020-09-09', municipality: '0573', billionths: 20_020_000_000, cases: 10 },
      { date: '2020-09-09', municipality: '0101', billionths: 53_400_000_000, cases: undefined },
    ]);
  });

  test('tell every fault with its place', () => {
    expect(() => readPublications(published('2020-09-31,0573,x,10', '2020-09-09,0573,1,-1'))).toThrow(
      expect.objectContaining({
        kind: 'bad-file',
        faults: ['date', 'incidence', 'cases'].map((column, i) => ({
          place: `p.csv, line ${i < 2 ? 2 : 3}, column ${column}`,
          message: expect.any(String),
        })),
      }),
    );
  });

  test('name a code that we do not know for the gate, with its place', () => {
    const [read] = readPublications(published('2020-09-09,9999,1,', '2020-09-08,0573,2,'));
    expect(read?.days.map(({ date, unknownNames }) => [date, unknownNames])).toEqual([
      ['2020-09-08', []],
      ['2020-09-09', [{ place: 'p.csv, line 2, column municipality_code', name: '9999' }]],
    ]);
  });

  test('are dated by the name of their file, before that of the folder', () => {
    const csv = 'date,municipality_code,incidence\n2020-09-09,0573,20\n';
    const folder = bundle([
      file('rates-2020-09-14.csv', csv),
      file('rates.csv', `${csv}2020-09-09,0101,1\n`),
    ]);
    expect(readPublications(folder).map(({ publishedOn }) => publishedOn)).toEqual(['2020-09-14', RELEASED]);
  });

  test('are no release, and a release is none', () => {
    expect(readPublications(ssiBundle(casesCsv()))).toEqual([]);
    expect(problemOf(published('2020-09-09,0573,1,1')).kind).toBe('bad-file');
  });
});

describe('a file that cannot be read', () => {
  test('is told with every other one, each with its line', () => {
    const latin = (name: string, text: string) => file(name, Buffer.from(text, 'latin1'));
    const both = problemOf(bundle([latin('c.csv', casesCsv()), latin('t.csv', testPosCsv())]));
    expect(both.faults.map(({ place }) => place)).toEqual(['c.csv', 't.csv']);
    const cut = Buffer.from(casesCsv());
    cut[cut.indexOf('\n', cut.indexOf('\n') + 1) + 5] = 0;
    const [zero] = problemOf(bundle([file('c.csv', cut)])).faults;
    expect(zero?.message).toContain('line 3 holds a zero byte');
  });

  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

  test.each<[string, ReleaseBundle, RegExp]>([
    ['a picture renamed .csv', bundle([file('cases.csv', png)]), /begins like a PNG picture/],
    ['a picture beside totals', bundle([file('a.csv', png), file('t.csv', testPosCsv())]), /PNG picture/],
    ['UTF-16', bundle([file('c.csv', Buffer.from('\uFEFF' + casesCsv(), 'utf16le'))]), /UTF-16/],
    ['Latin-1', bundle([file('c.csv', Buffer.from(casesCsv(), 'latin1'))]), /line 1 is not UTF-8/],
    ['an empty file', bundle([file('c.csv', '')]), /it is empty/],
    [
      'an empty file beside a whole one',
      bundle([file('c.csv', casesCsv()), file('t.csv', '')]),
      /it is empty/,
    ],
    [
      'totals that have lost their header',
      bundle([file('c.csv', casesCsv()), file('Municipality_test_pos.csv', '101;København;1;2;3;4\n')]),
      /its header is 101, København/,
    ],
    ['a header alone', ssiBundle(casesCsv({ dates: [] })), /no row with figures/],
    ['a cut in the middle of a line', ssiBundle(casesCsv().slice(0, -40)), /cells where the header has 99/],
    ['a cut before the last line end', ssiBundle(casesCsv().slice(0, -1)), /stops without a line end/],
    ['a negative count', ssiBundle(casesCsv({ figures: { [LAST]: { Varde: -1 } } })), /"-1" is no number/],
    ['a huge count', ssiBundle(casesCsv({ figures: { [LAST]: { Varde: '9E30' } } })), /"9E30" is no number/],
    [
      'more cases than people',
      ssiBundle(casesCsv({ figures: { [LAST]: { Fanø: 4000 } } })),
      /0563 has 4000 cases on one day and 3488/,
    ],
    ['a date twice', ssiBundle(casesCsv({ dates: [LAST, LAST] })), /stands on line 2 already/],
    [
      'a column twice',
      ssiBundle(casesCsv({ columns: ['Copenhagen', 'København'] })),
      /same municipality as column/,
    ],
    ['a later date', ssiBundle(casesCsv({ dates: ['2020-09-10'] })), /after the release date 2020-09-09/],
    ['another date format', ssiBundle(casesCsv({ dates: ['08-09-2020'] })), /"08-09-2020" is no date/],
    [
      'no column of inhabitants',
      ssiBundle(casesCsv(), testPosCsv().replace('Befolkningstal', 'Noget_andet')),
      /the column Befolkningstal is missing/,
    ],
    [
      'no column of dates',
      bundle([file('c.csv', casesCsv({ dateColumn: 'dag' })), file('t.csv', testPosCsv())]),
      /its header is dag, Copenhagen, Frederiksberg/,
    ],
    [
      'a name beside the code of another',
      ssiBundle(
        casesCsv(),
        testPosCsv(testPosRows.map((row) => (row.code === '573' ? { ...row, name: 'Fanø' } : row))),
      ),
      /code 573 is not the code of Fanø/,
    ],
  ])('%s', (_name, from, message) => {
    const problem = problemOf(from);
    expect(problem.kind).toBe('bad-file');
    expect(problem.faults.map((fault) => fault.message).join('\n')).toMatch(message);
  });

  test('tells all faults at once, each with file, line and column', () => {
    const figures = { [SAMPLE_DATES[0]!]: { Varde: 'x' }, [LAST]: { Fanø: '1.5' } };
    const columns = ['Varde', 'Fanø'];
    const rows = testPosRows.map((row) => (row.code === '101' ? { ...row, population: '' } : row));
    expect(problemOf(ssiBundle(casesCsv({ columns, figures }), testPosCsv(rows))).faults).toEqual([
      { place: 'cases.csv, line 2, column Varde', message: '"x" is no number of cases' },
      { place: 'cases.csv, line 21, column Fanø', message: '"1.5" is no number of cases' },
      { place: 'test_pos.csv, line 2, column Befolkningstal', message: '"" is no number of inhabitants' },
    ]);
  });

  test('without a release date asks for one', () => {
    const nameless = { ...ssiBundle(casesCsv()), dateInName: undefined };
    expect(problemOf(nameless).message).toContain('--released');
    expect(readBundle(nameless, RELEASED).release.releasedOn).toBe(RELEASED);
  });
});

test.each([
  ['2020-09-09', '2020-09-09'],
  ['Data-Epidemiologiske-Rapport-02092020-51lm.zip', '2020-09-02'],
  ['Data-epidemiologisk-rapport-03092020-sep3.zip', '2020-09-03'],
  ['release_20201028', '2020-10-28'],
  ['09-09-2020', '2020-09-09'],
  ['data', undefined],
  ['2020-13-40', undefined],
  ['2020-09-09 and 2020-09-10', undefined],
  ['order-1234567890', undefined],
])('the name "%s" tells the release date %s', (name, date) => {
  expect(releaseDateInName(name)).toBe(date);
});
