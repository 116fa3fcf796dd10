/** Som folk arbejder: læg et udkast, kopier det forrige, opret en testgang i hånden, udmeld. */
export const planning = {
  plan: 'Læg testrullet',
  planAgain: 'Læg planen om',
  planLead:
    'Udkastet lægges inden for de testdage og den kvote, regionen har tildelt. Det kan lægges om, så mange gange I vil: intet er udmeldt før I udmelder det.',
  nothing: 'Intet testrul venter på at blive lagt',
  nothingText: 'Når regionen har fordelt de næste testdage, kan testrullet lægges her.',
  owner: 'Hvis testrul',
  ownerOption: (name: string, from: string, to: string) => `${name}, ${from} – ${to}`,
  basis: 'Hvad der lægges ud fra',
  fresh: 'De bedste dage',
  freshHint: 'Få testdage, jævnt over ugerne, inden for kvoten.',
  copy: 'Som sidst',
  copyHint:
    'Samme ugedage, tidsrum og tider som i det forrige testrul, hvor det passer i dag. Resten lægges udenom.',
  keep: 'Testgange oprettet i hånden, der skal blive',
  keepOption: (site: string, day: string, time: string) => `${site}, ${day} kl. ${time}`,
  add: 'Opret en testgang i hånden',
  addLead:
    'Reglerne ser på den først og siger alt på én gang. I et udkast lægges planen om udenom; i et udmeldt testrul står den straks med ledige tider.',
  chooseSite: 'Vælg stedet',
  window: 'Tidsrum',
  windowOption: (times: string, lanes: string, days: string) =>
    `${times}, ${lanes === '1' ? '1 podespor' : `${lanes} podespor`} (${days})`,
  date: 'Dag',
  start: 'Begynder',
  startHint: 'Tom: når tidsrummet begynder',
  swabberIn: (lane: string) => `Poder ved podespor ${lane}`,
  noLane: 'Sporet bruges ikke',
  publish: 'Udmeld testrullet',
  publishLead:
    'Reglerne ser hele testrullet igennem en gang til. Er der noget galt, udmeldes intet, og fejlene står her.',
  refused: 'Kunne ikke blive som ønsket',
  refusedText: 'Planen er lagt uden disse testgange. De står her med grunden.',
  refusedLine: (site: string, day: string, time: string) => `${site}, ${day}, ${time}`,
  origins: { hand: 'i hånden', copy: 'som sidst' },
};
