/** Who is red in a municipality, and why. */
export const redStaff = {
  open: 'Hvem er røde, og hvorfor',
  title: (name: string) => `Røde medarbejdere i ${name} Kommune`,
  decision: (number: string) => `Beslutning nr. ${number}`,
  lead: (people: string) =>
    `${people} ${people === '1' ? 'medarbejder' : 'medarbejdere'} er røde i dag, fordi de arbejder et af stederne her. Den, der arbejder flere steder, står ved hvert af dem, men tæller kun én gang.`,
  nobody: 'Kommunen er grøn i dag: Ingen medarbejdere er røde.',
  places: 'Røde teststeder og mobile team',
  place: 'Sted eller team',
  why: 'Hvorfor',
  people: 'Medarbejdere',
  who: 'Hvem',
  reasons: {
    whole: 'Hele kommunen er rød',
    area: (area: string) => `Området ${area} er rødt`,
    site: 'Beslutningen nævner stedet',
    team: 'Beslutningen nævner teamet',
  },
  byName: (count: string) => `Vis ${count}`,
  byNumber: (count: string) => `${count} uden navn`,
};
