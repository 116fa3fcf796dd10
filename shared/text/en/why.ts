/** Why is the session on that day? */
export const why = {
  title: 'Why that day?',
  open: 'Why is it here?',
  lead: 'The session moved to every other day, with all else as it is. The price is in the weights of the goals; every rule holds.',
  onlyDay: (impossible: string) => `No other day is possible: a rule forbids ${impossible} days.`,
  bestDay: (impossible: string, day: string, price: string) =>
    `This is where it lies best. A rule forbids ${impossible} days; the cheapest other day is ${day} and costs ${price} more.`,
  equalDay: (impossible: string, day: string, price: string) =>
    `${day} by itself would cost ${price} less, but an even laboratory or agreed test days come first. A rule forbids ${impossible} days.`,
  day: 'Instead',
  price: 'Price',
  because: 'What it changes, or what forbids it',
  same: 'changes nothing',
  goals: {
    siteDays: 'test days',
    sessions: 'sessions',
    km: 'kilometres',
    moved: 'moved times',
    labPeakRatio: 'busiest day',
    weekPeakRatio: 'busiest week',
  },
  people: {
    duty: (count: string) => `${count} not on duty`,
    due: (count: string) => `too early or too late for ${count}`,
  },
  rules: {
    window: 'the site has no such window, or uses it',
    date: 'closed, or too soon',
    lane: 'the lanes are taken',
    swabber: 'no swabber is free',
    'own-sample': 'a swabber would swab themselves',
    pool: 'the workstations are in use',
    'lab-date': 'the laboratory is closed',
    'lab-capacity': 'the laboratory or the quota is full',
    age: 'the samples would be too old',
    locked: 'something else stands',
  },
};
