import type { Words } from '../words.ts';
import type { releases as danish } from '../da/releases.ts';

export const releases: Words<typeof danish> = {
  title: 'Case figures',
  lead: 'Every release that came in, and what became of it. A later one never changes what was shown before.',
  bannerHeading: 'Age of the case figures',
  stale: (day, age) => `The newest case figures are of ${day} and are ${age} old.`,
  hours: (count) => `${count} hours`,
  days: (count) => `${count} days`,
  late: (day) => `Today’s case figures have not come. The newest are of ${day}.`,
  carriesOver: 'The decided colours stand until somebody decides otherwise.',
  seeReleases: 'See the case figures',
  asked: {
    news: (when) => `Fetched ${when}: there were new figures.`,
    'nothing-new': (when) => `Asked ${when}: nothing new since the last time.`,
    failed: (when) => `Fetching failed ${when}. It is tried again.`,
  },
  none: 'There are no case figures yet',
  noneText:
    'They are fetched from the address that the installation is set up with, or imported from a file.',
  heldHeading: (count) => (count === 1 ? 'One release is held back' : `${count} releases are held back`),
  heldLead: 'They do not look right, and count for nothing until somebody has looked at them.',
  allHeading: 'All releases',
  shown: (shown, all) => `The newest ${shown} of ${all} are shown.`,
  ofDay: (day) => `Figures of ${day}`,
  ofDayAgain: (day, number) => `Figures of ${day} (no. ${number} of the day)`,
  again: (number) => `(no. ${number} of the day)`,
  judge: 'Look at it, and release or reject it',
  day: 'Day',
  state: 'State',
  red: 'Measured red',
  cameIn: 'Came in',
  cameInAt: (when) => `Came in ${when}`,
  reaches: (day) => `last sample date ${day}`,
  states: { applied: 'in force', quarantined: 'held back', rejected: 'rejected' },
  letThrough: 'in force, released by a person',
  publishedFigures: (state) => `the authority’s own figures, ${state}`,
  knownSince: (day) => `known since ${day}`,
  doubtsHeading: 'What does not look right',
  judgeHeading: 'Release or reject',
  verdict: 'What shall become of it?',
  release: 'Release',
  releaseHint:
    'The figures are right after all. They are measured at once, and new crossings get a follow-up.',
  reject: 'Reject',
  rejectHint: 'The figures are wrong. They are kept, and count for nothing.',
  reason: 'Reason',
  reasonHint: 'For example who at SSI has confirmed the figures',
  judgementHeading: 'Judged',
  judgedBy: (who, when) => `By ${who}, ${when}:`,
  measuredHeading: 'What was measured',
  basis: 'Counted by',
  role: 'Meaning',
  measures: 'in force',
  control: 'control',
  bases: {
    published: 'The authority’s own figures',
    'ssi-dashboard-2020': 'Eight sample dates (SSI’s dashboard 2020)',
    'exact-7-days': 'Seven sample dates',
  },
  filesHeading: 'Files',
  filesLead: 'The fingerprint (SHA-256) shows later which file a figure came from.',
  bytes: (count) => `${count} bytes`,
  disagreementsHeading: 'The authority’s figures and our own count disagree',
  disagreementsLead: 'The authority’s figure measures; our own count is its control.',
  disagreementsCount: (count) => (count === 1 ? '1 municipality' : `${count} municipalities`),
  disagreement: (published, publishedColour, ours, colour) =>
    `published as ${published} per 100,000 (${publishedColour}), counted as ${ours} (${colour})`,
  country: 'The whole country',
  doubts: {
    'columns-missing': (found) => `The series has columns for ${found} of 98 municipalities.`,
    'population-changed': (name, now, before) => `${name}: ${now} inhabitants, and ${before} are known.`,
    'recent-fall': (name, now, before, from, to) =>
      `${name}: ${now} cases from ${from} to ${to}; there were ${before} in the figures before.`,
    'municipalities-missing': (found, missing) =>
      `The table of totals has ${found} of 98 municipalities. Missing: ${missing}.`,
    'unknown-name': (name, place) => `“${name}” is no municipality that we know (${place}).`,
    'day-missing': (days) => `In the middle of the series there are no figures for ${days}.`,
    'series-starts-late': (from) => `The series begins on ${from}, too late to measure a whole week.`,
    'series-ends-early': (to, released) =>
      `The last sample date is ${to}. Figures of ${released} should reach the day before.`,
    'totals-disagree': (name, counted, stated) =>
      `${name}: the series adds up to ${counted} cases, the table of totals says ${stated}.`,
    'recent-rise': (name, now, before, from, to) =>
      `${name}: ${now} cases from ${from} to ${to}, days that were nearly complete; there were ${before} in the figures before.`,
    'municipality-emptied': (name, before, previous) =>
      `${name}: no case at all; on ${previous} there were ${before}.`,
    'municipality-history-changed': (name, cases, to, previous) =>
      `${name}: the older days (up to ${to}) differ by ${cases} cases from those of ${previous}.`,
    'day-jump': (name, day, cases, highest) =>
      `${name}: ${cases} cases on ${day}, and at most ${highest} on the days around it.`,
    'municipality-vanished': (names, previous) => `No figures for ${names}, which were there on ${previous}.`,
    'history-changed': (changed, compared, to, previous) =>
      `${changed} of ${compared} older figures (up to ${to}) differ from those of ${previous}.`,
    'statement-incomplete': (day, found, missing) =>
      `The list of ${day} has ${found} of 98 municipalities. Missing: ${missing}.`,
    'rate-impossible': (name, day, rate) =>
      `${name}: ${rate} per 100,000 on ${day} is more than there are people.`,
    'rate-not-of-cases': (name, day, rate, cases, expected) =>
      `${name}: ${rate} per 100,000 is stated for ${cases} cases on ${day}, which are ${expected}.`,
    'rate-jump': (name, day, cases, known) =>
      `${name}: the rate of ${day} is that of ${cases} cases; ${known} are known.`,
    'rates-fall': (day, cases, before, previous) =>
      `The whole country: the rates of ${day} are those of ${cases} cases; on ${previous} they were those of ${before}.`,
    'rates-not-our-count': (day, cases, counted) =>
      `The whole country: the rates of ${day} are those of ${cases} cases; our own count is ${counted}.`,
    jump: (name, cases, before) => `${name}: ${cases} cases in seven days, ${before} in the seven before.`,
  },
};
