import { describe, expect, test } from '@jest/globals';
import { offer, planned, site, swabber, world } from './world.ts';

describe('a swabber’s own sample', () => {
  test('two swabbers who share one weekday need two test days and swab each other', () => {
    const mondays = { rotaWeeks: 1, rotaDays: [0] };
    const problem = world({
      sites: [site()],
      offers: [offer('p1', mondays), offer('p2', mondays), offer('q', { ...mondays, count: 3 })],
      swabbers: [swabber('w1', { ...mondays, offer: 'p1' }), swabber('w2', { ...mondays, offer: 'p2' })],
    });
    const { score, solution } = planned(problem);
    expect(score).toMatchObject({ placed: 5, siteDays: 2 });
    for (const { swabbers, slots } of solution.sessions) {
      const own = swabbers[0] === 'w1' ? 'p1' : 'p2';
      expect(slots.map(({ offer: id }) => id)).not.toContain(own);
    }
  });

  test('costs no test day where somebody else can serve', () => {
    const problem = world({
      offers: [offer('p1'), offer('q', { count: 4 })],
      swabbers: [swabber('w1', { offer: 'p1' }), swabber('w2')],
    });
    expect(planned(problem).score).toMatchObject({ placed: 5, siteDays: 1 });
  });

  test('whoever swabs on the fullest day is tested on another, and a colleague moves to make room', () => {
    // Both days have six places and twelve people; who serves cannot sit there, so classes must swap around them.
    const problem = world({
      sites: [site({ windows: [{ id: 'w', from: '08:00', to: '09:00', lanes: 1, weekdays: [0, 1] }] })],
      horizon: { from: '2020-09-14', to: '2020-09-20' },
      offers: [offer('p1', { due: '2020-09-20' }), offer('q', { count: 11, due: '2020-09-20' })],
      swabbers: [
        swabber('w1', { offer: 'p1', rotaWeeks: 1, rotaDays: [0] }),
        swabber('w2', { rotaWeeks: 1, rotaDays: [1] }),
      ],
    });
    const { score, solution } = planned(problem);
    expect(score.placed).toBe(12);
    const monday = solution.sessions.find(({ date }) => date === '2020-09-14')!;
    expect(monday.swabbers).toEqual(['w1']);
    expect(monday.slots.map(({ offer: id }) => id)).not.toContain('p1');
  });
});
