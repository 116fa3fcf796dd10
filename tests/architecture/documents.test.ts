import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '../..');

function markdownBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

const DOCUMENTS = [...readdirSync(ROOT).filter((name) => name.endsWith('.md')), ...markdownBelow('docs')];

/** Files of the project that a text names: as a link, or in backticks with one of the floors in front. */
function filesNamedIn(document: string): string[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target]) =>
    path.join(path.dirname(document), target!),
  );
  const quoted = [...text.matchAll(/`((?:shared|db|server|worker|tests|docs|\.ci)\/[\w./-]*)`/g)].map(
    ([, target]) => target!,
  );
  // A pattern such as `db/migrations/NNNN_name.sql` stands for files to come.
  return [...links, ...quoted].filter((file) => !file.includes('NNNN'));
}

describe.each(DOCUMENTS)('%s', (document) => {
  test('names only files that are there', () => {
    const missing = filesNamedIn(document).filter((file) => !existsSync(path.join(ROOT, file)));
    expect(missing).toEqual([]);
  });
});

test('the commands that the README names are scripts of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const named = [...readme.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
