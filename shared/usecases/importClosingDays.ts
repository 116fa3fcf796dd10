import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Actor, asTenant } from '../../db/asTenant.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { insertClosingDays, type NewClosingDay } from '../../db/queries/plannersWords.ts';
import { datesFrom, isCalendarDate } from '../domain/calendar/calendarDate.ts';
import { findMunicipality, municipalityNamed } from '../domain/geography/municipalities.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';

const date = z.string().refine(isCalendarDate, 'a date is written YYYY-MM-DD');
const row = z.strictObject({
  municipality: z.string(),
  from: date,
  to: z.union([z.literal(''), date]).optional(),
  kind: z.enum(['school-holiday', 'closed']),
  reason: z.string().max(200).optional(),
});

/** No school holiday is longer; a slip in a year would close a municipality for one. */
const LONGEST_DAYS = 60;

export interface ClosingDaysImported {
  readonly rows: number;
  readonly days: number;
  /** The others were there already. */
  readonly added: number;
}

function readRows(text: string): { days: NewClosingDay[]; rows: number } {
  let records: unknown[];
  try {
    records = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      delimiter: [',', ';'],
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    throw new DomainProblem('bad-file', `This is no table: ${error instanceof Error ? error.message : ''}`);
  }
  const faults: Fault[] = [];
  const days = records.flatMap((record, i): NewClosingDay[] => {
    const place = `line ${i + 2}`;
    const parsed = row.safeParse(record);
    if (!parsed.success) {
      faults.push(
        ...parsed.error.issues.map(({ path, message }) => ({
          place: `${place}, ${path.join('.')}`,
          message,
        })),
      );
      return [];
    }
    const { municipality: named, from, to, kind, reason } = parsed.data;
    const municipality = findMunicipality(named.padStart(4, '0')) ?? municipalityNamed(named);
    if (!municipality) {
      faults.push({ place: `${place}, municipality`, message: `there is no municipality "${named}"` });
      return [];
    }
    const dates = datesFrom({ from, to: to === undefined || to === '' ? from : to });
    if (dates.length === 0 || dates.length > LONGEST_DAYS) {
      faults.push({
        place: `${place}, to`,
        message: `from ${from} to ${to ?? from} is no span of 1 to ${LONGEST_DAYS} days`,
      });
      return [];
    }
    return dates.map((day) => ({
      municipality: municipality.code,
      date: day,
      kind,
      reason: reason === '' || reason === undefined ? null : reason,
    }));
  });
  if (faults.length > 0) throw new DomainProblem('bad-file', 'Nothing has been imported', faults);
  return { days, rows: records.length };
}

/**
 * School holidays and local closing days from a table with the columns municipality, from, to, kind (`school-holiday` or
 * `closed`) and reason. All or nothing; a day that is there already stays as it is.
 */
export async function importClosingDays(
  { db, clock, newId }: ChangeDeps,
  { actor, text, by }: { readonly actor: Actor; readonly text: string; readonly by: string },
): Promise<ClosingDaysImported> {
  const { days, rows } = readRows(text);
  return asTenant(db, actor, async (transaction) => {
    const added = await insertClosingDays(transaction, days, newId);
    const municipalities = [...new Set(days.map(({ municipality }) => municipality))].sort();
    for (const municipality of municipalities) {
      await insertAuditEntry(transaction, {
        id: newId(),
        at: clock.now(),
        actor: by,
        municipalityCode: municipality,
        action: 'closing-days-imported',
        subject: 'municipality',
        subjectId: municipality,
        facts: { days: days.filter((day) => day.municipality === municipality).length },
      });
    }
    return { rows, days: days.length, added };
  });
}
