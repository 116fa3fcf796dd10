import type { Limit, ReasonFacts } from '../plan.ts';

export interface Verdict {
  readonly limit: Limit;
  readonly facts: ReasonFacts;
}

/**
 * The English sentences of the plan file, made from the facts (pages make their own, in the reader's language). The
 * message names the witness; the fix is a change to the problem that places somebody more.
 */
export function sentence(
  offer: string,
  count: number,
  { limit, facts }: Verdict,
): { message: string; fix: string } {
  const f = (name: string) => said(facts, name);
  const who = count > 1 ? `${count} people of ${offer}` : offer;
  const relax = Array.isArray(facts.relax) ? (facts.relax as readonly string[]) : [];
  return {
    message: `${who}: ${MESSAGES[limit](f)}.`,
    fix: `${capital(relax.map((step) => fixFor(step, f)).join('; '))}.`,
  };
}

type Say = (name: string) => string;

function said(facts: ReasonFacts, name: string): string {
  const value = facts[name];
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const where = (f: Say) => `${f('site')} on ${f('date')} (window ${f('window')})`;
const crowd = (f: Say) =>
  f('people') === ''
    ? `drop-in places leave none at ${where(f)}`
    : `${f('people')} people compete, and the ${f('shift')} staff at ${f('sites')} share ${f('places')} places in ${f('windows')} windows by ${f('due')}`;

const MESSAGES: Record<Limit, (f: Say) => string> = {
  'no-duty': (f) =>
    `no window at ${f('sites')} lies within a ${f('shift')} duty between ${f('earliest')} and ${f('due')}`,
  closed: (f) => `${where(f)} would suit, but that date is closed`,
  notice: (f) => `${where(f)} would suit, but it is earlier than the notice allows`,
  'no-swabber': (f) => `nobody else who can swab is free at ${where(f)}`,
  'no-places': crowd,
  pool: (f) => `the workstations that ${f('site')} shares are all in use at ${where(f)}`,
  'lab-capacity': (f) => `${f('lab')} is full on ${f('labDates')}, on which the samples would arrive`,
  age: (f) => `samples from ${where(f)} would be too old when they arrive`,
};

function fixFor(step: string, f: Say): string {
  switch (step) {
    case 'window':
      return `open a window at ${f('site')} on ${f('date')} from ${f('from')} to ${f('to')}, with a swabber`;
    case 'rota':
      return 'let them come on a day off';
    case 'no-duty':
      return `let the offer be given on ${f('date')}`;
    case 'closed':
      return `open ${f('site')} on ${f('date')}`;
    case 'notice':
      return `let notBefore be ${f('date')}`;
    case 'no-swabber':
      return `roster one more swabber who serves ${f('site')} on ${f('date')} throughout window ${f('window')}`;
    case 'pool':
      return `give the pool of ${f('site')} one workstation more`;
    case 'no-places':
      return `give window ${f('window')} at ${f('site')} one lane more`;
    case 'drop-in':
      return `keep no drop-in places at ${f('site')}`;
    case 'lab-capacity':
      return `raise the capacity of ${f('lab')} on ${f('labDates')} to ${f('capacityNeeded')} or more`;
    case 'lab-open':
      return `let ${f('lab')} take samples on ${f('date')}`;
    default:
      return `allow samples of up to ${f('hours')} hours`;
  }
}
