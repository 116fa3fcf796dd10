import type { Step } from '../step.ts';
import type { NightDeps } from './nightDeps.ts';

/**
 * R6: only a decision by people moves a roll. The demo's people decide by script. In an installation the night waits
 * for nobody: it goes on with what is decided so far, and a follow-up stays open until somebody has decided.
 */
export const decide: Step<NightDeps> = {
  name: 'decide',
  async run(deps) {
    return { outcome: 'done', note: await deps.script.decide(deps) };
  },
};
