import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DOCUMENT = 'docs/requirements.md';
const text = readFileSync(path.join(ROOT, DOCUMENT), 'utf8');

const numbered = (letter: string, last: number) =>
  Array.from({ length: last }, (_, i) => `${letter}${i + 1}`);
const KNOWN = [...numbered('R', 57), ...numbered('A', 19), ...numbered('P', 14)];

const SOURCES = /\.(?:[cm]?ts|tsx|sql)$/;
const ID = /\b[RAP]\d{1,2}\b/g;

/** Cells of the tables whose first column is an id. */
const rows = text
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll('|', '').trim()))
  .filter(([id]) => /^[RAP]\d+$/.test(id ?? ''));

const definitions = new Map(
  [...text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, label, target]) => [label!, target!]),
);
const labels = [...text.matchAll(/(?<!^)\[([^\]]+)\](?![(:])/gm)].map(([, label]) => label!);

function sourcesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && SOURCES.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

/** Comments and the names of tests and rules; not identifiers, and not this file. */
function idsCitedIn(file: string): string[] {
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  const comments = source.match(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*|(?:^|\s)--.*/gm) ?? [];
  const named = source.match(/\b(?:test|describe)(?:\.\w+)?\(\s*'.*'|\bsays: .*/g) ?? [];
  return [...comments, ...named].flatMap((part) => part.match(ID) ?? []);
}

test('every requirement has exactly one row', () => {
  const ids = rows.map(([id]) => id!);
  expect([...ids].sort()).toEqual([...KNOWN].sort());
});

test('every row says what is demanded in a few words, and where it is, or that it is nowhere', () => {
  const wrong = rows.filter(
    ([, demands = '', code = '', held = '', ...more]) =>
      more.length > 0 || demands === '' || demands.split(/\s+/).length > 20 || code === '' || held === '',
  );
  expect(wrong).toEqual([]);
});

test('the last column links tests only', () => {
  const linked = rows.flatMap(([id, , , held = '']) =>
    [...held.matchAll(/\[([^\]]+)\]/g)].map(([, label]) => [id, definitions.get(label!)]),
  );
  expect(linked.length).toBeGreaterThan(0);
  expect(linked.filter(([, target]) => !target?.startsWith('../tests/'))).toEqual([]);
});

test('what has tables only links a migration', () => {
  const without = rows.filter(
    ([, , code = '']) =>
      /tables only/i.test(code) && !/\[\d{4}\]/.test(code.slice(code.search(/tables only/i))),
  );
  expect(without).toEqual([]);
});

test('every link has an address that exists, and every address is linked', () => {
  expect(labels.filter((label) => !definitions.has(label))).toEqual([]);
  expect([...definitions.keys()].filter((label) => !labels.includes(label))).toEqual([]);
  const missing = [...definitions.values()].filter(
    (target) => !existsSync(path.join(ROOT, path.dirname(DOCUMENT), target)),
  );
  expect(missing).toEqual([]);
});

test('every requirement that code or tests cite is one of the list', () => {
  const cited = ['db', 'server', 'shared', 'tests', 'worker']
    .flatMap(sourcesBelow)
    .flatMap((file) => idsCitedIn(file).map((id) => ({ file, id })));
  expect(cited.length).toBeGreaterThan(100);
  expect(cited.filter(({ id }) => !KNOWN.includes(id))).toEqual([]);
});
