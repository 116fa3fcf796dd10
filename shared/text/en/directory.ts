import type * as danish from '../da/directory.ts';
import type { Words } from '../words.ts';

export const directory: Words<typeof danish.directory> = {
  title: (owner) => `Contacts: ${owner}`,
  open: 'Edit contacts',
  openFor: (owner) => `Edit contacts: ${owner}`,
  lead: 'The duty phone comes first when somebody has to call. Notices go to the e-mail addresses of duty and planner; without an address they are read on the page “Notices”.',
  add: 'Add a contact',
  change: (name) => `Change ${name}`,
  changeShort: 'Change',
  remove: (name) => `Remove ${name}`,
  removeShort: 'Remove',
  writtenTo: (email, language) => `${email} (${language})`,
  role: 'Role',
  roleHints: {
    duty: 'Is called first and gets notices',
    planner: 'Gets notices',
    health: 'Stands on the list, gets no notices',
    other: 'Stands on the list, gets no notices',
  },
  name: 'Name',
  nameHint: 'A person or a function, for example “Test duty”',
  phone: 'Telephone',
  phoneHint: 'Eight digits, or + and the country code',
  email: 'E-mail address',
  emailHint: 'Preferably a shared mailbox',
  language: 'Notices in',
  languages: { da: 'Danish', en: 'English' },
  save: 'Save the contact',
};
