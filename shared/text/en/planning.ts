/** As people work: plan a draft, copy the last roll, type a session by hand, publish. */
export const planning = {
  plan: 'Plan the roll',
  planAgain: 'Plan again',
  planLead:
    'The draft lies within the test days and the quota that the region has allotted. It can be planned as often as you like: nothing is told to anybody before you publish it.',
  nothing: 'No roll waits to be planned',
  nothingText: 'When the region has allotted the next test days, the roll is planned here.',
  owner: 'Whose roll',
  ownerOption: (name: string, from: string, to: string) => `${name}, ${from} – ${to}`,
  basis: 'What it is planned from',
  fresh: 'The best days',
  freshHint: 'Few test days, even over the weeks, within the quota.',
  copy: 'As last time',
  copyHint:
    'The weekdays, windows and times of the last roll, wherever they fit today. The rest is planned around them.',
  keep: 'Sessions made by hand that stay',
  keepOption: (site: string, day: string, time: string) => `${site}, ${day} at ${time}`,
  add: 'Make a session by hand',
  addLead:
    'The rules look at it first and say everything at once. A draft is planned anew around it; in a published roll it stands at once, with its times free.',
  chooseSite: 'Choose the site',
  window: 'Window',
  windowOption: (times: string, lanes: string, days: string) =>
    `${times}, ${lanes === '1' ? '1 lane' : `${lanes} lanes`} (${days})`,
  date: 'Day',
  start: 'Begins',
  startHint: 'Empty: when the window opens',
  swabberIn: (lane: string) => `Swabber in lane ${lane}`,
  noLane: 'The lane is not used',
  publish: 'Publish the roll',
  publishLead:
    'The rules go through the whole roll once more. If anything is wrong nothing is published, and the faults stand here.',
  refused: 'Could not be as wished',
  refusedText: 'The plan was made without these sessions. They stand here with the reason.',
  refusedLine: (site: string, day: string, time: string) => `${site}, ${day}, ${time}`,
  origins: { hand: 'by hand', copy: 'as last time' },
};
