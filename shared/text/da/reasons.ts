/** Why somebody has no time, and what would help. The planner gives the limit and the facts. */
export const reasons = {
  dutyOf: { day: 'dagvagt', evening: 'aftenvagt', night: 'nattevagt' },
  people: (count: string) => `${count} ${count === '1' ? 'person' : 'personer'}`,
  at: (site: string, day: string, times: string) => `${site} ${day} ${times}`,
  noDuty: (sites: string, duty: string, from: string, to: string) =>
    `Intet tidsrum på ${sites} ligger i eller lige ved en ${duty} mellem ${from} og ${to}.`,
  noDutyFix: (sites: string, duty: string) =>
    `Åbn et tidsrum på ${sites} i eller ved siden af en ${duty} på de dage, de har vagt.`,
  noDutyLater: (day: string) => `Lad tilbuddet gælde til ${day} eller senere.`,
  closed: (place: string) => `${place} ville passe, men den dag er lukket.`,
  closedFix: (site: string, day: string) => `Åbn ${site} ${day}.`,
  notice: (place: string) => `${place} ville passe, men det er tættere på, end varslet tillader.`,
  noticeFix: (day: string) => `Tillad nye testgange fra ${day}.`,
  noSwabber: (place: string) => `Ingen anden, der kan pode, er ledig: ${place}.`,
  noSwabberFix: (place: string) => `Sæt en poder mere på vagt: ${place}.`,
  noPlaces: (people: string, places: string, windows: string, sites: string, due: string) =>
    `${people} deler ${places} pladser i ${windows} tidsrum på ${sites} frem til ${due}.`,
  noPlacesFix: (place: string) =>
    `Giv et podespor mere med en poder: ${place}. Eller åbn et tidsrum til den dag.`,
  pool: (site: string) => `De arbejdsstationer, som ${site} deler, er alle i brug.`,
  poolFix: (site: string) => `Giv puljen, som ${site} deler, en arbejdsstation mere.`,
  labCapacity: (people: string, laboratory: string, day: string, capacity: string) =>
    `${people} er afhængige af dage, der er fulde hos ${laboratory}, blandt dem ${day} (kapacitet ${capacity}).`,
  labCapacityFix: (laboratory: string, day: string) => `Hæv kapaciteten hos ${laboratory} ${day}.`,
  age: (place: string) => `Prøverne ville være for gamle, når de når frem: ${place}.`,
  ageFix: (site: string) => `Hent senere på dagen fra ${site}, eller lad laboratoriet tage imod dagen efter.`,
};

/** Why nobody calls at a place, and what would help. */
export const unserved = {
  unreachable: 'Ingen vej eller færge fører fra et depot til stedet og videre til et laboratorium.',
  window: 'Ingen bil kan nå frem, mens prøverne kan hentes.',
  age: 'Prøverne ville være for gamle, når de når laboratoriet.',
  laboratory: 'Bilen ville nå frem, efter at laboratoriet er holdt op med at tage imod.',
  'lab-capacity': 'Laboratoriet ville få flere prøver, end det kan analysere.',
  capacity: 'Ingen bil har plads til flere prøver og testkit.',
  shift: 'Ingen chaufførs vagt er lang nok.',
  vehicle: 'Den bil, der kunne komme, må ikke bruges her.',
  lock: 'Den faste aftale om stoppet passer ikke til nogen rute.',
};

export const unservedFix = {
  unreachable: 'Aftal et opsamlingssted, som en bil kan nå.',
  window: 'Lad prøverne kunne hentes længere, eller sæt en bil mere ind.',
  age: 'Lad en bil komme tidligere, eller sæt en bil mere ind.',
  laboratory: 'Lad laboratoriet tage imod senere, eller sæt en bil mere ind.',
  'lab-capacity': 'Hæv laboratoriets kapacitet den dag.',
  capacity: 'Sæt en større bil eller en bil mere ind.',
  shift: 'Forlæng en vagt, eller sæt en bil mere ind.',
  vehicle: 'Tillad bilen her, eller sæt en bil mere ind.',
  lock: 'Løs den faste aftale op for den dag.',
};
