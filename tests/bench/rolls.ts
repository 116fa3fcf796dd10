/**
 * `npm run bench:rolls [-- --seconds 30] [--up-to region|nation|ten]`: the planner beside the naive methods, by name and anonymous,
 * from a municipality to the nation (or ten times it). Instances are made here; nothing is read.
 */
import { parseArgs } from 'node:util';
import { checkRoll, rollPlanFile } from '../../shared/domain/rolls/checker/checker.ts';
import { buildModel } from '../../shared/domain/rolls/model/model.ts';
import { planRoll } from '../../shared/domain/rolls/planRoll.ts';
import { rollPlan } from '../../shared/domain/rolls/result.ts';
import { rollProblem } from '../../shared/domain/rolls/validation.ts';
import { afterIterations, afterMilliseconds } from '../../shared/domain/search/stop.ts';
import { rollInstance } from './rolls/instance.ts';
import { NAIVE, naiveRoll } from './rolls/naive.ts';

const SIZES = [
  { name: 'municipality', sites: 15, staff: 1_600, labs: 1 },
  { name: 'region', sites: 200, staff: 32_000, labs: 1 },
  { name: 'nation', sites: 1_500, staff: 156_000, labs: 5 },
  { name: 'ten', sites: 15_000, staff: 1_560_000, labs: 50 },
] as const;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, 'up-to': { type: 'string', default: 'nation' } },
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

function seconds(began: number): string {
  return ((now() - began) / 1000).toFixed(1);
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}
