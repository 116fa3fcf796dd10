import {
  DIRECTORY_ROLES,
  type DirectoryOwner,
  type KeptEntry,
} from '../../../shared/domain/status/directory.ts';
import { LANGUAGES } from '../../../shared/text/language.ts';
import { Section } from '../components/blocks.tsx';
import { ChoiceField, FormFaults, RegistrarFields, SelectField, TextField } from '../components/Fields.tsx';
import { Layout } from '../components/Layout.tsx';
import { type FormState, valueOf } from '../forms/formState.ts';
import type { PageContext } from '../pageContext.ts';

interface Props {
  readonly page: PageContext;
  readonly of: string;
  readonly owner: DirectoryOwner;
  readonly entries: readonly KeptEntry[];
  readonly form: FormState;
}

/** P9, R7: whom to call and write to in a municipality, a region or STPS. */
export function DirectoryPage({
  page,
  view: { of, owner, entries },
  form,
}: Pick<Props, 'page' | 'form'> & { readonly view: Pick<Props, 'of' | 'owner' | 'entries'> }) {
  const { text, urls } = page;
  const { directory } = text;
  const [name, home] = ownerOf(page, owner);
  const changed = entries.find(({ id }) => id === valueOf(form, 'id'));
  return (
    <Layout
      page={page}
      title={directory.title(name)}
      crumbs={[{ label: text.layout.country, href: urls.country() }, ...(home ? [home] : [])]}
    >
      <div class="page-head">
        <h1>{directory.title(name)}</h1>
        <p class="font-lead">{directory.lead}</p>
      </div>
      <Entries page={page} of={of} entries={entries} />
      <Section id="entry" heading={changed ? directory.change(changed.name) : directory.add}>
        <EntryForm page={page} of={of} form={form} />
      </Section>
    </Layout>
  );
}

function ownerOf({ text, urls }: PageContext, owner: DirectoryOwner) {
  switch (owner.kind) {
    case 'stps':
      return [text.parties.stps, null] as const;
    case 'municipality': {
      const label = text.municipality.title(owner.name);
      return [label, { label, href: urls.municipality(owner.code) }] as const;
    }
    case 'region':
      return [owner.name, { label: owner.name, href: urls.region(owner.code) }] as const;
  }
}

function Entries({ page, of, entries }: Pick<Props, 'page' | 'of' | 'entries'>) {
  const { text, urls } = page;
  const { directory } = text;
  if (entries.length === 0) return <p>{text.municipality.noContacts}</p>;
  return (
    <ul class="cards nobullet-list">
      {entries.map(({ id, role, name, phone, email, language }) => (
        <li key={id} class="card-plain">
          <h2 class="notice-subject">{name}</h2>
          <p>
            {[
              text.municipality.roles[role],
              phone,
              email && directory.writtenTo(email, directory.languages[language]),
            ]
              .filter((part) => part !== null && part !== '')
              .join(' · ')}
          </p>
          <form method="post" action={urls.removeContact(of, id)} class="form-actions">
            <a href={`${urls.directory(of, id)}#entry`} aria-label={directory.change(name)}>
              {directory.changeShort}
            </a>
            <button class="button button-secondary" aria-label={directory.remove(name)}>
              {directory.removeShort}
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

function EntryForm({ page, of, form }: Pick<Props, 'page' | 'of' | 'form'>) {
  const { text, urls } = page;
  const { directory } = text;
  const field = { text, form };
  const { roles } = text.municipality;
  return (
    <form method="post" action={urls.directory(of)} class="form-page" noValidate>
      <FormFaults text={text} form={form} />
      <input type="hidden" name="id" value={valueOf(form, 'id')} />
      <ChoiceField
        {...field}
        name="role"
        kind="radio"
        label={directory.role}
        options={DIRECTORY_ROLES.map((value) => ({
          value,
          label: roles[value],
          hint: directory.roleHints[value],
        }))}
      />
      <TextField {...field} name="name" label={directory.name} hint={directory.nameHint} />
      <div class="field-row">
        <TextField
          {...field}
          name="phone"
          type="tel"
          label={directory.phone}
          hint={directory.phoneHint}
          optional
        />
        <TextField
          {...field}
          name="email"
          type="email"
          label={directory.email}
          hint={directory.emailHint}
          optional
        />
      </div>
      <SelectField
        {...field}
        name="language"
        label={directory.language}
        options={LANGUAGES.map((value) => ({ value, label: directory.languages[value] }))}
      />
      <RegistrarFields {...field} onBehalf={false} />
      <div class="form-actions">
        <button class="button button-primary">{directory.save}</button>
        <a href={urls.directory(of)}>{text.forms.cancel}</a>
      </div>
    </form>
  );
}
