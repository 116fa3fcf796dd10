import type { ReleaseView } from '../../../shared/contracts/views/releases.ts';
import { Notice, Section, TableBox } from '../components/blocks.tsx';
import { Disagreements } from '../components/Disagreements.tsx';
import { Doubts } from '../components/Doubts.tsx';
import { ChoiceField, FormFaults, RegistrarFields, TextArea } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import type { FormState } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';
import { releaseName, stateWord } from './ReleasesPage.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: ReleaseView;
  readonly form: FormState;
}

/** One release: what is in doubt and where, what it measured, and somebody's word about it. */
export function ReleasePage({ page, view, form }: Props) {
  const { text, format, urls } = page;
  const name = releaseName(page, view);
  return (
    <Layout
      page={page}
      title={name}
      crumbs={[
        { label: text.layout.country, href: urls.country() },
        { label: text.releases.title, href: urls.releases() },
      ]}
    >
      <div class="page-head">
        <h1>{name}</h1>
        <p class="font-lead">{stateWord(page, view)}</p>
        <p class="quiet">
          {text.releases.cameInAt(format.moment(view.fetchedAt))}
          {view.lastSampleDate && ` · ${text.releases.reaches(format.date(view.lastSampleDate))}`}
        </p>
      </div>
      {view.state === 'quarantined' && <Judge page={page} view={view} form={form} />}
      {view.state !== 'quarantined' && view.doubts.length > 0 && (
        <Section id="doubts" heading={text.releases.doubtsHeading}>
          <Doubts page={page} doubts={view.doubts} />
        </Section>
      )}
      {view.judgement !== null && view.judgedAt !== null && (
        <Section id="judgement" heading={text.releases.judgementHeading}>
          <p>{text.releases.judgedBy(view.judgedBy ?? '', format.moment(view.judgedAt))}</p>
          <blockquote class="quoted">{view.judgement}</blockquote>
        </Section>
      )}
      <Disagreements page={page} disagreements={view.disagreements} />
      {view.redBy.length > 0 && <Measured page={page} view={view} />}
      {view.files.length > 0 && <Files page={page} view={view} />}
    </Layout>
  );
}

function Judge({ page, view, form }: Props) {
  const { text, urls } = page;
  const { releases } = text;
  const field = { text, form };
  const options = [
    { value: 'release', label: releases.release, hint: releases.releaseHint },
    { value: 'reject', label: releases.reject, hint: releases.rejectHint },
  ];
  return (
    <Section id="judge" heading={releases.judgeHeading}>
      <Notice look="warning">
        <p class="alert-heading">{releases.doubtsHeading}</p>
        <Doubts page={page} doubts={view.doubts} />
      </Notice>
      <form method="post" action={urls.release(view.id)} class="form-page" noValidate>
        <FormFaults text={text} form={form} />
        <ChoiceField {...field} name="verdict" kind="radio" label={releases.verdict} options={options} />
        <TextArea {...field} name="reason" label={releases.reason} hint={releases.reasonHint} />
        <RegistrarFields {...field} onBehalf={false} />
        <div class="form-actions">
          <button class="button button-primary">{text.forms.save}</button>
          <a href={urls.releases()}>{text.forms.cancel}</a>
        </div>
      </form>
    </Section>
  );
}

function Measured({ page: { text, format }, view }: { page: PageContext; view: ReleaseView }) {
  const names: Readonly<Record<string, string>> = text.releases.bases;
  return (
    <Section id="measured" heading={text.releases.measuredHeading}>
      <TableBox caption={text.releases.measuredHeading} hideCaption compact>
        <thead>
          <tr>
            <th scope="col">{text.releases.basis}</th>
            <th scope="col" class="number">
              {text.releases.red}
            </th>
            <th scope="col">{text.releases.role}</th>
          </tr>
        </thead>
        <tbody>
          {view.redBy.map(({ basis, inForce, red }) => (
            <tr key={basis}>
              <th scope="row">{names[basis] ?? basis}</th>
              <td class="number">{format.count(red)}</td>
              <td>{inForce ? text.releases.measures : text.releases.control}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </Section>
  );
}

function Files({ page: { text, format }, view }: { page: PageContext; view: ReleaseView }) {
  return (
    <Section id="files" heading={text.releases.filesHeading} lead={text.releases.filesLead}>
      <ul class="files">
        {view.files.map(({ name, sha256, bytes }) => (
          <li key={name}>
            {name} <span class="quiet">({text.releases.bytes(format.count(bytes))})</span>
            <br />
            <code class="hash">{sha256}</code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
