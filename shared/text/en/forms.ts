import type * as danish from '../da/forms.ts';
import type { Words } from '../words.ts';

export const forms: Words<typeof danish.forms> = {
  optional: '(may be left out)',
  faultsHeading: 'Nothing is saved yet. Put this right and send it again:',
  registeredBy: 'Who registers this',
  registeredByHint: 'Name and place, such as “Anna Holm, Region Sjælland”',
  onBehalfOf: 'On behalf of',
  onBehalfOfHint: 'The party whose decision it is',
  save: 'Save',
  cancel: 'Cancel',
  saved: {
    contact: 'The contact has been logged.',
  },
  faults: {
    required: 'This must be filled in',
    tooLong: 'The text is too long',
    date: 'Write a date, such as 2020-09-09',
    week: 'Choose a week',
    time: 'Write a time of day, such as 14:30',
    number: 'Write a whole number',
    range: 'The number is too large or too small',
    choose: 'Choose at least one',
    chooseOne: 'Choose one',
    contactAhead: 'A contact cannot lie ahead',
  },
};
