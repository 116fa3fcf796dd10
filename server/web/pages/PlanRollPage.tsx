import type { PlanningView } from '../../../shared/contracts/views/planForm.ts';
import { NotYet } from '../components/blocks.tsx';
import { ChoiceField, SelectField } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';
import { PlannerFormPage } from './PlannerFormPage.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: PlanningView;
  readonly form: FormState;
}

/** Whose roll is planned, from what, and around what (P3). */
export function PlanRollPage({ page, view, form }: Props) {
  const { text, format, urls } = page;
  const { planning } = text;
  const { code, name } = view.municipality;
  const about = text.municipality.title(name);
  const field = { text, form };
  if (view.owners.length === 0) {
    return (
      <Layout
        page={page}
        title={planning.plan}
        crumbs={[
          { label: text.layout.country, href: urls.country() },
          { label: about, href: urls.municipality(code) },
        ]}
      >
        <div class="page-head">
          <h1>{planning.plan}</h1>
        </div>
        <NotYet heading={planning.nothing}>{planning.nothingText}</NotYet>
      </Layout>
    );
  }
  const byHand = view.owners.flatMap((owner) => owner.byHand);
  return (
    <PlannerFormPage
      page={page}
      form={form}
      heading={view.owners.some(({ draft }) => draft !== null) ? planning.planAgain : planning.plan}
      lead={planning.planLead}
      about={about}
      action={urls.planRoll(code)}
      back={urls.municipality(code)}
    >
      <SelectField
        {...field}
        name="owner"
        label={planning.owner}
        options={view.owners.map((owner) => ({
          value: owner.id,
          label: planning.ownerOption(owner.name, format.date(owner.from), format.date(owner.to)),
        }))}
      />
      <ChoiceField
        {...field}
        name="basis"
        kind="radio"
        label={planning.basis}
        options={[
          { value: 'fresh', label: planning.fresh, hint: planning.freshHint },
          { value: 'copy', label: planning.copy, hint: planning.copyHint },
        ]}
      />
      {byHand.length > 0 && (
        <ChoiceField
          {...field}
          name="keep"
          kind="checkbox"
          label={planning.keep}
          options={byHand.map(({ id, siteName, date, startMinute }) => ({
            value: id,
            label: planning.keepOption(siteName, format.longDay(date), format.time(startMinute)),
          }))}
        />
      )}
    </PlannerFormPage>
  );
}
