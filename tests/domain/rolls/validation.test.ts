import { describe, expect, test } from '@jest/globals';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { rollProblemJsonSchema } from '../../../shared/domain/rolls/schema.ts';
import { rollProblem } from '../../../shared/domain/rolls/validation.ts';
import { lab, MONDAY, offer, site, swabber } from './world.ts';

const valid = {
  horizon: { from: MONDAY, to: '2020-09-27' },
  notBefore: MONDAY,
  rotaAnchor: '2020-08-31',
  labs: [lab()],
  sites: [site()],
  offers: [offer('p')],
  swabbers: [swabber('w')],
};

function faultsIn(input: unknown): string[] {
  try {
    rollProblem(input);
    return [];
  } catch (error) {
    if (!(error instanceof DomainProblem)) throw error;
    return error.faults.map(({ place }) => place);
  }
}

describe('rollProblem', () => {
  test('fills in every default', () => {
    expect(rollProblem(valid)).toMatchObject({
      marginMinutes: 30,
      maxSampleHours: 48,
      weights: { siteDay: 1 },
    });
    expect(rollProblem(valid).sites[0]).toMatchObject({ turnout: 1, blockMinutes: 0, dropIn: 0 });
  });

  test('names every fault of the shape at once, unknown fields among them', () => {
    const faults = faultsIn({
      ...valid,
      colour: 'red',
      horizon: { from: '2020-02-30', to: '2020-09-27' },
      labs: [lab({ arrival: '25:00' })],
    });
    expect(faults).toEqual(expect.arrayContaining(['$', '$.horizon.from', '$.labs[0].arrival']));
  });

  test.each([
    ['a horizon that ends before it begins', { horizon: { from: '2020-09-27', to: MONDAY } }, '$.horizon'],
    ['an anchor that is no Monday', { rotaAnchor: '2020-09-01' }, '$.rotaAnchor'],
    ['an id that is used twice', { offers: [offer('p'), offer('p')] }, '$.offers[1].id'],
    ['an unknown laboratory', { sites: [site({ lab: 'moon' })] }, '$.sites[0].lab'],
    ['an unknown site', { offers: [offer('p', { sites: ['t'] })] }, '$.offers[0].sites[0]'],
    ['a shift the site has not', { offers: [offer('p', { shift: 'dawn' })] }, '$.offers[0].shift'],
    ['a rota day beyond the rota', { offers: [offer('p', { rotaDays: [7] })] }, '$.offers[0].rotaDays[0]'],
    ["a swabber's unknown offer", { swabbers: [swabber('w', { offer: 'x' })] }, '$.swabbers[0].offer'],
    [
      'a window that ends before it begins',
      { sites: [site({ windows: [{ id: 'w', from: '09:00', to: '08:00', lanes: 1 }] })] },
      '$.sites[0].windows[0].to',
    ],
    [
      'a window across the clock change',
      { sites: [site({ windows: [{ id: 'w', from: '01:30', to: '02:30', lanes: 1 }] })] },
      '$.sites[0].windows[0]',
    ],
  ])('refuses %s', (_, change, place) => {
    expect(faultsIn({ ...valid, ...change })).toEqual([place]);
  });

  test('has a JSON Schema with the names of the file', () => {
    expect(Object.keys(rollProblemJsonSchema().properties as object)).toEqual(
      expect.arrayContaining([
        'horizon',
        'notBefore',
        'labs',
        'sites',
        'offers',
        'swabbers',
        'pools',
        'locked',
        'previous',
      ]),
    );
  });
});
