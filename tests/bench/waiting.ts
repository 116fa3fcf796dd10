/**
 * `npm run bench:waiting`: how long people wait in a municipality's roll if swabs take 30 % more or less than planned and
 * 5 % do not come, with single times and with blocks, over 200 seeds each. Instances are made here; nothing is read.
 */
import { planRoll } from '../../shared/domain/rolls/planRoll.ts';
import type { RollProblemInput } from '../../shared/domain/rolls/schema.ts';
import { rollProblem } from '../../shared/domain/rolls/validation.ts';
import { simulateWaiting } from '../../shared/domain/rolls/waiting/simulateWaiting.ts';
import { afterIterations } from '../../shared/domain/search/stop.ts';
import { rollInstance } from './rolls/instance.ts';

const SEEDS = 200;
const base = rollInstance({ sites: 15, staff: 1_600, labs: 1, named: true, seed: 1 });
const times = (change: Partial<RollProblemInput['sites'][number]>) =>
  rollProblem({ ...base, sites: base.sites.map((site) => ({ ...site, ...change })) });
const CASES = [
  { name: 'single times, 4 min', problem: times({ minutesPerSwab: 4 }) },
  { name: 'single times, 6 min', problem: times({ minutesPerSwab: 6 }) },
  { name: 'blocks of 15 min, 4 min', problem: times({ minutesPerSwab: 4, blockMinutes: 15 }) },
  { name: 'blocks of 10 min, 5 min', problem: times({ minutesPerSwab: 5, blockMinutes: 10 }) },
];

process.stdout.write(
  '| times | people | planned p95 | mean | p95 (worst seed) | longest |\n|---|---|---|---|---|---|\n',
);
for (const { name, problem } of CASES) {
  const { sessions } = planRoll(problem, { seed: 1, stop: afterIterations(500) }).solution;
  const planned = simulateWaiting(problem, sessions, { service: 0, noShows: 0, seed: 1 });
  const days = Array.from({ length: SEEDS }, (_, seed) =>
    simulateWaiting(problem, sessions, { service: 0.3, noShows: 0.05, seed }),
  );
  const mean = days.reduce((sum, day) => sum + day.mean, 0) / SEEDS;
  const p95 = Math.max(...days.map((day) => day.p95));
  const most = Math.max(...days.map((day) => day.most));
  process.stdout.write(
    `| ${name} | ${planned.people} | ${planned.p95} | ${mean.toFixed(1)} | ${p95.toFixed(1)} | ${most.toFixed(1)} |\n`,
  );
}
