import { expect, test } from '@jest/globals';
import type { Release } from '../../shared/domain/incidence/release.ts';
import { doubtsAbout } from '../../shared/domain/incidence/gate.ts';
import { DEFAULT_POLICIES } from '../../shared/domain/policy/policy.ts';
import { readBundle } from '../../shared/sources/readBundle.ts';
import { manyReleases } from '../support/manyReleases.ts';
import { bundle, file } from './fixtures.ts';

const { gate } = DEFAULT_POLICIES[0]!.rules;

test.each([1, 5, 13])('releases that fill up over ten days pass the gate, every %i of them', (step) => {
  let previous: Release | undefined;
  for (const [index, { releasedOn, files }] of [...manyReleases({ count: 40 })].entries()) {
    if (index % step > 0) continue;
    const parts = Object.entries(files).map(([name, text]) => file(name, text));
    const { release } = readBundle(bundle(parts, releasedOn));
    expect([releasedOn, doubtsAbout(release, previous, gate)]).toEqual([releasedOn, []]);
    previous = release;
  }
});
