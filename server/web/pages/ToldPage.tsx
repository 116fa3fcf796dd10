import type { ChangeView, ConcernedView } from '../../../shared/contracts/views/daySession.ts';
import { ChangeTimes } from '../components/Changes.tsx';
import { FormFaults, RegistrarFields } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly view: { readonly id: string; readonly siteName: string; readonly changes: readonly ChangeView[] };
  readonly form: FormState;
}

/** Everybody who has to be told of a session's changes: call, tick, save. */
export function ToldPage({ page, view, form }: Props) {
  const { text, urls } = page;
  const { onTheDay } = text;
  const open = view.changes.flatMap(({ concerned }) =>
    concerned.filter(({ toldAt, label }) => toldAt === null && label !== null),
  );
  return (
    <Layout
      page={page}
      title={onTheDay.actions.told}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: view.siteName, href: urls.session(view.id) },
      ]}
    >
      <div class="page-head">
        <h1>{onTheDay.actions.told}</h1>
        <p class="font-lead">{onTheDay.leads.told}</p>
      </div>
      <form method="post" action={urls.told(view.id)} class="form-page" noValidate>
        <FormFaults text={text} form={form} />
        <fieldset class="form-group choice" id="field-people">
          <legend class="form-label">{onTheDay.toTell(page.format.count(open.length))}</legend>
          {open.map((one) => (
            <Person key={one.id} page={page} one={one} form={form} />
          ))}
        </fieldset>
        <RegistrarFields text={text} form={form} onBehalf={false} />
        <div class="form-actions">
          <button class="button button-primary">{onTheDay.saveTold}</button>
          <a href={urls.session(view.id)}>{text.forms.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}

function Person({ page, one, form }: { page: PageContext; one: ConcernedView; form: FormState }) {
  const id = `field-people-${one.id}`;
  return (
    <div class="form-group-checkbox">
      <input
        type="checkbox"
        class="form-checkbox"
        id={id}
        name="people"
        value={one.id}
        checked={form.values.people?.includes(one.id) ?? false}
      />
      <label for={id}>
        {one.label}
        <span class="choice-hint">
          <ChangeTimes page={page} one={one} />
        </span>
      </label>
    </div>
  );
}
