import type { PageContext } from './pageContext.ts';

/** Parties are stored by role or code; anything else is a name already. */
export function partyName({ text }: PageContext, party: string): string {
  const names: Readonly<Record<string, string>> = text.parties;
  return names[party] ?? party;
}
