import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { listVans } from '../../../db/queries/fleet.ts';
import { pickupsView } from '../../../db/queries/views/pickups.ts';
import { isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { changeList } from '../../../shared/usecases/lists/changeList.ts';
import { optionalLine, requiredLine, several } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { freshForm } from '../forms/formState.ts';
import { ConfirmChangePage } from '../pages/ConfirmChangePage.tsx';
import { OrderPage, type OrderView } from '../pages/OrderPage.tsx';
import { afterSaving } from '../urls.ts';

const schema = z
  .object({
    step: z.enum(['preview', 'confirm', 'edit']).default('preview'),
    stop: several(z.uuid()),
    place: several(z.string().trim()),
    registeredBy: requiredLine,
    phone: optionalLine,
  })
  .superRefine(({ stop, place }, context) => {
    const numbers = place.map(Number);
    const isWhole = numbers.every((number) => Number.isInteger(number) && number > 0);
    if (!isWhole || new Set(numbers).size !== stop.length || place.length !== stop.length)
      context.addIssue({ code: 'custom', path: ['place'], message: 'places' });
  });

/** A manual order of a car's day: respected by every later plan, and priced before it is taken. */
export const orderForm: FormPage<typeof schema, OrderView> = {
  schema,
  load: ({ services }, { params: { code = '', date = '', car: id = '' } }) =>
    services.using(({ db, actor }) =>
      asTenant(db, actor, async (tx) => {
        const list = isCalendarDate(date) ? await pickupsView(tx, { regionCode: code, date }) : null;
        const cars = list ? await listVans(tx, code, list.date) : [];
        const car = cars.find((each) => each.id === id);
        if (!list?.plan || !car)
          throw new DomainProblem('not-found', `there is no such car on the list of ${date}`);
        const stops = list.plan.routes
          .filter(({ vehicle }) => vehicle === car.name)
          .flatMap((route) => route.stops.filter(({ state }) => state === 'planned' || state === 'frozen'));
        return { list, plan: list.plan, car, cars, stops };
      }),
    ),
  initial: (_asked, registrar) => ({ registeredBy: registrar?.registeredBy }),
  draw: (page, view, form) => <OrderPage page={page} view={view} form={form} />,
  save: async ({ services }, input, { page, view, request }) => {
    const { list, plan, car, cars } = view;
    const at = { regionCode: list.region.code, date: list.date };
    const sent = freshForm(request.body as Record<string, string | string[]>);
    if (input.step === 'edit') return <OrderPage page={page} view={view} form={sent} />;
    const places = input.place.map(Number);
    const stops = input.stop
      .map((stop, i) => ({ stop, place: places[i] ?? 0 }))
      .sort((a, b) => a.place - b.place)
      .map(({ stop }) => stop);
    const changed = await services.using(({ actor, ...deps }) =>
      changeList(deps, {
        actor,
        region: at.regionCode,
        date: at.date,
        change: { kind: 'order', vehicle: car.id, stops },
        by: input.registeredBy,
        phone: input.phone,
        preview: input.step === 'preview',
      }),
    );
    if (input.step === 'confirm') return afterSaving(page.urls.pickups(at), 'list');
    const action = page.urls.order({ ...at, car: car.id });
    return (
      <ConfirmChangePage
        page={page}
        list={list}
        plan={plan}
        changed={changed}
        cars={cars}
        sent={sent}
        action={action}
      />
    );
  },
};
