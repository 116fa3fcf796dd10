import type { PlanningFacts } from '../planning/facts.ts';
import { DomainProblem } from '../problem.ts';
import type { DayAction, DaySession, DaySlot } from './daySession.ts';
import { settled } from './settle.ts';

type Of<K extends DayAction['kind']> = Extract<DayAction, { kind: K }>;

interface Found {
  readonly session: DaySession;
  readonly slot: DaySlot;
}

function slotIn(sessions: readonly DaySession[], id: string): Found {
  for (const session of sessions) {
    const slot = session.slots.find((one) => one.id === id);
    if (slot) return { session, slot };
  }
  throw new DomainProblem('not-found', 'There is no such time in an agreed session any more');
}

function sessionIn(sessions: readonly DaySession[], id: string): DaySession {
  const session = sessions.find((one) => one.id === id);
  if (!session) throw new DomainProblem('not-found', 'There is no such agreed session any more');
  return session;
}

/** The sessions with one of them changed. */
function withSession(
  sessions: readonly DaySession[],
  id: string,
  change: (session: DaySession) => DaySession,
): DaySession[] {
  return sessions.map((session) => (session.id === id ? change(session) : session));
}

const withSlots = (slots: (session: DaySession) => readonly DaySlot[]) => (session: DaySession) => ({
  ...session,
  slots: slots(session),
});

/** Only sessions that have one of the slots become others. */
const where =
  (ids: readonly string[], change: (session: DaySession) => DaySession) => (session: DaySession) =>
    session.slots.some(({ id }) => ids.includes(id)) ? change(session) : session;

function swap(sessions: readonly DaySession[], { slot: first, other: second }: Of<'swap'>): DaySession[] {
  const [a, b] = [slotIn(sessions, first), slotIn(sessions, second)];
  if (a.slot.people !== 1 || b.slot.people !== 1)
    throw new DomainProblem('invalid-input', 'Give places of a headcount a name before they change');
  const exchanged = ({ slots }: DaySession) =>
    slots.map((slot) =>
      slot.id === first
        ? { ...slot, subject: b.slot.subject, headcount: b.slot.headcount }
        : slot.id === second
          ? { ...slot, subject: a.slot.subject, headcount: a.slot.headcount }
          : slot,
    );
  return sessions.map(where([first, second], withSlots(exchanged)));
}

function move(
  sessions: readonly DaySession[],
  { slot: id, session: to, lane, start }: Of<'move'>,
): DaySession[] {
  const { slot } = slotIn(sessions, id);
  sessionIn(sessions, to);
  const taken = sessions.map(
    where(
      [id],
      withSlots(({ slots }) => slots.filter((one) => one.id !== id)),
    ),
  );
  return withSession(
    taken,
    to,
    withSlots(({ slots }) => [...slots, { ...slot, lane, start }]),
  );
}

function fill(
  sessions: readonly DaySession[],
  { session: id, lane, start, staff, keptFree }: Of<'fill'>,
  newId: () => string,
): DaySession[] {
  const { dropIn } = sessionIn(sessions, id);
  if (keptFree && dropIn === 0)
    throw new DomainProblem('refused-by-rule', 'No place is kept free in this session any more (P8)');
  const slot: DaySlot = {
    id: newId(),
    subject: { kind: 'staff', id: staff },
    headcount: null,
    lane,
    start,
    people: 1,
  };
  return withSession(sessions, id, (session) => ({
    ...session,
    dropIn: keptFree ? dropIn - 1 : dropIn,
    slots: [...session.slots, slot],
  }));
}

/** One place of a headcount's line gets a name; those before and after it stay as they are. */
function name(
  sessions: readonly DaySession[],
  facts: PlanningFacts,
  { slot: id, place, staff }: Of<'name'>,
  newId: () => string,
): DaySession[] {
  const { session, slot } = slotIn(sessions, id);
  const site = facts.sites.find((one) => one.id === session.site);
  if (slot.subject.kind !== 'headcount')
    throw new DomainProblem('conflict', 'This time has a name already: swap or move it');
  if (place < 0 || place >= slot.people)
    throw new DomainProblem('invalid-input', `This line has ${slot.people} places`);
  // In a block (P13) everybody is told its start.
  const minutes = site?.blockMinutes === 0 ? site.minutesPerSwab : 0;
  const part = (from: number, people: number): DaySlot[] =>
    people === 0
      ? []
      : [{ ...slot, id: from === 0 ? slot.id : newId(), start: slot.start + from * minutes, people }];
  const named: DaySlot = {
    ...slot,
    id: newId(),
    start: slot.start + place * minutes,
    people: 1,
    subject: { kind: 'staff', id: staff },
    headcount: slot.subject.id,
  };
  const parts = [...part(0, place), named, ...part(place + 1, slot.people - place - 1)];
  return withSession(
    sessions,
    session.id,
    withSlots(({ slots }) => slots.flatMap((one) => (one.id === id ? parts : [one]))),
  );
}

function replaceSwabber(
  sessions: readonly DaySession[],
  { session: id, lane, swabber }: Of<'swabber'>,
): DaySession[] {
  if (lane >= sessionIn(sessions, id).swabbers.length)
    throw new DomainProblem('not-found', 'This session has no such lane');
  return withSession(sessions, id, (session) => ({
    ...session,
    swabbers: session.swabbers.map((before, i) => (i === lane ? swabber : before)),
  }));
}

/** The agreed sessions after an action. Whether rules allow it is the judge's word, not this one's. */
export function applied(
  sessions: readonly DaySession[],
  action: DayAction,
  facts: PlanningFacts,
  newId: () => string,
): DaySession[] {
  const changed = () => {
    switch (action.kind) {
      case 'swap':
        return swap(sessions, action);
      case 'move':
        return move(sessions, action);
      case 'fill':
        return fill(sessions, action, newId);
      case 'name':
        return name(sessions, facts, action, newId);
      case 'swabber':
        return replaceSwabber(sessions, action);
      case 'drop-in':
        sessionIn(sessions, action.session);
        return withSession(sessions, action.session, (session) => ({ ...session, dropIn: action.places }));
    }
  };
  const before = new Map(sessions.map((session) => [session.id, session]));
  return changed().map((session) => (before.get(session.id) === session ? session : settled(session, facts)));
}
