/** The page of a follow-up: whom to call, what was said, what could follow. */
export const followUp = {
  title: (name: string) => `Opfølgning i ${name} Kommune`,
  crumb: 'Opfølgning',
  open: 'Opfølgning og kontakt',
  decide: 'Registrér en beslutning',
  consequencesLead: 'Et bud ud fra bemanding og åbne teststeder, ikke et testrul.',
  tasks: {
    call: (since: string) => `Ring i dag: målt rød siden ${since}. Vagttelefonerne står herunder.`,
    decide: (week: string) =>
      `Kontakten er taget. Beslutning normalt på onsdag; foreslået første testuge er ${week}.`,
    discuss:
      'Målt grøn og gældende rød: tal om det ved den næste vurdering. En lav incidens er ikke nok i sig selv.',
    close: 'Målt og gældende kategori er begge grønne: opfølgningen kan lukkes.',
  },
  close: 'Luk opfølgningen',
  reviewDue: (day: string) => `Vurderes senest ${day}.`,
  logContact: 'Skriv en kontakt ned',
  logContactLead:
    'Samtalen mellem kommune, region og Styrelsen for Patientsikkerhed. Et første skift af kategori kræver, at den er skrevet ned.',
  madeOn: 'Dag',
  madeAt: 'Klokkeslæt',
  parties: 'Hvem talte sammen',
  circumstances: 'Særlige forhold',
  circumstancesHint: 'For eksempel få adresser, ét område, ét plejehjem',
  note: 'Note',
  saveContact: 'Gem kontakten',
};
