import { z } from 'zod';
import type { ChangeView, DaySessionView } from '../../../shared/contracts/views/daySession.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { showDaySession } from '../../../shared/usecases/showDaySession.ts';
import { tellPeople } from '../../../shared/usecases/tellPeople.ts';
import { DAY_SAVED, DAY_SAVES, DAY_SCHEMAS, dayInitial, type DayFormName } from '../dayForms.ts';
import { atLeastOne, requiredLine } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { DayFormPage } from '../pages/DayFormPage.tsx';
import { ToldPage } from '../pages/ToldPage.tsx';
import { afterSaving } from '../urls.ts';
import type { WebDeps } from './endpoint.ts';

const isId = (text: string) => z.uuid().safeParse(text).success;

async function loadDay({ services }: WebDeps, id: string): Promise<DaySessionView> {
  if (!isId(id)) throw new DomainProblem('not-found', 'there is no such session');
  return services.using(({ actor, ...deps }) => showDaySession(deps, { actor, sessionId: id }));
}

/** P7: one small form for each thing that is done on the day. */
export function dayForm<N extends DayFormName>(
  name: N,
): FormPage<(typeof DAY_SCHEMAS)[N], { session: DaySessionView; query: Readonly<Record<string, unknown>> }> {
  return {
    schema: DAY_SCHEMAS[name],
    load: async (deps, { params: { id = '' }, query }) => ({ session: await loadDay(deps, id), query }),
    initial: ({ view: { session, query } }, registrar) => ({
      ...dayInitial(name, session, query),
      registeredBy: registrar?.registeredBy,
    }),
    draw: (page, { session }, form) => <DayFormPage page={page} view={session} name={name} form={form} />,
    save: async ({ services }, input, { page, view: { session } }) => {
      await services.using((given) => DAY_SAVES[name](given, session, input));
      return afterSaving(page.urls.session(session.id), DAY_SAVED[name]);
    },
  };
}

const told = z.object({ people: atLeastOne(z.uuid()), registeredBy: requiredLine });

interface ToldView {
  readonly id: string;
  readonly siteName: string;
  readonly changes: readonly ChangeView[];
}

/** Who has to be told of the changes of a session, with a tick for each. */
export const toldForm: FormPage<typeof told, ToldView> = {
  schema: told,
  load: async ({ services }, { params: { id = '' } }) => {
    const view = await services.session(id);
    if (!view) throw new DomainProblem('not-found', 'there is no such session');
    return { id: view.id, siteName: view.siteName, changes: view.changes };
  },
  initial: (_, registrar) => ({ registeredBy: registrar?.registeredBy }),
  draw: (page, view, form) => <ToldPage page={page} view={view} form={form} />,
  save: async ({ services }, { people, registeredBy }, { page, view }) => {
    await services.using(({ actor, ...deps }) => tellPeople(deps, { actor, people, by: registeredBy }));
    return afterSaving(page.urls.session(view.id), 'told');
  },
};
