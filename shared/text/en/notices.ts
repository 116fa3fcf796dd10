import type * as danish from '../da/notices.ts';
import type { Words } from '../words.ts';

export const notices: Words<typeof danish.notices> = {
  title: 'Notices',
  lead: 'What municipality, region and the Danish Patient Safety Authority have been told. Without a mail server the notices are read here.',
  none: 'There are no notices yet.',
  to: (addressee) => `To ${addressee}`,
  signature: 'Podeplan. Test results are found at sundhed.dk, never here.',
  states: {
    onPage: 'read here: the directory has no mail address.',
    waiting: 'waiting to be sent',
    sent: 'sent',
    refused: 'refused by the receiving server',
    failed: 'not sent yet; it is tried again',
    uncertain: 'nobody knows whether it arrived; it is not sent again',
    started: 'being sent',
  },
  crossingSubject: (place) => `${place}: crossing, contact today`,
  crossing: (place, day) => `${place} is measured red on ${day}.`,
  crossingTask:
    'Municipality, region and the Danish Patient Safety Authority talk today; the talk is logged in the follow-up.',
  decisionSubject: (place, kind) => `${place}: ${kind.toLowerCase()}`,
  decision: (place, kind, day) => `${place}: ${kind.toLowerCase()}, decided on ${day}.`,
  confirmedSubject: (place, week) => `${place}: test week confirmed, ${week}`,
  confirmed: (place, week) =>
    `${place} is still decided red. The provisional test week ${week} is confirmed.`,
  cancelledSubject: (place, week) => `${place}: test week cancelled, ${week}`,
  cancelled: (place, week) =>
    `There is no red testing in ${place} in ${week}. Staff follow the interval of green municipalities again.`,
  reviewSubject: (place) => `${place}: review missing`,
  review: (place, day) => `${place} was to be reviewed by ${day}, and no review is logged.`,
  reviewTask: 'The decided colour stands until somebody decides otherwise.',
  leftBehindSubject: (site) => `${site}: samples were not collected`,
  leftBehind: (site, day, samples, what) =>
    `${site}, ${day}: the stop was reported “${what}”, and ${samples} samples still wait there.`,
  rollChangedSubjects: {
    cancel: (site, day) => `${site}: session of ${day} called off`,
    'by-hand': (site, day) => `${site}: new session on ${day}`,
    withdraw: (place, day) => `${place}: test roll withdrawn from ${day}`,
  },
  rollChanged: {
    cancel: (site, day, people) =>
      `The session at ${site} on ${day} is called off. ${people} have to be told and get a new time.`,
    'by-hand': (site, day, people) =>
      `There is a new session at ${site} on ${day}, with its times free. Swabbers to be told: ${people}.`,
    withdraw: (place, day, people) =>
      `The test roll in ${place} is withdrawn from ${day}. ${people} have to be told and get a new time.`,
  },
  rollChangedBy: (who) => `Registered by ${who}.`,
  rollSubject: (place) => `${place}: test roll published`,
  roll: (owner, from, to) => `The test roll of ${owner} is published: ${from} – ${to}.`,
  rollSize: (sessions, people) => `${sessions} sessions with ${people} test times.`,
};
