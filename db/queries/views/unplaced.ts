import { sql } from 'kysely';
import { z } from 'zod';
import type { UnplacedFacts, UnplacedView } from '../../../shared/contracts/views/municipality.ts';
import { type CalendarDate, isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { SHIFTS } from '../../../shared/domain/calendar/shift.ts';
import type { Db } from '../../connect.ts';

const date = z.string().refine(isCalendarDate);

/** The planner's facts, by the ids that it was given. What a limit does not need is not there. */
const stored = z
  .object({
    shift: z.enum(SHIFTS),
    sites: z.array(z.string()),
    site: z.string(),
    date,
    window: z.string(),
    people: z.number(),
    places: z.number(),
    windows: z.number(),
    lab: z.string(),
    capacity: z.number(),
    helpful: z.string(),
  })
  .partial();

type Stored = z.infer<typeof stored>;

interface Row {
  readonly rollId: string;
  readonly people: number;
  readonly limit: string;
  readonly message: string;
  readonly fix: string;
  readonly earliest: CalendarDate;
  readonly due: CalendarDate;
  readonly facts: unknown;
}

/** People in numbers only, those with the same reason together: who they are is seen where they belong (R18). */
export async function unplacedViews(
  db: Db,
  rollIds: readonly string[],
): Promise<ReadonlyMap<string, UnplacedView[]>> {
  const { rows } = await sql<Row>`
    SELECT roll_id, sum(people)::integer AS people, limit_kind AS "limit", min(message) AS message, min(fix) AS fix,
      min(earliest) AS earliest, min(due) AS due, facts
    FROM unplaced
    WHERE roll_id = ANY (${rollIds})
    GROUP BY roll_id, limit_kind, facts
    ORDER BY sum(people) DESC, min(message)`.execute(db);
  const read = rows.map((row) => ({ row, facts: stored.safeParse(row.facts).data ?? {} }));
  const names = await namesIn(
    db,
    read.map(({ facts }) => facts),
  );
  const views = read.map(({ row: { rollId, facts: _, earliest, ...row }, facts }) => ({
    rollId,
    view: { ...row, facts: named(facts, earliest, names) },
  }));
  return new Map(
    [...Map.groupBy(views, ({ rollId }) => rollId)].map(([id, own]) => [id, own.map(({ view }) => view)]),
  );
}

interface Names {
  readonly places: ReadonlyMap<string, string>;
  readonly windows: ReadonlyMap<string, { fromMinute: number; toMinute: number }>;
}

async function namesIn(db: Db, facts: readonly Stored[]): Promise<Names> {
  const ids = (of: (each: Stored) => readonly (string | undefined)[]) => [
    ...new Set(facts.flatMap(of).filter((id) => id !== undefined)),
  ];
  const places = await sql<{ id: string; name: string }>`
    SELECT id::text, name FROM sites WHERE id::text = ANY (${ids(({ site, sites }) => [site, ...(sites ?? [])])})
    UNION ALL
    SELECT id::text, name FROM laboratories WHERE id::text = ANY (${ids(({ lab }) => [lab])})`.execute(db);
  const windows = await sql<{ id: string; fromMinute: number; toMinute: number }>`
    SELECT id::text, from_minute, to_minute FROM windows
    WHERE id::text = ANY (${ids(({ window }) => [window])})`.execute(db);
  return {
    places: new Map(places.rows.map(({ id, name }) => [id, name])),
    windows: new Map(windows.rows.map(({ id, ...window }) => [id, window])),
  };
}

function named(facts: Stored, earliest: CalendarDate, { places, windows }: Names): UnplacedFacts {
  const place = (id: string | undefined) => (id === undefined ? null : (places.get(id) ?? null));
  return {
    shift: facts.shift ?? null,
    sites: (facts.sites ?? []).map(place).filter((name) => name !== null),
    site: place(facts.site),
    earliest,
    date: facts.date ?? null,
    window: facts.window === undefined ? null : (windows.get(facts.window) ?? null),
    people: facts.people ?? null,
    places: facts.places ?? null,
    windows: facts.windows ?? null,
    laboratory: place(facts.lab),
    capacity: facts.capacity ?? null,
    laterHelps: facts.helpful === 'due',
  };
}
