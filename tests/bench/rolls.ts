/**
 * `npm run bench:rolls [-- --seconds 30] [--up-to region|tenth|nation|ten] [--sample-sites 100] [--small-cases 200]`:
 * the planner beside the naive methods, by name and anonymous, from a municipality to the nation (or ten times it);
 * then single sites and small rolls beside the optimum that HiGHS proves. Instances are made here; nothing is read.
 */
import { parseArgs } from 'node:util';
import { levelBounds } from '../../shared/domain/rolls/bounds.ts';
import { checkRoll, rollPlanFile } from '../../shared/domain/rolls/checker/checker.ts';
import { buildModel } from '../../shared/domain/rolls/model/model.ts';
import { planRoll } from '../../shared/domain/rolls/planRoll.ts';
import { rollPlan } from '../../shared/domain/rolls/result.ts';
import { siteDayBound } from '../../shared/domain/rolls/siteDayBound.ts';
import { rollProblem } from '../../shared/domain/rolls/validation.ts';
import { afterIterations, afterMilliseconds } from '../../shared/domain/search/stop.ts';
import { rollInstance } from './rolls/instance.ts';
import { NAIVE, naiveRoll } from './rolls/naive.ts';
import { proveCheapest } from './rolls/oracle.ts';
import { compareWithOptimum } from './rolls/small.ts';

const SIZES = [
  { name: 'municipality', sites: 15, staff: 1_600, labs: 1 },
  { name: 'region', sites: 200, staff: 32_000, labs: 1 },
  { name: 'tenth', sites: 150, staff: 15_600, labs: 1 },
  { name: 'nation', sites: 1_500, staff: 156_000, labs: 5 },
  { name: 'ten', sites: 15_000, staff: 1_560_000, labs: 50 },
] as const;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    'up-to': { type: 'string', default: 'nation' },
    'sample-sites': { type: 'string', default: '100' },
    'small-cases': { type: 'string', default: '200' },
  },
});
const last = SIZES.findIndex(({ name }) => name === values['up-to']);
const now = () => performance.now();
const print = (text: string) => process.stdout.write(`${text}\n`);

print(
  '| instance | method | placed | bound | test days | bound | sessions | day peak | bound | week peak | km | s | MB |',
);
print('|---|---|---|---|---|---|---|---|---|---|---|---|---|');
for (const size of SIZES.slice(0, last + 1)) {
  for (const named of [false, true]) {
    const label = `${size.name} ${named ? 'by name' : 'anonymous'}`;
    const problem = rollProblem(rollInstance({ ...size, named, seed: 1 }));
    for (const [method, choose] of Object.entries(NAIVE)) {
      const began = now();
      const { placed, siteDays, peak } = naiveRoll(buildModel(problem), choose);
      print(
        `| ${label} | ${method} | ${placed} | | ${siteDays} | | | ${peak.toFixed(3)} | | | | ${seconds(began)} | |`,
      );
    }
    const limit = Number(values.seconds) * 1000;
    const runs = [
      { method: 'first plan', stop: afterIterations(0), weights: {} },
      { method: `${values.seconds} s`, stop: undefined, weights: {} },
      { method: `${values.seconds} s, km weight 0`, stop: undefined, weights: { km: 0 } },
    ];
    for (const { method, stop, weights } of runs) {
      const began = now();
      const priced = { ...problem, weights: { ...problem.weights, ...weights } };
      const result = planRoll(priced, { seed: 1, stop: stop ?? afterMilliseconds({ limit, now }) });
      const took = seconds(began);
      const { faults } = checkRoll(priced, rollPlanFile(rollPlan(result, { seed: 1 })));
      const { score, bounds } = result;
      print(
        `| ${label} | ${method} | ${score.placed} | ${bounds.placed} | ${score.siteDays} | ${bounds.siteDays} | ${score.sessions} ` +
          `| ${score.labPeakRatio} | ${bounds.labPeakRatio} | ${score.weekPeakRatio} | ${score.km.toFixed(0)} | ${took} | ${megabytes()} |` +
          (faults.length > 0 ? ` ${faults.length} FAULTS` : ''),
      );
    }
  }
}

await printSiteOptima();
await printSmallCases();

/** Test days of each site by itself, without a laboratory, proved by HiGHS on a sample, beside the bound that planners print. */
async function printSiteOptima(): Promise<void> {
  const problem = rollProblem(rollInstance({ ...SIZES[1], named: false, seed: 1 }));
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
      iterations: 4000,
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

function seconds(began: number): string {
  return ((now() - began) / 1000).toFixed(1);
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}
