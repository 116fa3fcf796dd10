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
  const f = (name: string): string => {
    const value = facts[name];
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  };
  const who = count > 1 ? `${count} people of ${offer}` : offer;
  const where = `${f('site')} on ${f('date')} (window ${f('window')})`;
  const crowd = `${f('people')} people compete for ${f('places')} places in ${f('windows')} windows at ${f('sites')} by ${f('due')}`;
  switch (limit) {
    case 'no-duty':
      return {
        message: `${who}: no window at ${f('sites')} lies within a ${f('shift')} duty between ${f('earliest')} and ${f('due')}.`,
        fix:
          f('helpful') === 'due'
            ? `Let the offer be due ${f('date')} or later.`
            : `Open a window at ${f('sites')} within or next to the ${f('shift')} shift on the offer's rota days.`,
      };
    case 'closed':
      return {
        message: `${who}: ${where} would suit, but that date is closed.`,
        fix: `Open ${f('site')} on ${f('date')}.`,
      };
    case 'notice':
      return {
        message: `${who}: ${where} would suit, but it is earlier than the notice allows.`,
        fix: `Let notBefore be ${f('date')}.`,
      };
    case 'no-swabber':
      return {
        message: `${who}: nobody else who can swab is free at ${where}.`,
        fix: `Roster one more swabber, who serves ${f('site')}, on duty on ${f('date')} during window ${f('window')}.`,
      };
    case 'no-places':
      return {
        message: `${who}: ${crowd}.`,
        fix: `Give window ${f('window')} at ${f('site')} one lane more, with a swabber for it, or open another window on ${f('date')}.`,
      };
    case 'pool':
      return {
        message: `${who}: the workstations that ${f('site')} shares are all in use; ${crowd}.`,
        fix: `Give the pool of ${f('site')} one workstation more.`,
      };
    case 'lab-capacity':
      return {
        message: `${who}: ${f('people')} people depend on laboratory days that are full, among them ${f('date')} at ${f('lab')} (capacity ${f('capacity')}).`,
        fix: `Raise the capacity of ${f('lab')} on ${f('date')}.`,
      };
    case 'age':
      return {
        message: `${who}: samples from ${where} would be too old when they arrive.`,
        fix: `Allow older samples, collect from ${f('site')} later in the day, or open the laboratory the day after ${f('date')}.`,
      };
  }
}
