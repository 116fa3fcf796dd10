/** What stands on every page. */
export const layout = {
  product: 'Podeplan',
  tagline: 'Systematisk test af personale i ældreplejen',
  skip: 'Gå til sidens indhold',
  mainMenu: 'Hovedmenu',
  country: 'Hele landet',
  regions: 'Regioner',
  runs: 'Beregninger',
  releases: 'Smittetal',
  switchLanguage: 'English',
  breadcrumb: 'Du er her',
  demoHeading: 'Demonstration',
  demoInvented:
    'Teststeder og personer er opdigtede. Kommuner, indbyggertal og smittetal er virkelige (SSI, efteråret 2020).',
  demoToday: (day: string) => `Dagen i demonstrationen: ${day}`,
  demoNextDay: 'Gå til næste dag',
  demoNextWednesday: 'Gå til næste onsdag',
  demoWorking: 'En nat beregnes. Siderne følger med, efterhånden som trinnene bliver færdige.',
  seeRuns: 'Se beregningerne',
  footerSources:
    'Kommunekort: react-denmark-map (MIT). Smittetal: Statens Serum Institut. Design: Det Fælles Designsystem.',
  footerResults: { before: 'Svar på test findes på ', after: ', aldrig her.' },
  footerStatistics: 'Statistik for plejehjem og hjemmepleje hos Statens Serum Institut',
  print: 'Udskriv',
  pagesTitle: (page: string) => `${page} – Podeplan`,
};

/** Pages that say no. */
export const errors = {
  notFoundHeading: 'Siden findes ikke',
  notFoundText: 'Adressen er måske skrevet forkert, eller det, du leder efter, findes ikke længere.',
  invalidHeading: 'Det kunne vi ikke læse',
  refusedHeading: 'Det kan ikke lade sig gøre nu',
  unavailableHeading: 'Podeplan er ikke klar endnu',
  crashHeading: 'Der skete en fejl',
  crashText: 'Fejlen er skrevet i loggen. Prøv igen, eller gå til forsiden.',
  otherHost:
    'Denne adresse fører ikke til Podeplan. Åbn den som 127.0.0.1 eller localhost, eller lad driften sætte PUBLIC_URL til den adresse, brugerne skriver.',
  crossSite: 'Formularen blev sendt fra et andet sted end Podeplans egne sider.',
  home: 'Gå til forsiden',
};

/** Colours in words, and what they stand for. */
export const colours = {
  red: 'rød',
  green: 'grøn',
  partlyRed: 'afgrænset rød',
  suspended: 'grøn, skift suspenderet',
  unknown: 'ingen tal endnu',
  measured: 'Målt kategori',
  decided: 'Gældende kategori',
  measuredIs: (colour: string) => `målt: ${colour}`,
  decidedIs: (colour: string) => `gældende: ${colour}`,
};

/** Who takes part. Stored by role or code. */
export const parties = {
  stps: 'Styrelsen for Patientsikkerhed',
  municipality: 'kommunen',
  region: 'regionen',
  tcdk: 'Testcenter Danmark',
  home: 'plejehjemmet',
  supplier: 'leverandøren',
  lbs: 'den lokale beredskabsstab',
  demo: 'demonstrationen',
};
