import type * as danish from '../da/rolls.ts';
import type { Words } from '../words.ts';

export const rolls: Words<typeof danish.rolls> = {
  title: (owner) => `Roll of ${owner}`,
  open: 'Open the roll',
  madeFor: 'What the roll was made for',
  policy: 'Policy',
  notBefore: 'No session before',
  room: 'Room',
  rooms: {
    quota: 'inside the quota and on the agreed test days',
    'agreed-days': 'with a raised quota on the agreed test days',
    reserve: 'with a raised quota, on other days too',
  },
  goals: 'Goals and weights',
  goalsText:
    'Rules come first, then that everybody has a time, then a level laboratory. The weights decide the rest: what one unit more costs.',
  goalNames: {
    siteDay: 'Test day at a site',
    session: 'Session',
    km: 'Kilometre on the route',
    moved: 'Published time that is moved',
    peakTolerance: 'Busiest day against the best possible',
  },
  goal: 'Goal',
  weight: 'Weight in this roll',
  nextWeight: 'Weight in the next plan',
  result: 'In this roll',
  best: 'Cannot be better than',
  setGoals: 'Change the weights',
  goalsLead: 'For plans made from the day on. Published rolls do not change.',
  from: 'From',
  difference: 'What it changed of the one before',
  differenceText: (moved, placed, lost) =>
    `${moved} have another time, ${placed} have got a time, and ${lost} have lost theirs.`,
  swabbing: 'Hours of swabbing',
  swabbingText: 'What swabbing takes from care, by the shift in which a session begins.',
  minutes: 'In all',
  holidays: 'In a school holiday',
  holidaysText: 'School holidays are avoided; here not everybody could be reached without.',
  withdraw: 'Withdraw the roll',
  withdrawLead:
    'Sessions from the day on are called off, and whoever loses a time or a duty is on the list of those to be told. The next run gives them a new time. What was held stands.',
  withdrawConfirm: 'What happens when you confirm',
  withdrawEffect: (sessions, people, told) =>
    `${sessions} sessions are called off, ${people} test times fall away, and ${told} have to be told. Send again to confirm.`,
  withdrawFrom: 'From this day on',
  withdrawn: 'Withdrawn',
  weekdays: 'Fixed weekdays',
  weekdaysNone: 'Test days may lie on every weekday with a window.',
  weekdaysSince: (days, from) => `${days}, from ${from}`,
  setWeekdays: 'Change fixed weekdays',
  weekdaysLead: 'The site always tests on these weekdays. For plans made from now on; agreed sessions stand.',
  weekdayNames: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
