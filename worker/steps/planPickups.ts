import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { planPickups } from '../../shared/usecases/planPickups.ts';
import { pickupDaysToPlan, regionsToPickUp } from '../../shared/usecases/plansDue.ts';
import type { Step } from '../step.ts';
import { stoppable, type NightDeps } from './nightDeps.ts';
import { seedFor } from './seedFor.ts';

/** R45: each region's pickups and deliveries, a list for each of the days that are due. */
export const planPickupLists: Step<NightDeps> = {
  name: 'plan-pickups',
  async units(deps, { run }) {
    const units: string[] = [];
    for (const region of await regionsToPickUp(deps, { on: run.onDate })) {
      const days = await pickupDaysToPlan(deps, { region, on: run.onDate, runId: run.id });
      units.push(...days.map((day) => `${region} ${day}`));
    }
    return units;
  },
  async run(deps, { run, unit, signal, saved }) {
    const [region = '', day = ''] = unit.split(' ');
    const { stops, unserved, routes } = await planPickups(stoppable(deps, signal), {
      region,
      date: calendarDate(day),
      on: run.onDate,
      runId: run.id,
      seed: seedFor(run, unit),
      inTransaction: saved,
    });
    return { outcome: 'done', note: { code: 'pickups-planned', stops, routes, unserved } };
  },
};
