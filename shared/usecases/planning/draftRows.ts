import type { NewQuota } from '../../../db/queries/allotments.ts';
import type { NewUnplaced } from '../../../db/queries/rolls.ts';
import type { DueOffer } from '../../domain/offers/subject.ts';
import { type BuiltRollProblem, offerKey } from '../../domain/planning/buildRollProblem.ts';
import { byHeads } from '../../domain/planning/facts.ts';
import { loadsOf, siteDays } from '../../domain/planning/planLoads.ts';
import type { SessionOrigin, StoredSession } from '../../domain/planning/sessionDrafts.ts';
import { timeOf } from '../../domain/calendar/minutes.ts';
import type { ReasonFacts, RollSession } from '../../domain/rolls/plan.ts';
import type { RollResult } from '../../domain/rolls/result.ts';
import type { OwnerWorld, Wishes } from './ownerProblem.ts';

const sessionKey = ({ site, date, window }: { site: string; date: string; window: string }) =>
  JSON.stringify([site, date, window]);

/** The plan's own sessions: one that stands and got nobody new stays in the roll in which it is. */
export function ownSessions(world: OwnerWorld, result: RollResult): RollSession[] {
  const people = ({ slots }: { slots: readonly { readonly count: number }[] }) =>
    slots.reduce((sum, { count }) => sum + count, 0);
  const standing = new Map(world.standing.locked.map((session) => [sessionKey(session), people(session)]));
  return result.solution.sessions.filter((session) => standing.get(sessionKey(session)) !== people(session));
}

/** Which of the plan's sessions somebody wanted (P3). */
export function withOrigins(
  sessions: readonly RollSession[],
  { hand, copy }: Wishes,
): (RollSession & { origin: SessionOrigin })[] {
  const [typed, copied] = [new Set(hand.map(sessionKey)), new Set(copy.map(sessionKey))];
  return sessions.map((session) => {
    const key = sessionKey(session);
    const origin = typed.has(key) ? 'hand' : copied.has(key) ? 'copy' : 'planner';
    // It begins with the first who comes, which a wish cannot know.
    const start = session.slots.map((slot) => slot.start).sort()[0] ?? session.start;
    return { ...session, start, origin };
  });
}

export function unplacedRows(built: BuiltRollProblem, result: RollResult): NewUnplaced[] {
  const row = ({ subject, earliest, due }: DueOffer) => ({
    subject: { kind: subject.kind, id: subject.id },
    earliest,
    due,
  });
  const reasons = result.reasons.flatMap(
    ({ offer: key, count, limit, message, fix, facts }): NewUnplaced[] => {
      const offer = built.offers.get(key);
      if (!offer) return [];
      return [{ ...row(offer), people: count, limit, message, fix, facts: asJson(facts) }];
    },
  );
  const homeless = built.withoutSite.map((offer): NewUnplaced => ({
    ...row(offer),
    people: offer.count,
    limit: 'closed',
    message: 'None of the sites that serve this person is open in the roll.',
    fix: 'Name an open test site for this person.',
    facts: {},
  }));
  return [...reasons, ...homeless];
}

/** Standing sessions that the plan leaves as they are. */
export function untouched(world: OwnerWorld, own: readonly RollSession[]): StoredSession[] {
  const siteNames = new Map(world.facts.sites.map(({ id, name }) => [id, name]));
  const remade = new Set(own.map(({ site, date, start }) => JSON.stringify([site, date, start])));
  return world.standing.stored.filter(
    ({ site, date, start }) => !remade.has(JSON.stringify([siteNames.get(site), date, timeOf(start)])),
  );
}

function asJson(facts: ReasonFacts | undefined): NewUnplaced['facts'] {
  return Object.fromEntries(
    Object.entries(facts ?? {}).map(([name, fact]) => [
      name,
      typeof fact === 'string' || typeof fact === 'number' ? fact : [...fact],
    ]),
  );
}

/** Days on which the owner's new sessions send more than its quota. */
export function raisedQuotas(world: OwnerWorld, sessions: readonly RollSession[]): NewQuota[] {
  const { allotment, due, facts } = world;
  const stood = new Set(world.standing.offers.map(offerKey));
  return loadsOf(siteDays({ sessions }, byHeads(facts), (offer) => !stood.has(offer))).flatMap(
    ({ laboratory, date, samples }) => {
      const [, quota = 0] = allotment.shares.laboratories[laboratory]?.owners[due.owner]?.[date] ?? [];
      if (samples <= quota) return [];
      return [
        { owner: due.owner, municipality: due.municipality, laboratory, date, people: Math.ceil(samples) },
      ];
    },
  );
}
