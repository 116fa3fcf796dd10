/**
 * `npm run bench:rolls [-- --seconds 30] [--up-to region|tenth|nation|ten] [--sample-sites 100] [--small-cases 200]`:
 * the planner beside the naive methods, by name and anonymous, from a municipality to the nation (or ten times it), with
 * the goals of each size beside what was reached; then single sites and small rolls beside the optimum that HiGHS
 * proves. Every row is a process of its own, so time and memory can be compared. Instances are made here; nothing is
 * read. To the nation it takes about six minutes on a free core, each small case up to seconds more.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { levelBounds } from '../../shared/domain/rolls/bounds.ts';
import { buildModel } from '../../shared/domain/rolls/model/model.ts';
import { siteDayBound } from '../../shared/domain/rolls/siteDayBound.ts';
import { rollProblem } from '../../shared/domain/rolls/validation.ts';
import { rollInstance } from './rolls/instance.ts';
import { NAIVE } from './rolls/naive.ts';
import { proveCheapest } from './rolls/oracle.ts';
import type { Row, RowTask } from './rolls/row.ts';
import { SIZES, type SizeName } from './rolls/sizes.ts';
import { compareWithOptimum } from './rolls/small.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    'up-to': { type: 'string', default: 'nation' },
    'sample-sites': { type: 'string', default: '100' },
    'small-cases': { type: 'string', default: '200' },
  },
});
const names = Object.keys(SIZES) as SizeName[];
const last = names.findIndex((name) => name === values['up-to']);
const seconds = Number(values.seconds);
const print = (text: string) => process.stdout.write(`${text}\n`);

print(
  '| instance | method | placed | of at most | test days | ÷ sites alone | sessions | day peak | ÷ bound | week peak | km | visits | s | CPU s | check s | MB |',
);
print('|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|');
for (const size of names.slice(0, last + 1)) {
  for (const named of [false, true]) {
    const label = `${size} ${named ? 'by name' : 'anonymous'}`;
    const show = (name: string, task: Omit<RowTask, 'size' | 'named'>): Row => {
      const row = inOwnProcess({ size, named, ...task });
      print(line(label, name, row));
      return row;
    };
    for (const method of Object.keys(NAIVE)) show(method, { method });
    const first = show('first plan', { method: 0 });
    if (size === 'ten') continue;
    const best = show(`${seconds} s`, { method: seconds });
    const far = show(`${seconds} s, km weight 0`, { method: seconds, km: 0 });
    print(goals(label, { first, best, far }));
  }
}

function inOwnProcess(task: RowTask): Row {
  const file = new URL('./rolls/row.ts', import.meta.url).pathname;
  const args = ['--max-old-space-size=16000', file, JSON.stringify(task)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 })) as Row;
}

function line(label: string, name: string, row: Row): string {
  const part = (value: number, of: number | undefined) => (of === undefined ? '' : (value / of).toFixed(3));
  const cells = [
    label,
    name,
    row.placed,
    row.placedBound ?? '',
    row.siteDays,
    part(row.siteDays, row.siteDayBound),
    row.sessions ?? '',
    row.dayPeak.toFixed(4),
    part(row.dayPeak, row.dayPeakBound),
    row.weekPeak?.toFixed(4) ?? '',
    row.km?.toFixed(0) ?? '',
    row.iterations ?? '',
    row.seconds.toFixed(1),
    row.cpuSeconds.toFixed(1),
    row.checkSeconds?.toFixed(1) ?? '',
    row.megabytes,
  ];
  return `| ${cells.join(' | ')} |${row.faults ? ` ${row.faults} FAULTS` : ''}`;
}

/** What is asked of a plan, beside what was reached. */
function goals(label: string, { first, best, far }: { first: Row; best: Row; far: Row }): string {
  const lines: [string, string, boolean][] = [
    ['first plan in 10 s', `${first.seconds.toFixed(1)} s`, first.seconds <= 10],
    ['1.5 GB', `${best.megabytes} MB`, best.megabytes <= 1500],
    ['placed = bound', `${best.placed} of ${best.placedBound}`, best.placed === best.placedBound],
    ['week peak 1.01', String(best.weekPeak), best.weekPeak! <= 1.01],
    [
      'day peak 1.02 × bound',
      (best.dayPeak / best.dayPeakBound!).toFixed(4),
      best.dayPeak <= 1.02 * best.dayPeakBound! + 1e-6,
    ],
    [
      'test days 1.10 × sites alone',
      (best.siteDays / best.siteDayBound!).toFixed(3),
      best.siteDays <= 1.1 * best.siteDayBound!,
    ],
    ['km 60 % of km weight 0', `${((100 * best.km!) / far.km!).toFixed(0)} %`, best.km! <= 0.6 * far.km!],
  ];
  const text = lines.map(([goal, reached, met]) => `${goal}: ${reached}${met ? '' : ' (not met)'}`);
  return `\ngoals, ${label}: ${text.join('; ')}\n`;
}

await printSiteOptima();
await printSmallCases();

/** Test days of each site by itself, without a laboratory, proved by HiGHS on a sample, beside the bound that planners print. */
async function printSiteOptima(): Promise<void> {
  const problem = rollProblem(rollInstance({ ...SIZES.region, named: false, seed: 1 }));
  const model = buildModel({ ...problem, weights: { ...problem.weights, siteDay: 1, session: 0 } });
  const { unplaceable } = levelBounds(model);
  const most = model.labs.map(() => new Float64Array(model.labDays).fill(Infinity));
  const sample = model.sites.slice(0, Number(values['sample-sites']));
  let proved = 0;
  let optimum = 0;
  let bound = 0;
  for (const site of sample) {
    const placed = Array.from(site.classes).reduce(
      (sum, index) => sum + model.classes[index]!.count - unplaceable[index]!,
      0,
    );
    const best = await proveCheapest(model, { placed, most, seconds: 5, sites: [site.index] });
    if (best === undefined) continue;
    proved++;
    optimum += best;
    bound += siteDayBound({ ...model, sites: [site] }, unplaceable);
  }
  print(`\nsites alone: ${proved} of ${sample.length} proved, ${optimum} test days, bound ${bound}`);
}

/** Small random problems against the proven optimum under the same level. */
async function printSmallCases(): Promise<void> {
  const gaps: number[] = [];
  let unlevel = 0;
  let short = 0;
  const cases = Number(values['small-cases']);
  for (let seed = 1; seed <= cases; seed++) {
    const { optimum, score, level, placedBound } = await compareWithOptimum(seed, {
      iterations: 1000,
      seconds: 5,
    });
    if (!level) unlevel++;
    if (score.placed < placedBound) short++;
    if (optimum !== undefined) gaps.push((score.cost / optimum - 1) * 100);
  }
  gaps.sort((a, b) => a - b);
  const at = (part: number) => (gaps[Math.floor((gaps.length - 1) * part)] ?? Number.NaN).toFixed(2);
  print(
    `small cases: ${gaps.length} of ${cases} proved; above the optimum by ${at(0.5)} % (median), ${at(0.9)} % ` +
      `(nine in ten), ${at(1)} % (worst); ${unlevel} not level, ${short} short of the bound`,
  );
}
