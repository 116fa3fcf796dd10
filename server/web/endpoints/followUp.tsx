import { z } from 'zod';
import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import type { MunicipalityView } from '../../../shared/contracts/views/municipality.ts';
import { instantAt, wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { loadCaseFile } from '../../../shared/usecases/loadCaseFile.ts';
import { logContact } from '../../../shared/usecases/logContact.ts';
import { PARTIES } from '../../../shared/domain/status/party.ts';
import { atLeastOne, optionalText, requiredDate, requiredLine, requiredTime } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { FollowUpPage } from '../pages/FollowUpPage.tsx';
import { afterSaving } from '../urls.ts';

const schema = z.object({
  madeOn: requiredDate,
  madeAt: requiredTime,
  registeredBy: requiredLine,
  parties: atLeastOne(z.enum(PARTIES)),
  circumstances: optionalText,
  note: optionalText,
});

/** R4: the follow-up of a municipality, and the talks logged in it. */
export const followUpForm: FormPage<typeof schema, { view: MunicipalityView; file: CaseFile; now: Date }> = {
  schema,
  load: async ({ services }, { params: { code = '' } }) => {
    const view = await services.municipality(code);
    if (!view) throw new DomainProblem('not-found', `there is no municipality ${code}`);
    return services.using(async ({ actor, ...deps }) => ({
      view,
      file: await loadCaseFile(deps, { actor, municipality: view.code as MunicipalityCode }),
      now: deps.clock.now(),
    }));
  },
  initial: ({ view: { now } }, registrar) => {
    const { date, time } = wallClock(now);
    return {
      madeOn: date,
      madeAt: time,
      registeredBy: registrar?.registeredBy,
      parties: ['stps', 'municipality', 'region'],
    };
  },
  draw: (page, { view, file }, form) => <FollowUpPage page={page} view={view} file={file} form={form} />,
  save: async ({ services }, { madeOn, madeAt, registeredBy, ...talk }, { page, view: { view } }) => {
    await services.using(({ actor, ...deps }) =>
      logContact(deps, {
        actor,
        municipality: view.code as MunicipalityCode,
        madeAt: instantAt({ date: madeOn, time: madeAt }),
        madeBy: registeredBy,
        ...talk,
      }),
    );
    return afterSaving(page.urls.followUp(view.code), 'contact');
  },
};
