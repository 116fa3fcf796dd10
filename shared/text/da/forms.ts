/** What all forms share. Faults are named by the rule that found them; `{name}` is a fact of it. */
export const forms = {
  optional: '(kan udelades)',
  faultsHeading: 'Intet er gemt endnu. Ret dette, og send igen:',
  registeredBy: 'Hvem registrerer',
  registeredByHint: 'Navn og sted, for eksempel »Anna Holm, Region Sjælland«',
  onBehalfOf: 'På vegne af',
  onBehalfOfHint: 'Den part, hvis beslutning det er',
  save: 'Gem',
  cancel: 'Fortryd',
  saved: {
    contact: 'Kontakten er skrevet ned.',
  },
  faults: {
    required: 'Feltet skal udfyldes',
    tooLong: 'Teksten er for lang',
    date: 'Skriv en dato, for eksempel 2020-09-09',
    week: 'Vælg en uge',
    time: 'Skriv et klokkeslæt, for eksempel 14:30',
    number: 'Skriv et helt tal',
    range: 'Tallet er for stort eller for lille',
    choose: 'Vælg mindst én',
    chooseOne: 'Vælg én',
    contactAhead: 'Kontakten kan ikke ligge i fremtiden',
  },
};
