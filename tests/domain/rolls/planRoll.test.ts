import { describe, expect, test } from '@jest/globals';
import { lab, MONDAY, offer, planned, site, swabber, world } from './world.ts';

const people = (count: number, overrides = {}) =>
  Array.from({ length: count }, (_, i) => offer(`p${i}`, overrides));

describe('planRoll places', () => {
  test('one person at the first minute of a window, on one test day', () => {
    const { solution, score, bounds, reasons } = planned(world());
    expect(solution.sessions).toHaveLength(1);
    expect(solution.sessions[0]).toMatchObject({
      site: 's',
      window: 'w',
      start: '08:00',
      lanes: 1,
      swabbers: ['w'],
    });
    expect(score).toMatchObject({ placed: 1, siteDays: 1, sessions: 1, moved: 0 });
    expect(bounds).toMatchObject({ placed: 1, siteDays: 1 });
    expect(reasons).toEqual([]);
  });

  test('seven people on two test days, for a day has six places', () => {
    const { score, bounds } = planned(world({ offers: people(7) }));
    expect(score).toMatchObject({ placed: 7, siteDays: 2, sessions: 2 });
    expect(bounds.siteDays).toBe(2);
  });

  test('a headcount of 20 split over four test days of at most six', () => {
    const { score, solution } = planned(world({ offers: [offer('many', { count: 20 })] }));
    expect(score).toMatchObject({ placed: 20, siteDays: 4 });
    expect(solution.sessions.flatMap(({ slots }) => slots).reduce((sum, { count }) => sum + count, 0)).toBe(
      20,
    );
  });

  test('a second lane only when it is needed', () => {
    const windows = [{ id: 'w', from: '08:00', to: '09:00', lanes: 2 }];
    const two = { sites: [site({ windows })], swabbers: [swabber('w1'), swabber('w2')] };
    expect(planned(world({ ...two, offers: people(6) })).solution.sessions[0]!.lanes).toBe(1);
    const full = planned(world({ ...two, offers: people(7) }));
    expect(full.score.siteDays).toBe(1);
    expect(full.solution.sessions[0]).toMatchObject({ lanes: 2 });
  });

  test('a swabber in a session of somebody else', () => {
    const swabbers = [swabber('w1', { offer: 'p0' }), swabber('w2', { offer: 'p1' })];
    const { score, solution } = planned(world({ offers: people(2), swabbers }));
    expect(score.placed).toBe(2);
    for (const { swabbers: serving, slots } of solution.sessions) {
      expect(slots.map(({ offer: id }) => id)).not.toContain(serving[0] === 'w1' ? 'p0' : 'p1');
    }
  });

  test('nobody twice when two sites share the only swabber', () => {
    const sites = [site(), site({ id: 't' })];
    const offers = [offer('p', { due: MONDAY }), offer('q', { sites: ['t'], due: MONDAY })];
    const both = { sites, offers, swabbers: [swabber('w', { sites: ['s', 't'] })] };
    expect(planned(world(both)).score.placed).toBe(1);
    const apart = [
      site({ windows: [{ id: 'w', from: '08:00', to: '09:00', lanes: 1 }] }),
      site({ id: 't', windows: [{ id: 'w', from: '10:00', to: '11:00', lanes: 1 }] }),
    ];
    expect(planned(world({ ...both, sites: apart })).score.placed).toBe(2);
  });

  test('no more lanes than a pool has workstations', () => {
    const windows = [{ id: 'w', from: '08:00', to: '08:10', lanes: 1 }];
    const sites = [site({ windows }), site({ id: 't', windows })];
    const offers = [offer('p', { due: MONDAY }), offer('q', { sites: ['t'], due: MONDAY })];
    const swabbers = [swabber('w'), swabber('v', { sites: ['t'] })];
    const pools = [{ id: 'pool', workstations: 1, sites: ['s', 't'] }];
    expect(planned(world({ sites, offers, swabbers })).score.placed).toBe(2);
    expect(planned(world({ sites, offers, swabbers, pools })).score.placed).toBe(1);
  });

  test('three people to a block of 15 minutes at 4 minutes each', () => {
    const blocks = site({
      minutesPerSwab: 4,
      blockMinutes: 15,
      windows: [{ id: 'w', from: '08:00', to: '08:30', lanes: 1 }],
    });
    const { score, solution } = planned(world({ sites: [blocks], offers: people(7, { due: MONDAY }) }));
    expect(score.placed).toBe(6);
    const starts = solution.sessions[0]!.slots.map(({ start }) => start);
    expect(starts).toEqual(['08:00', '08:00', '08:00', '08:15', '08:15', '08:15']);
  });

  test('drop-in places left free at the end', () => {
    const result = planned(world({ sites: [site({ dropIn: 2 })], offers: people(6, { due: MONDAY }) }));
    expect(result.score.placed).toBe(4);
    expect(result.solution.sessions[0]!.slots.at(-1)!.start).toBe('08:30');
  });

  test('drop-in places in a lane of their own where the first one has too few', () => {
    const windows = [{ id: 'w', from: '08:00', to: '09:00', lanes: 2 }];
    const sites = [site({ dropIn: 3, minutesPerSwab: 20, windows })];
    const { score, solution } = planned(
      world({ sites, offers: people(1, { due: MONDAY }), swabbers: [swabber('w'), swabber('v')] }),
    );
    expect(score.placed).toBe(1);
    expect(solution.sessions[0]!.lanes).toBe(2);
  });

  test('a late place beside drop-in places, for which two lanes are needed', () => {
    const windows = [{ id: 'w', from: '15:00', to: '16:30', lanes: 2 }];
    const sites = [site({ dropIn: 3, lastPickup: '16:00', windows })];
    // The samples have to leave with tomorrow's pickup: today the laboratory is full.
    const labs = [lab({ dateLoad: { [MONDAY]: 100 } })];
    const swabbers = ['w', 'v'].map((id) => swabber(id, { hours: ['15:00', '23:00'] }));
    const offers = people(1, { shift: 'evening', due: MONDAY });
    const { score, solution } = planned(world({ sites, labs, offers, swabbers }));
    expect(score.placed).toBe(1);
    expect(solution.sessions[0]).toMatchObject({ lanes: 2, start: '16:00', labDate: '2020-09-15' });
  });

  test('late samples on the next open laboratory day, together with that day', () => {
    const windows = [
      { id: 'late', from: '18:00', to: '18:10', lanes: 1 },
      { id: 'morning', from: '08:00', to: '08:10', lanes: 1 },
    ];
    const due = '2020-09-17';
    const offers = [offer('e', { shift: 'evening', due }), offer('d', { due })];
    const swabbers = [swabber('w', { hours: ['00:00', '00:00'] })];
    const labs = [lab({ weekdayCapacity: [0, 0, 100, 0, 0, 0, 0] })];
    const { score, solution } = planned(world({ labs, sites: [site({ windows })], offers, swabbers }));
    expect(score).toMatchObject({ placed: 2, siteDays: 1, sessions: 2 });
    expect(new Set(solution.sessions.map(({ labDate }) => labDate)).size).toBe(1);
  });

  test('evenly, if the tolerance says so: one of fourteen people on each of fourteen days', () => {
    const { score } = planned(world({ offers: people(14), weights: { peakTolerance: 1.02 } }));
    expect(score).toMatchObject({ placed: 14, labPeakRatio: 1, siteDays: 14 });
  });
});

describe('planRoll keeps', () => {
  const standing = {
    site: 's',
    date: '2020-09-16',
    window: 'w',
    start: '08:10',
    lanes: 1,
    swabbers: ['w'],
    slots: [{ offer: 'p0', lane: 0, start: '08:10' }],
  };

  test('a locked session as it is and fills its free places', () => {
    const { solution, score } = planned(world({ offers: people(3), locked: [standing] }));
    expect(score).toMatchObject({ placed: 3, siteDays: 1, sessions: 1 });
    expect(solution.sessions[0]).toMatchObject({ date: '2020-09-16', start: '08:10' });
    expect(solution.sessions[0]!.slots.map(({ start }) => start)).toEqual(['08:10', '08:20', '08:30']);
  });

  test('published times: nobody moves when a hire joins', () => {
    const { solution, score } = planned(world({ offers: people(2), previous: [standing] }));
    expect(score).toMatchObject({ placed: 2, moved: 0, siteDays: 1 });
    expect(solution.sessions[0]!.slots).toContainEqual({ offer: 'p0', lane: 0, start: '08:10', count: 1 });
  });

  test('the time when the published swabber has fallen ill', () => {
    const { solution, score } = planned(
      world({ offers: people(1), previous: [standing], swabbers: [swabber('v')] }),
    );
    expect(score.moved).toBe(0);
    expect(solution.sessions[0]).toMatchObject({ start: '08:10', swabbers: ['v'] });
  });

  test('nobody on a date that has been closed', () => {
    const { score } = planned(
      world({ offers: people(1), previous: [standing], closedDates: ['2020-09-16'] }),
    );
    expect(score).toMatchObject({ placed: 1, moved: 1 });
  });
});

describe('planRoll is reproducible', () => {
  test('same seed and iterations, same plan', () => {
    const problem = world({ offers: people(40), sites: [site()] });
    expect(planned(problem, 200, 7)).toEqual(planned(problem, 200, 7));
  });
});
