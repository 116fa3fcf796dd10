import { measureColours } from '../../shared/usecases/measureColours.ts';
import type { Step } from '../step.ts';
import type { NightDeps } from './nightDeps.ts';

/** R1–R5: every release that has not been measured, and a follow-up for each municipality that crossed. */
export const measure: Step<NightDeps> = {
  name: 'measure',
  async run(deps, { saved }) {
    const measured = await measureColours(deps, { inTransaction: saved });
    const newest = measured.at(-1);
    if (newest === undefined) return { outcome: 'done', note: { code: 'nothing-to-measure' } };
    const { red, measured: all, opened } = newest;
    return { outcome: 'done', note: { code: 'measured', red, measured: all, opened: opened.length } };
  },
};
