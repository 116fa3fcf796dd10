import type { ComponentChildren } from 'preact';
import { FormFaults, RegistrarFields } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly form: FormState;
  readonly heading: string;
  readonly lead: string;
  readonly about: string;
  /** Where the form is sent, and where one goes back to. */
  readonly action: string;
  readonly back: string;
  readonly warning?: boolean;
  readonly children: ComponentChildren;
}

/** One thing that a planner sets, on a page of its own. */
export function PlannerFormPage(props: Props) {
  const { page, form, heading, lead, about, action, back, warning = false, children } = props;
  const { text, urls } = page;
  return (
    <Layout
      page={page}
      title={heading}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: about, href: back },
      ]}
    >
      <div class="page-head">
        <h1>{heading}</h1>
        <p class="font-lead">{about}</p>
      </div>
      <p class="block-lead">{lead}</p>
      <form method="post" action={action} class="form-page" noValidate>
        <FormFaults text={text} form={form} />
        {children}
        <RegistrarFields text={text} form={form} onBehalf={false} />
        <div class="form-actions">
          <button class={`button ${warning ? 'button-warning' : 'button-primary'}`}>{heading}</button>
          <a href={back}>{text.forms.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}
