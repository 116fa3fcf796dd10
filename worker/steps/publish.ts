import { confirmTestWeeks } from '../../shared/usecases/confirmTestWeeks.ts';
import { regionsToAllot, rollsToPublish } from '../../shared/usecases/plansDue.ts';
import type { Step } from '../step.ts';
import type { NightDeps } from './nightDeps.ts';

const CONFIRM = 'weeks ';

/** Agrees and publishes what was drafted, and confirms the test weeks of those still decided red (R24). */
export const publish: Step<NightDeps> = {
  name: 'publish',
  async units(deps, { run }) {
    const rolls = await rollsToPublish(deps, { runId: run.id });
    const regions = await regionsToAllot(deps, { on: run.onDate });
    return [...rolls.map(({ owner }) => owner), ...regions.map((region) => `${CONFIRM}${region}`)];
  },
  async run(deps, { run, unit, saved }) {
    const on = run.onDate;
    if (unit.startsWith(CONFIRM)) {
      const region = unit.slice(CONFIRM.length);
      const { sessions } = await confirmTestWeeks(deps, { region, on, inTransaction: saved });
      return { outcome: 'done', note: { code: 'confirmed', sessions } };
    }
    const drafted = (await rollsToPublish(deps, { runId: run.id })).find(({ owner }) => owner === unit);
    if (drafted === undefined) return { outcome: 'done' };
    return { outcome: 'done', note: await deps.script.publish(deps, { rollId: drafted.rollId, on, saved }) };
  },
};
