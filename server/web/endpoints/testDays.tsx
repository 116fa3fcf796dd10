import { z } from 'zod';
import type { OtherDaysView, TestDaysView } from '../../../shared/contracts/views/testDays.ts';
import { findMunicipality } from '../../../shared/domain/geography/municipalities.ts';
import { REGIONS } from '../../../shared/domain/geography/regions.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { PARTIES } from '../../../shared/domain/status/party.ts';
import { agreeTestDays } from '../../../shared/usecases/agreeTestDays.ts';
import { answerTestDays } from '../../../shared/usecases/answerTestDays.ts';
import { showOtherDays } from '../../../shared/usecases/showOtherDays.ts';
import { showTestDays } from '../../../shared/usecases/showTestDays.ts';
import { optionalText, requiredDate, requiredLine } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { OtherDayPage } from '../pages/OtherDayPage.tsx';
import { TestDaysPage } from '../pages/TestDaysPage.tsx';
import { afterSaving } from '../urls.ts';
import { isId } from './roll.tsx';

const whose = z.union([z.literal(''), z.enum(PARTIES, 'unknownParty')]).default('');
const answer = z.object({
  /** Which button: an owner's days of an allotment are accepted, or all are agreed as they were answered. */
  action: z
    .string('chooseOne')
    .regex(/^(accept [0-9a-f-]{36} [\w-]{1,100}|agree [0-9a-f-]{36})$/, 'chooseOne')
    .transform((text) => {
      const [action, allotmentId = '', owner = ''] = text.split(' ');
      return { action, allotmentId, owner };
    }),
  registeredBy: requiredLine,
  onBehalfOf: whose,
});

/** R34: proposed test days are answered, on the other's behalf too, and agreed. */
export const testDaysForm: FormPage<typeof answer, TestDaysView> = {
  schema: answer,
  load: async ({ services }, { params: { code = '' }, query: { municipality } }) => {
    const region = REGIONS.find((one) => one.code === code);
    if (!region) throw new DomainProblem('not-found', `there is no region ${code}`);
    const only = typeof municipality === 'string' ? findMunicipality(municipality) : undefined;
    const days = await services.using(({ actor, ...deps }) =>
      showTestDays(deps, { actor, region: code, municipality: only?.code }),
    );
    return { region, municipality: only && { code: only.code, name: only.name }, days };
  },
  initial: (_, registrar) => ({
    registeredBy: registrar?.registeredBy,
    onBehalfOf: registrar?.onBehalfOf ?? 'municipality',
  }),
  draw: (page, view, form) => <TestDaysPage page={page} view={view} form={form} />,
  save: async ({ services }, { action: chosen, registeredBy: by, onBehalfOf }, { page, view }) => {
    const { action, allotmentId, owner } = chosen;
    const back = page.urls.testDays({ region: view.region.code, municipality: view.municipality?.code });
    if (action === 'agree') {
      await services.using((deps) => agreeTestDays(deps, { allotmentId, region: view.region.code, by }));
      return withSaved(back, 'agreedDays');
    }
    const sites = [...new Set(view.days.filter((day) => day.owner === owner).map(({ siteId }) => siteId))];
    if (sites.length === 0) throw new DomainProblem('invalid-input', 'Nobody’s days were chosen');
    await services.using((deps) =>
      answerTestDays(deps, { allotmentId, sites, by, onBehalfOf: onBehalfOf || 'municipality' }),
    );
    return withSaved(back, 'answered');
  },
};

/** The list may be of one municipality: its address has a question already. */
function withSaved(address: string, saved: Parameters<typeof afterSaving>[1]): string {
  return address.includes('?') ? `${address}&saved=${saved}` : afterSaving(address, saved);
}

const otherDay = z.object({
  wished: requiredDate,
  note: optionalText,
  registeredBy: requiredLine,
  onBehalfOf: whose,
});

/** Another day, with what it does to the laboratory, the quota and the routes (R33, R34). */
export const otherDayForm: FormPage<typeof otherDay, OtherDaysView> = {
  schema: otherDay,
  load: async ({ services }, { params: { id = '' } }) => {
    if (!isId(id)) throw new DomainProblem('not-found', 'there is no such test day');
    return services.using(({ actor, ...deps }) => showOtherDays(deps, { actor, testDayId: id }));
  },
  initial: ({ view: { testDay } }, registrar) => ({
    wished: testDay.wishedDate ?? undefined,
    registeredBy: registrar?.registeredBy,
    onBehalfOf: registrar?.onBehalfOf ?? 'municipality',
  }),
  draw: (page, view, form) => <OtherDayPage page={page} view={view} form={form} />,
  save: async ({ services }, { wished, note, registeredBy: by, onBehalfOf }, { page, view: { testDay } }) => {
    const other = { testDayId: testDay.id, wished, ...(note === undefined ? {} : { note }) };
    await services.using((deps) =>
      answerTestDays(deps, {
        allotmentId: testDay.allotment,
        sites: [],
        otherDays: [other],
        by,
        onBehalfOf: onBehalfOf || 'municipality',
      }),
    );
    const municipality = findMunicipality(testDay.municipality);
    return withSaved(
      page.urls.testDays({ region: testDay.region, municipality: municipality?.code }),
      'answered',
    );
  },
};
