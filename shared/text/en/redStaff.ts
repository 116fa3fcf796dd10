import type * as danish from '../da/redStaff.ts';
import type { Words } from '../words.ts';

export const redStaff: Words<typeof danish.redStaff> = {
  open: 'Who is red, and why',
  title: (name) => `Red staff in ${name}`,
  decision: (number) => `Decision no. ${number}`,
  lead: (people) =>
    `${people} ${people === '1' ? 'staff member is' : 'staff members are'} red today, because they work at one of the places here. Whoever works at several stands at each of them, and counts once.`,
  nobody: 'The municipality is green today: no staff are red.',
  places: 'Red test sites and mobile teams',
  place: 'Site or team',
  why: 'Why',
  people: 'Staff',
  who: 'Who',
  reasons: {
    whole: 'The whole municipality is red',
    area: (area) => `The area ${area} is red`,
    site: 'The decision names the site',
    team: 'The decision names the team',
  },
  byName: (count) => `Show ${count}`,
  byNumber: (count) => `${count} without a name`,
};
