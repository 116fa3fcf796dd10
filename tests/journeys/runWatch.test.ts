import { describe, expect, test } from '@jest/globals';
import { watchRuns } from '../../server/cli/runtime/runWatch.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';

const onDate = calendarDate('2020-09-09');
const runId = 'a';

function watched() {
  const lines: string[] = [];
  const shown: string[] = [];
  let now = 0;
  const watch = watchRuns(
    (line) => lines.push(line),
    (line) => shown.push(line),
    () => (now += 500),
  );
  return { lines, shown, watch };
}

describe('the lines of a night', () => {
  test('name the day once, each step with what it found and its time, and the parts of a long one as they come', () => {
    const { lines, shown, watch } = watched();
    watch.report({ kind: 'step-started', runId, onDate, step: 'measure', units: 1, open: 1 });
    const note = { code: 'measured', red: 28, measured: 98, opened: 0 } as const;
    watch.report({ kind: 'unit-done', runId, step: 'measure', unit: '', note });
    watch.report({ kind: 'step-done', runId, step: 'measure', units: 1 });
    watch.report({ kind: 'step-started', runId, onDate, step: 'plan-rolls', units: 3, open: 2 });
    watch.report({ kind: 'unit-done', runId, step: 'plan-rolls', unit: '0147', note: undefined });
    watch.report({ kind: 'step-done', runId, step: 'plan-rolls', units: 3 });
    watch.report({ kind: 'step-done', runId, step: 'publish', units: 0 });
    expect(lines).toEqual([
      'The night of 2020-09-09',
      '  measure       28 of 98 municipalities measured red (0.5 s)',
      '  plan-rolls    3 parts (0.5 s)',
      '  publish       nothing to do (0.0 s)',
    ]);
    expect(shown).toEqual(['  plan-rolls    2 of 3']);
  });

  test('give the reason of a failure with its faults', async () => {
    const { lines, watch } = watched();
    const faults = [{ place: 'day 3', message: 'the lane is booked twice' }];
    watch.report({
      kind: 'run-failed',
      runId,
      step: 'publish',
      reason: 'The checker faults this roll',
      faults,
    });
    expect(lines).toEqual([
      '  publish       FAILED: The checker faults this roll',
      '    day 3: the lane is booked twice',
    ]);
    expect(await watch.ended(runId)).toBe('run-failed');
  });
});
