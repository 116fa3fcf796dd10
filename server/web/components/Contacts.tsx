import type { ContactView } from '../../../shared/contracts/views/municipality.ts';
import type { PageContext } from '../pageContext.ts';

/** P9: whom to call, duty phones first. */
export function Contacts({ page, contacts }: { page: PageContext; contacts: readonly ContactView[] }) {
  const { text } = page;
  const roles: Readonly<Record<string, string>> = text.municipality.roles;
  if (contacts.length === 0) return <p>{text.municipality.noContacts}</p>;
  return (
    <ul class="contacts nobullet-list">
      {contacts.map(({ role, name, phone, email }) => (
        <li key={role + name}>
          <span class="quiet">{roles[role] ?? role}</span>
          <strong>{name}</strong>
          {phone && (
            <a class="nowrap" href={`tel:${phone.replaceAll(' ', '')}`}>
              {phone}
            </a>
          )}
          {email && <a href={`mailto:${email}`}>{email}</a>}
        </li>
      ))}
    </ul>
  );
}
