import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import { ChoiceField, FormFaults, partyOptions, RegistrarFields, TextArea } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

export function HoldReviewPage(props: { page: PageContext; file: CaseFile; form: FormState }) {
  const { page, file, form } = props;
  const { text, format, urls } = page;
  const { code, name } = file.municipality;
  return (
    <Layout
      page={page}
      title={text.reviews.hold}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: text.reviews.title, href: urls.reviews() },
      ]}
    >
      <div class="page-head">
        <h1>{text.reviews.holdTitle(name)}</h1>
        <p class="font-lead">
          {text.reviews.holdLead} {file.reviewDueOn && text.reviews.next(format.longDay(file.reviewDueOn))}
        </p>
      </div>
      <form method="post" action={urls.holdReview(code)} class="form-page" noValidate>
        <FormFaults text={text} form={form} />
        <RegistrarFields text={text} form={form} onBehalf={false} />
        <ChoiceField
          text={text}
          form={form}
          name="parties"
          kind="checkbox"
          label={text.followUp.parties}
          options={partyOptions(text)}
        />
        <TextArea text={text} form={form} name="note" label={text.reviews.note} optional />
        <div class="form-actions">
          <button class="button button-primary">{text.reviews.save}</button>
          <a href={urls.decide(code)}>{text.followUp.decide}</a>
        </div>
      </form>
    </Layout>
  );
}
