import { describe, expect, test } from '@jest/globals';
import { checkKits, type KitDays } from '../../../shared/domain/pickups/check/checkKits.ts';
import { lineWorld, planOf } from './worlds.ts';

/** Site a: 5 kits at hand, 10 brought on Monday between nine and ten, sessions on Monday noon and on Wednesday. */
function days(edits: { monday?: object; stock?: number } = {}): KitDays {
  const monday = lineWorld({ stops: [{ kits: 10, window: ['09:00', '10:00'], ...edits.monday }] });
  return {
    stock: { a: edits.stock ?? 5 },
    days: [{ date: '2020-09-14', problem: monday, plan: planOf(monday) }],
    uses: [
      { session: 'wednesday', stop: 'a', date: '2020-09-16', start: '08:00', kits: 7 },
      { session: 'monday', stop: 'a', date: '2020-09-14', start: '12:00', kits: 8 },
    ],
  };
}
const found = (given: KitDays) => checkKits(given).map(({ path, message }) => `${path} ${message}`);

describe('checkKits', () => {
  test('R46: what was at hand and what came suffices', () => {
    expect(checkKits(days())).toEqual([]);
  });

  test('one kit fewer over the days: the session that lacks it, and the stop that could bring it', () => {
    expect(found(days({ stock: 4 }))).toEqual([
      expect.stringMatching(/^\$\.uses\[0\] session "wednesday" begins with 1 kits too few; .*2020-09-14/),
    ]);
  });

  test('kits that come after the session began are of no use to it, and are to the next', () => {
    expect(found(days({ monday: { window: ['12:01', '13:00'] } }))).toEqual([
      expect.stringContaining('session "monday" begins with 3 kits too few; no earlier stop'),
    ]);
  });

  test('a stop that is left out brings nothing', () => {
    const given = days({ monday: { samples: 101 } });
    expect(given.days[0]!.plan.unserved).toHaveLength(1);
    expect(found(given)).toHaveLength(2);
  });
});
