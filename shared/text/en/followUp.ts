import type * as danish from '../da/followUp.ts';
import type { Words } from '../words.ts';

export const followUp: Words<typeof danish.followUp> = {
  title: (name) => `Follow-up in ${name}`,
  crumb: 'Follow-up',
  logContact: 'Log a contact',
  logContactLead:
    'The talk between municipality, region and the Danish Patient Safety Authority. A first change of colour needs one.',
  madeOn: 'Day',
  madeAt: 'Time',
  parties: 'Who talked',
  circumstances: 'Special circumstances',
  circumstancesHint: 'Such as few addresses, one area, one nursing home',
  note: 'Note',
  saveContact: 'Save the contact',
};
