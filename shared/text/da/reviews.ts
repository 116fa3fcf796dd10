/** The weekly assessments of red municipalities. */
export const reviews = {
  title: 'Vurderinger',
  lead: 'Hver røde kommune vurderes mindst hver 7. dag sammen med kommunen. Helligdage flytter intet. Uden beslutning står den gældende kategori.',
  none: 'Der er ingen vurderinger, der venter.',
  municipality: 'Kommune',
  due: 'Senest',
  overdue: 'overskredet',
  suggestion: 'Forslag',
  suggestions: {
    call: 'ring',
    decide: 'beslut onsdag',
    discuss: 'tal om det',
    close: 'luk opfølgningen',
    none: '–',
  },
  hold: 'Skriv en vurdering ned',
  holdTitle: (name: string) => `Vurdering af ${name} Kommune`,
  holdLead: 'Når kommunen bliver, som den er. En ændring er en beslutning.',
  note: 'Hvad blev sagt',
  save: 'Gem vurderingen',
  next: (day: string) => `Senest ${day}.`,
};
