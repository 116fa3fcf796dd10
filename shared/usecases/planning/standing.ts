import type { Db } from '../../../db/connect.ts';
import type { OwnedSubject } from '../../../db/queries/offers.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { servesAny } from '../../domain/offers/redWeeks.ts';
import type { DueOffer, Subject } from '../../domain/offers/subject.ts';
import type { PlanningFacts } from '../../domain/planning/facts.ts';
import { offerKey } from '../../domain/planning/buildRollProblem.ts';
import type { Horizon } from '../../domain/planning/rollParts.ts';
import { givenSessions, type StoredSession, type StoredSlot } from '../../domain/planning/sessionDrafts.ts';
import { standIn } from '../../domain/planning/standIn.ts';
import type { GivenSession } from '../../domain/rolls/schema.ts';

/** Published sessions that a changed roll leaves as they are, with the offers that their slots meet. */
export interface Standing {
  readonly stored: readonly StoredSession[];
  readonly locked: readonly GivenSession[];
  readonly offers: readonly DueOffer[];
}

const NOTHING: Standing = { stored: [], locked: [], offers: [] };

/** A slot that stands is an offer that is met already: on that day, at that place. */
function metBy(
  slot: StoredSlot,
  number: number,
  session: StoredSession,
  facts: PlanningFacts,
  known: Subject | undefined,
): DueOffer {
  const site = facts.sites.find(({ id }) => id === session.site)?.name ?? session.site;
  // Several people may be told the same start of a block (P13).
  const name = `${site}, ${session.date} ${slot.start}, place ${number}`;
  const subject = standIn({ ...slot, site: session.site, date: session.date }, name, known);
  return {
    subject,
    colour: 'green',
    reason: 'interval',
    earliest: session.date,
    due: session.date,
    provisional: session.provisional,
    count: slot.people,
  };
}

/** @param places whose people are planned anew; null: everybody, so that nothing stands. */
export async function loadStanding(
  db: Db,
  about: {
    readonly owner: string;
    readonly horizon: Horizon;
    readonly places: ReadonlySet<string> | null;
    readonly facts: PlanningFacts;
    readonly subjects: readonly OwnedSubject[];
  },
): Promise<Standing> {
  const { places, facts } = about;
  if (places === null) return NOTHING;
  const subjects = new Map(about.subjects.map(({ subject }) => [subject.id, subject]));
  const all = await listSessions(db, { owner: about.owner, ...about.horizon });
  const stays = ({ subject }: StoredSlot) => {
    const known = subjects.get(subject.id);
    return !places.has(subject.id) && (known === undefined || !servesAny(known, places));
  };
  const stored = all
    .map((session) => ({ ...session, slots: session.slots.filter(stays) }))
    .filter(({ slots }) => slots.length > 0);
  const offers = stored.flatMap((session) =>
    session.slots.map((slot, i) => ({
      slot: slot.id,
      offer: metBy(slot, i + 1, session, facts, subjects.get(slot.subject.id)),
    })),
  );
  const keys = new Map(offers.map(({ slot, offer }) => [slot, offerKey(offer)]));
  return {
    stored,
    locked: givenSessions(stored, facts, ({ id }) => keys.get(id) ?? id),
    offers: offers.map(({ offer }) => offer),
  };
}
