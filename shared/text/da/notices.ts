/** Notices to the parties, and the page on which they are read. */
export const notices = {
  title: 'Beskeder',
  lead: 'Hvad kommune, region og Styrelsen for Patientsikkerhed har fået besked om. Uden mailserver læses beskederne her.',
  none: 'Der er ingen beskeder endnu.',
  to: (addressee: string) => `Til ${addressee}`,
  signature: 'Podeplan. Svar på test findes på sundhed.dk, aldrig her.',
  states: {
    onPage: 'læses her: ingen mailadresse i kontakterne.',
    waiting: 'venter på at blive sendt',
    sent: 'sendt',
    refused: 'afvist af modtagerens server',
    failed: 'ikke sendt endnu; prøves igen',
    uncertain: 'usikkert, om den nåede frem; sendes ikke igen',
    started: 'sendes nu',
  },
  crossingSubject: (place: string) => `${place}: overskridelse, kontakt i dag`,
  crossing: (place: string, day: string) => `${place} er målt rød ${day}.`,
  crossingTask:
    'Kommune, region og Styrelsen for Patientsikkerhed taler sammen i dag; samtalen skrives ned i opfølgningen.',
  decisionSubject: (place: string, kind: string) => `${place}: ${kind.toLowerCase()}`,
  decision: (place: string, kind: string, day: string) =>
    `${place}: ${kind.toLowerCase()} er besluttet ${day}.`,
  confirmedSubject: (place: string, week: string) => `${place}: testuge bekræftet, ${week}`,
  confirmed: (place: string, week: string) =>
    `${place} er stadig besluttet rød. Den foreløbige testuge ${week} er bekræftet.`,
  cancelledSubject: (place: string, week: string) => `${place}: testuge aflyst, ${week}`,
  cancelled: (place: string, week: string) =>
    `Der testes ikke som rød i ${place} i ${week}. Ansatte følger igen intervallet for grønne.`,
  reviewSubject: (place: string) => `${place}: vurdering mangler`,
  review: (place: string, day: string) =>
    `${place} skulle vurderes senest ${day}, og det er ikke skrevet ned.`,
  reviewTask: 'Den gældende kategori står, til andet er besluttet.',
  leftBehindSubject: (site: string) => `${site}: prøver blev ikke hentet`,
  leftBehind: (site: string, day: string, samples: string, what: string) =>
    `${site}, ${day}: stoppet er meldt “${what}”, og ${samples} prøver står der endnu.`,
  rollChangedSubjects: {
    cancel: (site: string, day: string) => `${site}: testgang aflyst ${day}`,
    'by-hand': (site: string, day: string) => `${site}: ny testgang ${day}`,
    withdraw: (place: string, day: string) => `${place}: testrul trukket tilbage fra ${day}`,
  },
  rollChanged: {
    cancel: (site: string, day: string, people: string) =>
      `Testgangen ved ${site} ${day} er aflyst. ${people} skal have besked og får en ny tid.`,
    'by-hand': (site: string, day: string, people: string) =>
      `Der er oprettet en testgang ved ${site} ${day}, med ledige tider. Podere, der skal have besked: ${people}.`,
    withdraw: (place: string, day: string, people: string) =>
      `Testrullet i ${place} er trukket tilbage fra ${day}. ${people} skal have besked og får en ny tid.`,
  },
  rollChangedBy: (who: string) => `Registreret af ${who}.`,
  rollSubject: (place: string) => `${place}: testrul udmeldt`,
  roll: (owner: string, from: string, to: string) => `Testrullet for ${owner} er udmeldt: ${from} – ${to}.`,
  rollSize: (sessions: string, people: string) => `${sessions} testgange med ${people} testtider.`,
};
