import type * as danish from '../da/reasons.ts';
import type { Words } from '../words.ts';

export const reasons: Words<typeof danish.reasons> = {
  dutyOf: { day: 'day shift', evening: 'evening shift', night: 'night shift' },
  people: (count) => `${count} ${count === '1' ? 'person' : 'people'}`,
  at: (site, day, times) => `${site}, ${day} ${times}`,
  noDuty: (sites, duty, from, to) =>
    `No window at ${sites} lies within or right beside a ${duty} between ${from} and ${to}.`,
  noDutyFix: (sites, duty) => `Open a window at ${sites} within or next to a ${duty} on the days of duty.`,
  noDutyLater: (day) => `Let the offer be due ${day} or later.`,
  closed: (place) => `${place} would suit, but that day is closed.`,
  closedFix: (site, day) => `Open ${site} on ${day}.`,
  notice: (place) => `${place} would suit, but it is nearer than the notice allows.`,
  noticeFix: (day) => `Allow new sessions from ${day} on.`,
  noSwabber: (place) => `Nobody else who can swab is free: ${place}.`,
  noSwabberFix: (place) => `Roster one more swabber: ${place}.`,
  noPlaces: (people, places, windows, sites, due) =>
    `${people} share ${places} places in ${windows} windows at ${sites} until ${due}.`,
  noPlacesFix: (place) => `Give one lane more with a swabber: ${place}. Or open another window that day.`,
  pool: (site) => `The workstations that ${site} shares are all in use.`,
  poolFix: (site) => `Give the pool that ${site} shares one workstation more.`,
  labCapacity: (people, laboratory, day, capacity) =>
    `${people} depend on days that are full at ${laboratory}, among them ${day} (capacity ${capacity}).`,
  labCapacityFix: (laboratory, day) => `Raise the capacity of ${laboratory} on ${day}.`,
  age: (place) => `The samples would be too old when they arrive: ${place}.`,
  ageFix: (site) =>
    `Collect later in the day from ${site}, or let the laboratory take samples the day after.`,
};

export const unserved: Words<typeof danish.unserved> = {
  unreachable: 'No road or ferry leads from a depot to the place and on to a laboratory.',
  window: 'No vehicle can be there while the samples can be collected.',
  age: 'The samples would be too old when they reach the laboratory.',
  laboratory: 'The vehicle would arrive after the laboratory has stopped taking samples.',
  'lab-capacity': 'The laboratory would receive more samples than it can analyse.',
  capacity: 'No vehicle has room for more samples and kits.',
  shift: 'No driver’s shift is long enough.',
  vehicle: 'The vehicle that could come may not be used here.',
  lock: 'What is fixed for the stop suits no route.',
};

export const unservedFix: Words<typeof danish.unservedFix> = {
  unreachable: 'Agree a pickup point that a vehicle can reach.',
  window: 'Let the samples be collected for longer, or add a vehicle.',
  age: 'Let a vehicle come earlier, or add one.',
  laboratory: 'Let the laboratory take samples until later, or add a vehicle.',
  'lab-capacity': 'Raise the capacity of the laboratory on that day.',
  capacity: 'Use a larger vehicle, or add one.',
  shift: 'Make a shift longer, or add a vehicle.',
  vehicle: 'Allow the vehicle here, or add one.',
  lock: 'Free the stop for that day.',
};
