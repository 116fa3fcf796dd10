import type { GivenSession } from '../schema.ts';

/** A session that was opened, closed, or is held otherwise than before. */
export interface SessionChange {
  readonly kind: 'opened' | 'closed' | 'changed';
  readonly site: string;
  readonly date: string;
  readonly window: string;
  readonly before: SessionSummary | undefined;
  readonly after: SessionSummary | undefined;
}

/** What everybody around a session knows of it. */
export interface SessionSummary {
  readonly start: string;
  readonly lanes: number;
  readonly people: number;
  readonly swabbers: readonly string[];
  readonly labDate: string | undefined;
}

export function nameOf({ site, date, window }: { site: string; date: string; window: string }): string {
  return `${date}|${site}|${window}`;
}

function summaryOf(session: GivenSession): SessionSummary {
  return {
    start: session.start,
    lanes: session.lanes,
    people: session.slots.reduce((sum, { count }) => sum + count, 0),
    swabbers: session.swabbers,
    labDate: session.labDate,
  };
}

export function sessionChanges(
  before: readonly GivenSession[],
  after: readonly GivenSession[],
): SessionChange[] {
  const [had, have] = [before, after].map(
    (list) => new Map(list.map((session) => [nameOf(session), session])),
  ) as [Map<string, GivenSession>, Map<string, GivenSession>];
  return [...new Set([...had.keys(), ...have.keys()])].sort().flatMap((name): SessionChange[] => {
    const [old, fresh] = [had.get(name), have.get(name)];
    const { site, date, window } = (old ?? fresh)!;
    const [was, is] = [old && summaryOf(old), fresh && summaryOf(fresh)];
    if (was && is && JSON.stringify(was) === JSON.stringify(is)) return [];
    const kind = was ? (is ? 'changed' : 'closed') : 'opened';
    return [{ kind, site, date, window, before: was, after: is }];
  });
}
