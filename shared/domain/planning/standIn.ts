import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { Subject } from '../offers/subject.ts';

interface Place {
  readonly subject: Pick<Subject, 'id' | 'kind'>;
  readonly people: number;
  readonly site: string;
  readonly date: CalendarDate;
}

/**
 * Whoever was told a place, for that day and site alone: what stands is met whether or not the target group still knows
 * them. Of `known` only shift and rota count. `name` has to be unique, as of any subject.
 */
export function standIn({ subject, people, site, date }: Place, name: string, known?: Subject): Subject {
  return {
    id: subject.id,
    kind: subject.kind,
    name,
    count: people,
    sites: [site],
    careTeam: null,
    shift: known?.shift ?? 'day',
    rotaWeeks: known?.rotaWeeks ?? 1,
    rotaDays: known?.rotaDays ?? null,
    from: date,
    to: date,
    pausedUntil: null,
    lastOffer: null,
  };
}
