import { z } from 'zod';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { countryView, listRegions } from '../../db/queries/views/country.ts';
import { municipalityView } from '../../db/queries/views/municipality.ts';
import { pickupsView } from '../../db/queries/views/pickups.ts';
import { regionView } from '../../db/queries/views/region.ts';
import { isWorking, runsView } from '../../db/queries/views/runs.ts';
import { sessionView, siteView } from '../../db/queries/views/sites.ts';
import { wallClock } from '../../shared/domain/calendar/copenhagen.ts';
import type { Clock } from '../../shared/clock.ts';
import { watchFigures } from '../../shared/usecases/watchFigures.ts';
import { planRollHere } from '../../shared/usecases/planning/planHere.ts';
import type { SolveRoll } from '../../shared/usecases/planning/solver.ts';
import { planHere } from '../../shared/usecases/lists/planHere.ts';
import type { TravelSource } from '../../shared/domain/travel/source.ts';
import type { SolvePickups } from '../../shared/usecases/planPickups.ts';
import type { DemoStep, WebServices } from './services.ts';

interface Given {
  readonly db: Db;
  /** What time it is. In the demo its stored day, read anew for each page. */
  readonly clock: Clock & { readonly refresh?: () => Promise<Date> };
  readonly newId: () => string;
  /** The planner that re-plans a list while somebody waits; absent: in this thread. */
  readonly planPickups?: SolvePickups;
  readonly planRoll?: SolveRoll;
  readonly travel?: TravelSource | undefined;
  /** Absent in an installation. */
  readonly stepDemoClock?: (step: DemoStep) => Promise<unknown>;
}

const isId = (text: string) => z.uuid().safeParse(text).success;

/** What the pages ask for, answered from the database. There is no login yet: the system asks. */
export function webServices({
  db,
  clock,
  newId,
  planPickups = planHere,
  planRoll = planRollHere,
  travel,
  stepDemoClock,
}: Given): WebServices {
  const today = async () => wallClock((await clock.refresh?.()) ?? clock.now()).date;
  return {
    frame: async () => {
      const on = await today();
      const { age } = await watchFigures({ db, clock });
      return asTenant(db, SYSTEM, async (tx) => ({
        figures: age ?? null,
        regions: await listRegions(tx, on),
        working: await isWorking(tx),
        demo: stepDemoClock ? { today: on } : null,
      }));
    },
    country: async () => {
      const on = await today();
      return asTenant(db, SYSTEM, (tx) => countryView(tx, on));
    },
    municipality: async (code) => {
      const on = await today();
      return asTenant(db, SYSTEM, (tx) => municipalityView(tx, { code, on }));
    },
    region: async (code) => {
      const on = await today();
      return asTenant(db, SYSTEM, (tx) => regionView(tx, { code, on }));
    },
    pickups: (at) => asTenant(db, SYSTEM, (tx) => pickupsView(tx, at)),
    runs: () => asTenant(db, SYSTEM, runsView),
    site: async (id) => {
      const on = await today();
      return isId(id) ? asTenant(db, SYSTEM, (tx) => siteView(tx, { id, on })) : null;
    },
    session: async (id) => {
      const on = await today();
      return isId(id) ? asTenant(db, SYSTEM, (tx) => sessionView(tx, { id, on })) : null;
    },
    using: async (work) => {
      await clock.refresh?.();
      return work({ db, clock, newId, planPickups, planRoll, travel, actor: SYSTEM });
    },
    stepDemoClock: stepDemoClock
      ? async (step) => {
          await stepDemoClock(step);
        }
      : null,
  };
}
