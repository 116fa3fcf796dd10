import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { listRollSites } from '../../../db/queries/views/planForm.ts';
import type { ScenarioView } from '../../../shared/contracts/views/scenario.ts';
import { compareScenario } from '../../../shared/usecases/compareScenario.ts';
import { optionalCount, optionalDate } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { freshForm } from '../forms/formState.ts';
import { WhatIfPage, type WhatIfView } from '../pages/WhatIfPage.tsx';
import { loadRoll } from './roll.tsx';

const supposed = z.object({
  red: optionalDate,
  laboratoryPercent: optionalCount(0, 200),
  site: z.union([z.literal(''), z.uuid('chooseOne')]).default(''),
  lanes: optionalCount(1, 20),
  closed: optionalDate,
});

/** A scenario copy of a roll, planned beside the real one; the page that asks also shows the answer. */
export const whatIfForm: FormPage<typeof supposed, WhatIfView> = {
  schema: supposed,
  load: async (deps, { params: { id = '' } }) => {
    const { view } = await loadRoll(deps, id);
    const sites = await deps.services.using(({ db, actor }) =>
      asTenant(db, actor, (tx) => listRollSites(tx, id)),
    );
    return { roll: view.roll, municipality: view.municipality, sites };
  },
  initial: () => ({ lanes: '1' }),
  draw: (page, view, form) => <WhatIfPage page={page} view={view} form={form} found={null} />,
  save: async ({ services }, { site, lanes, ...rest }, { request, page, view }) => {
    const found: ScenarioView = await services.using(({ actor, ...deps }) =>
      compareScenario(deps, {
        actor,
        rollId: view.roll.id,
        supposed: { ...rest, lanesFewer: site === '' ? undefined : { site, lanes: lanes ?? 1 } },
      }),
    );
    const sent = request.body as Record<string, string>;
    return <WhatIfPage page={page} view={view} form={freshForm(sent)} found={found} />;
  },
};
