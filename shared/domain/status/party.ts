import type { Fault } from '../problem.ts';

/** Who can take part in a talk, a decision, an assessment or an agreement, as they are stored (R7). */
export const PARTIES = ['stps', 'municipality', 'region', 'tcdk', 'home', 'supplier', 'lbs'] as const;

/** Parties are a closed list: what is none of them counts for nothing, so it is not taken. */
export function partyFaults(named: {
  readonly parties: readonly string[];
  readonly onBehalfOf?: string | undefined;
}): Fault[] {
  const { parties, onBehalfOf } = named;
  return [
    ...(parties.every(isParty) ? [] : [stranger('parties')]),
    ...(onBehalfOf === undefined || onBehalfOf.trim() === '' || isParty(onBehalfOf)
      ? []
      : [stranger('onBehalfOf')]),
  ];
}

function isParty(name: string): boolean {
  return PARTIES.some((party) => party === name);
}

function stranger(place: string): Fault {
  return { place, message: `one of ${PARTIES.join(', ')}`, code: 'unknownParty' };
}
