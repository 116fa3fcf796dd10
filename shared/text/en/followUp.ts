import type * as danish from '../da/followUp.ts';
import type { Words } from '../words.ts';

export const followUp: Words<typeof danish.followUp> = {
  title: (name) => `Follow-up in ${name}`,
  crumb: 'Follow-up',
  open: 'Follow-up and contact',
  decide: 'Register a decision',
  consequencesLead: 'An estimate from staffing and open sites, not a test roll.',
  tasks: {
    call: (since) => `Call today: measured red since ${since}. The duty phones are below.`,
    decide: (week) =>
      `Contact is made. Decision normally on Wednesday; the suggested first test week is ${week}.`,
    discuss:
      'Measured green and decided red: discuss it at the next review. A low incidence is not enough by itself.',
    close: 'Measured and decided colour are both green: the follow-up can be closed.',
  },
  close: 'Close the follow-up',
  reviewDue: (day) => `To be reviewed by ${day}.`,
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
