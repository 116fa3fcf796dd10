/** Hvorfor ligger testgangen den dag? */
export const why = {
  title: 'Hvorfor den dag?',
  open: 'Hvorfor ligger den her?',
  lead: 'Testgangen flyttet til hver anden dag, med alt andet, som det er. Prisen er i vægtene fra målene; alle regler gælder.',
  onlyDay: (impossible: string) => `Ingen anden dag er mulig: ${impossible} dage er udelukket af en regel.`,
  bestDay: (impossible: string, day: string, price: string) =>
    `Den ligger bedst her. ${impossible} dage er udelukket af en regel; den billigste anden dag er ${day} og koster ${price} mere.`,
  equalDay: (impossible: string, day: string, price: string) =>
    `${day} ville for sig koste ${price} mindre, men laboratoriets jævnhed eller aftalte testdage går forud. ${impossible} dage er udelukket af en regel.`,
  day: 'I stedet',
  price: 'Pris',
  because: 'Hvad det ændrer, eller hvad der forbyder det',
  same: 'ændrer intet',
  goals: {
    siteDays: 'testdage',
    sessions: 'testgange',
    km: 'kilometer',
    moved: 'flyttede tider',
    labPeakRatio: 'travleste dag',
    weekPeakRatio: 'travleste uge',
  },
  people: {
    duty: (count: string) => `${count} har ikke vagt`,
    due: (count: string) => `for tidligt eller for sent for ${count}`,
  },
  rules: {
    window: 'stedet har ikke tidsrummet, eller har det i brug',
    date: 'lukket, eller for tæt på',
    lane: 'sporene er optaget',
    swabber: 'ingen poder er ledig',
    'own-sample': 'en poder skulle pode sig selv',
    pool: 'arbejdsstationerne er i brug',
    'lab-date': 'laboratoriet har lukket',
    'lab-capacity': 'laboratoriet eller kvoten er fuld',
    age: 'prøverne bliver for gamle',
    locked: 'andet ligger fast',
  },
};
