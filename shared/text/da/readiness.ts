/** What is ready in a municipality before its first roll. */
export const readiness = {
  heading: 'Klar til test',
  lead: 'Listen minder om, hvad der skal være på plads før det første testrul. Den spærrer ikke for noget.',
  missing: (count: number) => (count === 1 ? '1 punkt mangler.' : `${count} punkter mangler.`),
  numbers: (people: string, sites: string) =>
    `Forventede tests: ${people} ansatte er kendt; antal mangler for ${sites} teststeder.`,
  training: (agreed: string, people: string, held: string | null) =>
    `Oplæring: ${agreed} af ${people} podere er aftalt med regionen; ${held === null ? 'den er ikke holdt for alle endnu' : `holdt ${held}`}.`,
  testDays: (agreed: string, all: string) =>
    all === '0'
      ? 'Testdage: Regionen har ikke foreslået testdage endnu.'
      : `Testdage: ${agreed} af ${all} er aftalt med regionen.`,
  pickupPlaces: 'Afhentningssteder: Det er ikke aftalt, hvor prøverne hentes.',
  items: {
    ydernummer: 'Ydernummer fra regionen',
    webreq: 'WebReq og dets brugere',
    signature: 'Medarbejdersignatur',
    connection: 'Internetforbindelse på teststederne',
    'protective-equipment': 'Værnemidler',
    scanners: 'Stregkodescannere',
    'pickup-places': 'Afhentningssteder for prøver',
  },
  readySince: (day: string) => `klar siden ${day}`,
  notReady: 'mangler',
  mark: (item: string) => `Markér som klar: ${item}`,
  unmark: (item: string) => `Ikke klar alligevel: ${item}`,
  markShort: 'Markér som klar',
  unmarkShort: 'Ikke klar',
};
