import type * as danish from '../da/layout.ts';
import type { Words } from '../words.ts';

export const layout: Words<typeof danish.layout> = {
  product: 'Podeplan',
  tagline: 'Systematic testing of care staff',
  skip: 'Skip to the content',
  mainMenu: 'Main menu',
  country: 'The country',
  regions: 'Regions',
  releases: 'Case figures',
  runs: 'Planning runs',
  switchLanguage: 'Dansk',
  breadcrumb: 'You are here',
  demoHeading: 'Demonstration',
  demoInvented:
    'Sites and people are invented. Municipalities, populations and case figures are real (SSI, autumn 2020).',
  demoToday: (day) => `The day in the demonstration: ${day}`,
  demoNextDay: 'Go to the next day',
  demoNextWednesday: 'Go to the next Wednesday',
  demoWorking: 'A night is being planned. The pages fill as its steps finish.',
  seeRuns: 'See the planning runs',
  footerSources:
    'Map of municipalities: react-denmark-map (MIT). Case figures: Statens Serum Institut. Design: Det Fælles Designsystem.',
  footerResults: { before: 'Test results are found at ', after: ', never here.' },
  footerStatistics: 'Statistics of nursing homes and home care at Statens Serum Institut',
  print: 'Print',
  pagesTitle: (page) => `${page} – Podeplan`,
};

export const errors: Words<typeof danish.errors> = {
  notFoundHeading: 'There is no such page',
  notFoundText: 'The address may be misspelt, or what you are looking for is no longer here.',
  invalidHeading: 'We could not read that',
  refusedHeading: 'That cannot be done now',
  unavailableHeading: 'Podeplan is not ready yet',
  crashHeading: 'Something went wrong',
  crashText: 'The fault is in the log. Try again, or go to the front page.',
  crossSite: 'The form was sent from somewhere else than the pages of Podeplan.',
  otherHost:
    'This address does not lead to Podeplan. Open it as 127.0.0.1 or localhost, or let whoever runs it set PUBLIC_URL to the address that people use.',
  home: 'Go to the front page',
};

export const colours: Words<typeof danish.colours> = {
  red: 'red',
  green: 'green',
  partlyRed: 'partly red',
  suspended: 'green, change suspended',
  unknown: 'no figures yet',
  measured: 'Measured colour',
  decided: 'Decided colour',
  measuredIs: (colour) => `measured: ${colour}`,
  decidedIs: (colour) => `decided: ${colour}`,
};

export const parties: Words<typeof danish.parties> = {
  stps: 'the Danish Patient Safety Authority',
  municipality: 'the municipality',
  region: 'the region',
  tcdk: 'Testcenter Danmark',
  home: 'the nursing home',
  supplier: 'the supplier',
  lbs: 'the local emergency staff',
  demo: 'the demonstration',
};
