import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { listCatalogue } from '../support/catalogue.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { generateRowTypes } from '../support/rowTypes.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.close());

const committed = (name: string) => readFile(new URL(`../../db/${name}`, import.meta.url), 'utf8');

// Both say the same thing when they fail: run `npm run db:generate` and commit what it writes.

test('db/types.ts is what the migrations make', async () => {
  expect(await generateRowTypes(database.url)).toBe(await committed('types.ts'));
});

test('db/catalogue.txt is what the migrations make', async () => {
  expect(await listCatalogue(database.url)).toBe(await committed('catalogue.txt'));
});
