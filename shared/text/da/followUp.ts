/** The page of a follow-up: whom to call, what was said, what could follow. */
export const followUp = {
  title: (name: string) => `Opfølgning i ${name} Kommune`,
  crumb: 'Opfølgning',
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
