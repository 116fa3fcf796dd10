/**
 * `npm run bench:replans [-- --sites 15 --staff 1600 --seconds 2]`: what happens to a municipality's published roll when
 * a swabber falls ill, a day closes, a room halves, twenty people are hired and the municipality turns red. Printed are
 * CPU seconds of the whole re-plan, people who moved beside the fewest that the min-cost flow allows, and people of
 * locked sessions who moved, which is nobody. Instances are made here; nothing is read.
 */
import { parseArgs } from 'node:util';
import { addDays, calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../shared/domain/calendar/minutes.ts';
import { checkRoll, rollPlanFile } from '../../shared/domain/rolls/checker/checker.ts';
import { buildModel } from '../../shared/domain/rolls/model/model.ts';
import { leastMoves } from '../../shared/domain/rolls/moves/leastMoves.ts';
import { planRoll } from '../../shared/domain/rolls/planRoll.ts';
import { rollPlan } from '../../shared/domain/rolls/result.ts';
import { withChanges } from '../../shared/domain/rolls/scenario/changes.ts';
import type { GivenSession, RollProblem } from '../../shared/domain/rolls/schema.ts';
import { rollProblem } from '../../shared/domain/rolls/validation.ts';
import { afterIterations, afterMilliseconds } from '../../shared/domain/search/stop.ts';
import { rollInstance } from './rolls/instance.ts';

const { values } = parseArgs({
  options: {
    sites: { type: 'string', default: '15' },
    staff: { type: 'string', default: '1600' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
});
const MUNICIPALITY = '0101';
const DECIDED = calendarDate('2020-09-16');
const RED_WEEK = calendarDate('2020-09-28');

const published = publishedRoll();
process.stdout.write(
  '| what happens | placed | before | bound | moved | fewest | pinned moved | CPU s, first plan | CPU s, stopped | faults |\n' +
    '|---|---|---|---|---|---|---|---|---|---|\n',
);
for (const [name, problem] of Object.entries(disturbed(published))) {
  if (!name.includes(values.only)) continue;
  const first = timed(() => planRoll(problem, { seed: 1, stop: afterIterations(0) }));
  const now = () => performance.now();
  const stopped = timed(() =>
    planRoll(problem, { seed: 1, stop: afterMilliseconds({ limit: Number(values.seconds) * 1000, now }) }),
  );
  const { score, bounds } = stopped.result;
  const { faults } = checkRoll(problem, rollPlanFile(rollPlan(stopped.result, { seed: 1 })));
  const pinned = faults.filter(({ rule }) => rule === 'locked').length;
  process.stdout.write(
    `| ${name} | ${score.placed} | ${tellings(published)} | ${bounds.placed} | ${score.moved} | ${fewest(problem)} ` +
      `| ${pinned} | ${first.seconds.toFixed(2)} | ${stopped.seconds.toFixed(2)} | ${faults.length} |\n`,
  );
}

/** Every tenth session is pinned, the others may move. */
function publishedRoll(): RollProblem {
  const { sites, staff, seed } = values;
  const size = { sites: Number(sites), staff: Number(staff), labs: 1, named: true, seed: Number(seed) };
  const input = rollInstance(size);
  const problem = rollProblem({
    ...input,
    sites: input.sites.map((site) => ({ ...site, municipality: MUNICIPALITY })),
  });
  const { sessions } = planRoll(problem, { seed: 1, stop: afterIterations(2_000) }).solution;
  const given = sessions.map((session): GivenSession => ({
    ...session,
    swabbers: [...session.swabbers],
    slots: session.slots.map((slot) => ({ ...slot })),
  }));
  return {
    ...problem,
    locked: given.filter((_, i) => i % 10 === 0),
    previous: given.filter((_, i) => i % 10 !== 0),
  };
}

function disturbed(problem: RollProblem): Record<string, RollProblem> {
  const busiest = (keyOf: (session: GivenSession) => string) =>
    [...Map.groupBy(problem.previous, keyOf)]
      .filter(([key]) => key !== '')
      .sort(([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1))[0]?.[0] ?? '';
  const served = new Set(problem.locked.flatMap(({ swabbers }) => swabbers));
  const ill =
    busiest(({ swabbers }) => swabbers.find((id) => !served.has(id)) ?? '') ||
    busiest(({ swabbers }) => swabbers[0]!);
  const site = busiest((session) => session.site);
  const pinned = new Set(problem.locked.map(({ date }) => date));
  const date = calendarDate(busiest((session) => (pinned.has(session.date) ? '' : session.date)) || DECIDED);
  return {
    'a swabber falls ill': withChanges(problem, [{ kind: 'without-swabber', swabber: ill }]),
    'a day closes': withChanges(problem, [{ kind: 'closed', date }]),
    'a room halves': {
      ...problem,
      sites: problem.sites.map((row) =>
        row.id === site
          ? {
              ...row,
              windows: row.windows.map((window) =>
                window.lanes > 1
                  ? { ...window, lanes: Math.ceil(window.lanes / 2) }
                  : { ...window, to: halfway(window) },
              ),
            }
          : row,
      ),
    },
    '20 people are hired': withChanges(problem, [{ kind: 'hires', site, shift: 'day', count: 20 }]),
    'the municipality turns red': withChanges(problem, [
      { kind: 'red', municipality: MUNICIPALITY, decided: DECIDED },
    ]),
    'the same, with a laboratory for it': withChanges(withLaboratory(problem), [
      { kind: 'red', municipality: MUNICIPALITY, decided: DECIDED },
    ]),
    // The same people under their old offers: whoever was told a later week has to move.
    'all are due in one week': {
      ...withLaboratory(problem),
      offers: problem.offers.map((row) => ({ ...row, earliest: RED_WEEK, due: addDays(RED_WEEK, 6) })),
    },
  };
}

/** Capacity for everybody within one week: a red municipality alone cannot fill a region's laboratory. */
function withLaboratory(problem: RollProblem): RollProblem {
  return {
    ...problem,
    labs: problem.labs.map((lab) => ({ ...lab, weekdayCapacity: lab.weekdayCapacity.map((n) => 8 * n) })),
  };
}

function halfway({ from, to }: { readonly from: string; readonly to: string }): string {
  return timeOf(Math.floor((minutesOf(from) + minutesOf(to)) / 2));
}

function tellings({ locked, previous }: RollProblem): number {
  return [...locked, ...previous].reduce(
    (sum, { slots }) => sum + slots.reduce((n, { count }) => n + count, 0),
    0,
  );
}

/** The fewest who move, by min-cost flow; held against HiGHS on small cases in tests/domain/rolls/moves. */
function fewest(problem: RollProblem): number {
  const told = tellings({ ...problem, locked: [] });
  const moves = leastMoves(problem, buildModel(problem));
  const model = buildModel(problem, moves ? { moves } : {});
  const stay = model.standing.reduce(
    (sum, { given, locked }) => sum + (locked ? 0 : given.slots.reduce((n, { count }) => n + count, 0)),
    0,
  );
  return told - stay;
}

function timed<Result>(work: () => Result): { result: Result; seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
