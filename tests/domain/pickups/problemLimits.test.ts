import { expect, test } from '@jest/globals';
import type { DomainProblem } from '../../../shared/domain/problem.ts';
import { parsePickupProblem } from '../../../shared/domain/pickups/problem.ts';
import { inWords } from '../../../shared/domain/pickups/reasonSentences.ts';

const at = { lat: 55.7, lon: 12.4 };
const depots = [{ id: 'Lab', kind: 'laboratory', ...at }];
const small = { depots, vehicles: [], stops: [{ id: 'Hjem', ...at, samples: 1 }] };

function placesOf(data: object): string[] {
  try {
    parsePickupProblem(data);
    return [];
  } catch (error) {
    return (error as DomainProblem).faults.map(({ place }) => place);
  }
}

test.each([2 ** 32 + 5, 1e300])('a way of %d minutes is a slip, told with its place', (far) => {
  const matrix = [
    [0, far],
    [1, 0],
  ];
  const km = [
    [0, 1],
    [1, 0],
  ];
  expect(placesOf({ ...small, travel: { places: ['Lab', 'Hjem'], minutes: matrix, km } })).toEqual([
    '$.travel.minutes[0][1]',
  ]);
  expect(placesOf({ ...small, travel: { places: ['Lab', 'Hjem'], minutes: km, km } })).toEqual([]);
});

test('a closed link that nobody knows is a fault like other unknown names', () => {
  expect(placesOf({ ...small, closedLinks: ['no-such-bridge'] })).toEqual(['$.closedLinks[0]']);
});

test('a coordinator reads names, no paths of a file', () => {
  const problem = parsePickupProblem(small);
  expect(inWords(problem, 'take out $.stops[0].lock; set $.depots[0].capacity to 20')).toBe(
    'take out the lock of "Hjem"; set the capacity of "Lab" to 20',
  );
});
