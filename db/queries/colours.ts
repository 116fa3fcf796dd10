import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { Colour, Measured } from '../../shared/domain/incidence/measure.ts';
import type { CountingWindow } from '../../shared/domain/incidence/windows.ts';
import type { Db, Transaction } from '../connect.ts';
import type { ReleaseRow } from './releases.ts';

/** Applied releases of which no colour has been measured yet, in the order in which they count. */
export async function listUnmeasuredReleases(
  db: Db,
): Promise<Pick<ReleaseRow, 'id' | 'releasedOn' | 'sequence'>[]> {
  return db
    .selectFrom('releases')
    .select(['id', 'releasedOn', 'sequence'])
    .where('state', '=', 'applied')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('measuredColours').select('releaseId').whereRef('releaseId', '=', 'releases.id'),
        ),
      ),
    )
    .orderBy('releasedOn')
    .orderBy('sequence')
    .execute();
}

/** Of the releases that were measured, the one that counts last. */
export async function newestMeasuredRelease(
  db: Db,
): Promise<Pick<ReleaseRow, 'id' | 'releasedOn' | 'sequence'> | undefined> {
  return db
    .selectFrom('releases')
    .select(['id', 'releasedOn', 'sequence'])
    .where('state', '=', 'applied')
    .where((eb) =>
      eb.exists(
        eb.selectFrom('measuredColours').select('releaseId').whereRef('releaseId', '=', 'releases.id'),
      ),
    )
    .orderBy('releasedOn', 'desc')
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
}

/** The colours measured from a release with one window. */
export async function coloursOfRelease(
  db: Db,
  releaseId: string,
  window: CountingWindow,
): Promise<ReadonlyMap<MunicipalityCode, Colour>> {
  const rows = await db
    .selectFrom('measuredColours')
    .select(['municipalityCode', 'colour'])
    .where('releaseId', '=', releaseId)
    .where('windowName', '=', window)
    .execute();
  return new Map(rows.map((row) => [row.municipalityCode as MunicipalityCode, row.colour as Colour]));
}

export async function insertMeasuredColours(
  transaction: Transaction,
  measured: readonly Measured[],
  facts: {
    releaseId: string;
    measuredOn: CalendarDate;
    window: CountingWindow;
    policy: string;
    inForce: boolean;
  },
): Promise<void> {
  if (measured.length === 0) return;
  const { window, ...common } = facts;
  await transaction
    .insertInto('measuredColours')
    .values(
      measured.map(({ municipality, cases, population, colour }) => ({
        ...common,
        windowName: window,
        municipalityCode: municipality,
        cases,
        population,
        colour,
      })),
    )
    .execute();
}

export interface ColourOnDay {
  readonly releasedOn: CalendarDate;
  readonly cases: number;
  readonly population: number;
  readonly colour: Colour;
  readonly window: CountingWindow;
}

/** A municipality's measured curve: per release day the last release's figure, with the window in force that day. */
export async function measuredCurve(
  db: Db,
  municipality: MunicipalityCode,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<ColourOnDay[]> {
  const rows = await db
    .selectFrom('measuredColours')
    .innerJoin('releases', 'releases.id', 'measuredColours.releaseId')
    .distinctOn('releases.releasedOn')
    .select(['releases.releasedOn', 'cases', 'population', 'colour', 'windowName'])
    .where('municipalityCode', '=', municipality)
    .where('inForce', '=', true)
    .where('releases.state', '=', 'applied')
    .where('releases.releasedOn', '>=', from)
    .where('releases.releasedOn', '<=', to)
    .orderBy('releases.releasedOn')
    .orderBy('releases.sequence', 'desc')
    .execute();
  return rows.map(({ releasedOn, cases, population, colour, windowName }) => ({
    releasedOn,
    cases,
    population,
    colour: colour as Colour,
    window: windowName as CountingWindow,
  }));
}

/** How many municipalities a release measures red, by window. */
export async function redCounts(db: Db, releaseId: string): Promise<Partial<Record<CountingWindow, number>>> {
  const rows = await db
    .selectFrom('measuredColours')
    .select((eb) => ['windowName', eb.fn.countAll<number>().filterWhere('colour', '=', 'red').as('red')])
    .where('releaseId', '=', releaseId)
    .groupBy('windowName')
    .execute();
  return Object.fromEntries(rows.map(({ windowName, red }) => [windowName, red]));
}
