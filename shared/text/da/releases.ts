export const releases = {
  title: 'Smittetal',
  lead: 'Hver offentliggørelse, der er læst ind, og hvad der blev af den. Det, der vistes før, ændres aldrig af en senere.',
  bannerHeading: 'Smittetallenes alder',
  stale: (day: string, age: string) => `De nyeste smittetal er fra ${day} og er ${age} gamle.`,
  hours: (count: string) => `${count} timer`,
  days: (count: string) => `${count} dage`,
  late: (day: string) => `Dagens smittetal er ikke kommet. De nyeste er fra ${day}.`,
  carriesOver: 'De gældende kategorier står, til andet er besluttet.',
  seeReleases: 'Se smittetallene',
  asked: {
    news: (when: string) => `Hentet ${when}: der var nye tal.`,
    'nothing-new': (when: string) => `Spurgt ${when}: intet nyt siden sidst.`,
    failed: (when: string) => `Forsøgt hentet ${when}, men det lykkedes ikke. Der prøves igen.`,
  },
  none: 'Der er ingen smittetal endnu',
  noneText: 'Tallene hentes fra den adresse, installationen er sat op med, eller læses ind fra en fil.',
  heldHeading: (count: number) =>
    count === 1 ? 'Én offentliggørelse er tilbageholdt' : `${count} offentliggørelser er tilbageholdt`,
  heldLead: 'De ser ikke rigtige ud, og de tæller ikke, før nogen har set på dem.',
  allHeading: 'Alle offentliggørelser',
  shown: (shown: string, all: string) => `Viser de ${shown} nyeste af ${all}.`,
  ofDay: (day: string) => `Tal fra ${day}`,
  ofDayAgain: (day: string, number: string) => `Tal fra ${day} (nr. ${number} den dag)`,
  again: (number: string) => `(nr. ${number} den dag)`,
  judge: 'Se på den, og frigiv eller afvis',
  day: 'Dag',
  state: 'Tilstand',
  red: 'Målt røde',
  cameIn: 'Modtaget',
  cameInAt: (when: string) => `Modtaget ${when}`,
  reaches: (day: string) => `sidste prøvedato ${day}`,
  states: { applied: 'gælder', quarantined: 'tilbageholdt', rejected: 'afvist' },
  letThrough: 'gælder, frigivet af en person',
  publishedFigures: (state: string) => `myndighedens egen opgørelse, ${state}`,
  knownSince: (day: string) => `kendt siden ${day}`,
  doubtsHeading: 'Det, der ikke ser rigtigt ud',
  judgeHeading: 'Frigiv eller afvis',
  verdict: 'Hvad skal der ske?',
  release: 'Frigiv',
  releaseHint: 'Tallene er rigtige nok. De måles straks, og nye overskridelser får en opfølgning.',
  reject: 'Afvis',
  rejectHint: 'Tallene er forkerte. De gemmes, men tæller ikke.',
  reason: 'Begrundelse',
  reasonHint: 'For eksempel hvem hos SSI, der har bekræftet tallene',
  judgementHeading: 'Vurderet',
  judgedBy: (who: string, when: string) => `Af ${who}, ${when}:`,
  measuredHeading: 'Hvad der blev målt',
  basis: 'Opgørelse',
  role: 'Betydning',
  measures: 'gælder',
  control: 'kontrol',
  bases: {
    published: 'Myndighedens egen opgørelse',
    'ssi-dashboard-2020': 'Otte prøvedatoer (SSI’s dashboard 2020)',
    'exact-7-days': 'Syv prøvedatoer',
  },
  filesHeading: 'Filer',
  filesLead: 'Fingeraftrykket (SHA-256) viser senere, hvilken fil et tal kom fra.',
  bytes: (count: string) => `${count} byte`,
  disagreementsHeading: 'Myndighedens opgørelse og vores egen er uenige',
  disagreementsLead: 'Myndighedens tal gælder; vores egen optælling er kontrollen.',
  disagreementsCount: (count: number) => (count === 1 ? '1 kommune' : `${count} kommuner`),
  disagreement: (published: string, publishedColour: string, ours: string, colour: string) =>
    `opgjort til ${published} pr. 100.000 (${publishedColour}), optalt til ${ours} (${colour})`,
  country: 'Hele landet',
  doubts: {
    'columns-missing': (found: string) => `Rækken har kolonner for ${found} af 98 kommuner.`,
    'population-changed': (name: string, now: string, before: string) =>
      `${name}: ${now} indbyggere, mod ${before} hidtil.`,
    'recent-fall': (name: string, now: string, before: string, from: string, to: string) =>
      `${name}: ${now} smittede fra ${from} til ${to}; i de forrige tal var det ${before}.`,
    'municipalities-missing': (found: string, missing: string) =>
      `Oversigten over kommuner har ${found} af 98. Der mangler: ${missing}.`,
    'unknown-name': (name: string, place: string) => `»${name}« er ingen kommune, vi kender (${place}).`,
    'day-missing': (days: string) => `Midt i rækken mangler der tal for ${days}.`,
    'series-starts-late': (from: string) =>
      `Rækken begynder først ${from}; det er for sent til at måle en hel uge.`,
    'series-ends-early': (to: string, released: string) =>
      `Sidste prøvedato er ${to}. Tal fra ${released} burde nå til dagen før.`,
    'totals-disagree': (name: string, counted: string, stated: string) =>
      `${name}: rækken giver ${counted} smittede i alt, oversigten siger ${stated}.`,
    'recent-rise': (name: string, now: string, before: string, from: string, to: string) =>
      `${name}: ${now} smittede fra ${from} til ${to}, dage der næsten var gjort op; i de forrige tal var det ${before}.`,
    'municipality-emptied': (name: string, before: string, previous: string) =>
      `${name}: slet ingen smittede; ${previous} var der ${before}.`,
    'municipality-history-changed': (name: string, cases: string, to: string, previous: string) =>
      `${name}: de ældre dage (til og med ${to}) afviger med ${cases} smittede fra tallene ${previous}.`,
    'day-jump': (name: string, day: string, cases: string, highest: string) =>
      `${name}: ${cases} smittede den ${day}, og højst ${highest} på dagene omkring.`,
    'municipality-vanished': (names: string, previous: string) =>
      `Der er ingen tal for ${names}, som var med ${previous}.`,
    'history-changed': (changed: string, compared: string, to: string, previous: string) =>
      `${changed} af ${compared} ældre tal (til og med ${to}) er anderledes end ${previous}.`,
    'statement-incomplete': (day: string, found: string, missing: string) =>
      `Listen for ${day} har ${found} af 98 kommuner. Der mangler: ${missing}.`,
    'rate-impossible': (name: string, day: string, rate: string) =>
      `${name}: ${rate} pr. 100.000 den ${day} er flere, end der er indbyggere.`,
    'rate-not-of-cases': (name: string, day: string, rate: string, cases: string, expected: string) =>
      `${name}: ${rate} pr. 100.000 er opgivet for ${cases} smittede den ${day}; det svarer til ${expected}.`,
    'rate-jump': (name: string, day: string, cases: string, known: string) =>
      `${name}: tallet for ${day} svarer til ${cases} smittede; der kendes ${known}.`,
    'rates-fall': (day: string, cases: string, before: string, previous: string) =>
      `Hele landet: tallene for ${day} svarer til ${cases} smittede; ${previous} svarede de til ${before}.`,
    'rates-not-our-count': (day: string, cases: string, counted: string) =>
      `Hele landet: tallene for ${day} svarer til ${cases} smittede; vores egen optælling er ${counted}.`,
    jump: (name: string, cases: string, before: string) =>
      `${name}: ${cases} smittede på syv dage, mod ${before} i de syv før.`,
  },
};
