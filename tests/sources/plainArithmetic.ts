import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The number of red municipalities, counted from the raw files in the plainest way and with none of the product's
 * code: split at semicolons, add up, compare.
 */
export function plainRedCount(folder: string, day: string, windowDays: number): number {
  const lines = (name: string) =>
    readFileSync(path.join(folder, name), 'utf8')
      .replace('\uFEFF', '')
      .replaceAll('"', '')
      .trim()
      .split('\n');
  const [header = '', ...rows] = lines('Municipality_cases_time_series.csv').map((line) => line.split(';'));
  const millis = Date.parse(day);
  const sums = new Map<string, bigint>();
  for (const [date = '', ...cells] of rows) {
    const daysBefore = (millis - Date.parse(date)) / 86_400_000;
    if (daysBefore < 1 || daysBefore > windowDays) continue;
    for (const [i, cell] of cells.entries()) {
      const name = header[i + 1]!;
      sums.set(name, (sums.get(name) ?? 0n) + BigInt(cell.trim()));
    }
  }
  let red = 0;
  for (const line of lines('Municipality_test_pos.csv').slice(1)) {
    const [code = '', name = '', , , population = ''] = line.split(';').map((cell) => cell.trim());
    if (code === '411') continue;
    const cases = sums.get(name === 'København' ? 'Copenhagen' : name) ?? 0n;
    if (cases * 100_000n >= 20n * BigInt(population.replaceAll('.', ''))) red += 1;
  }
  return red;
}
