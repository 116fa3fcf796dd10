import { freezeDueLists } from '../../shared/usecases/lists/freezeDueLists.ts';
import type { Step } from '../step.ts';
import type { NightDeps } from './nightDeps.ts';

/** R56: what is past its hour is fixed before any list is made anew, whoever was down at the hour. */
export const fixLists: Step<NightDeps> = {
  name: 'fix-lists',
  async run(deps) {
    const fixed = await freezeDueLists(deps, { by: 'podeplan' });
    return { outcome: 'done', note: { code: 'fixed', lists: fixed.length } };
  },
};
