import type { DaySession, DaySlot } from './daySession.ts';

/** A time at a session, as somebody was told it. */
interface ToldTime {
  readonly session: string;
  readonly start: number;
}

/** Somebody whom a change concerns: who has to be told. */
export interface Concerned {
  readonly who: { readonly kind: 'staff' | 'headcount' | 'swabber'; readonly id: string };
  readonly people: number;
  readonly before: ToldTime | null;
  readonly after: ToldTime | null;
}

interface Line {
  readonly slot: DaySlot;
  readonly session: DaySession;
}

/** A name that was given to a place of a headcount leaves it the headcount's place. */
const whose = ({ subject, headcount }: DaySlot, kind: 'staff' | 'headcount') =>
  subject.kind === kind ? subject.id : kind === 'headcount' ? headcount : null;

function linesOf(sessions: readonly DaySession[], kind: 'staff' | 'headcount'): Map<string, Line[]> {
  const lines = sessions.flatMap((session) =>
    session.slots.flatMap((slot) => {
      const id = whose(slot, kind);
      return id === null ? [] : [{ id, slot, session }];
    }),
  );
  return Map.groupBy(lines, ({ id }) => id);
}

const told = ({ slot, session }: Line): ToldTime => ({ session: session.id, start: slot.start });
const sameTime = (a: ToldTime | null, b: ToldTime | null) =>
  a?.session === b?.session && a?.start === b?.start;

/** People by name: whose time, or its place, is another one now. */
function staffConcerned(before: readonly DaySession[], after: readonly DaySession[]): Concerned[] {
  const [was, is] = [linesOf(before, 'staff'), linesOf(after, 'staff')];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
    const [old, now] = [(was.get(id) ?? []).map(told), (is.get(id) ?? []).map(told)];
    const gone = old.filter((time) => !now.some((other) => sameTime(time, other)));
    const come = now.filter((time) => !old.some((other) => sameTime(time, other)));
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, i): Concerned => ({
      who: { kind: 'staff', id },
      people: 1,
      before: gone[i] ?? null,
      after: come[i] ?? null,
    }));
  });
}

/** Places without names, by headcount and time: so many more or fewer. */
function headcountsConcerned(before: readonly DaySession[], after: readonly DaySession[]): Concerned[] {
  const counts = new Map<string, { id: string; time: ToldTime; people: number }>();
  const count = (sessions: readonly DaySession[], sign: 1 | -1) => {
    for (const [id, lines] of linesOf(sessions, 'headcount')) {
      for (const line of lines) {
        const key = `${id} ${line.session.id}`;
        const known = counts.get(key) ?? { id, time: told(line), people: 0 };
        counts.set(key, { ...known, people: known.people + sign * line.slot.people });
      }
    }
  };
  count(before, -1);
  count(after, 1);
  return [...counts.values()]
    .filter(({ people }) => people !== 0)
    .map(({ id, time, people }) => ({
      who: { kind: 'headcount', id },
      people: Math.abs(people),
      before: people < 0 ? time : null,
      after: people > 0 ? time : null,
    }));
}

function swabbersConcerned(before: readonly DaySession[], after: readonly DaySession[]): Concerned[] {
  const crews = (sessions: readonly DaySession[]) =>
    new Map(
      sessions.flatMap(({ id, start, swabbers }) =>
        swabbers.flatMap((swabber) =>
          swabber === null ? [] : [[`${swabber} ${id}`, { swabber, time: { session: id, start } }] as const],
        ),
      ),
    );
  const [was, is] = [crews(before), crews(after)];
  return [
    ...[...was].filter(([key]) => !is.has(key)).map(([, one]) => ({ ...one, gone: true })),
    ...[...is].filter(([key]) => !was.has(key)).map(([, one]) => ({ ...one, gone: false })),
  ].map(({ swabber, time, gone }) => ({
    who: { kind: 'swabber', id: swabber },
    people: 1,
    before: gone ? time : null,
    after: gone ? null : time,
  }));
}

/** Everybody who stands elsewhere after a change than before, and whoever swabs where they did not. */
export function concernedBy(before: readonly DaySession[], after: readonly DaySession[]): Concerned[] {
  return [
    ...staffConcerned(before, after),
    ...headcountsConcerned(before, after),
    ...swabbersConcerned(before, after),
  ];
}
