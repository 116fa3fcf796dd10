import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertContact, insertFollowUps, listOpenFollowUps } from '../../db/queries/followUps.ts';
import { lockMunicipality } from '../../db/queries/decisions.ts';
import type { Clock } from '../clock.ts';
import { addDays, type CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { partyFaults } from '../domain/status/party.ts';
import { plainTextFaults } from '../domain/plainText.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';

export interface ContactInput {
  readonly actor: Actor;
  readonly municipality: MunicipalityCode;
  /** When the talk was; now, when left out. */
  readonly madeAt?: Date | undefined;
  readonly madeBy: string;
  readonly parties: readonly string[];
  /** What was said about special circumstances (few addresses, one area …). */
  readonly circumstances?: string | undefined;
  readonly note?: string | undefined;
  readonly inTransaction?: ((transaction: Transaction) => Promise<void>) | undefined;
}

export interface LoggedContact {
  readonly contactId: string;
  readonly followUpId: string;
  /** There was no open follow-up: the talk itself has opened one. */
  readonly opened: boolean;
}

/**
 * R4, R7: writes down a talk between municipality, region and STPS. It belongs to the open follow-up; when somebody
 * calls before the figures do, it opens one.
 *
 * @throws DomainProblem `invalid-input`
 */
export async function logContact(
  { db, clock, newId }: { readonly db: Db; readonly clock: Clock; readonly newId: () => string },
  { actor, municipality, madeAt, madeBy, parties, circumstances, note, inTransaction }: ContactInput,
): Promise<LoggedContact> {
  if (!findMunicipality(municipality)) {
    throw new DomainProblem('not-found', `There is no municipality ${municipality}`);
  }
  const at = madeAt ?? clock.now();
  const faults = [
    ...(madeBy.trim() === '' ? [fault('registeredBy', 'required', 'somebody made it')] : []),
    ...(parties.length === 0 ? [fault('parties', 'choose', 'a contact has parties')] : []),
    ...(at > clock.now() ? [fault('madeOn', 'contactAhead', 'a contact cannot lie ahead')] : []),
    ...partyFaults({ parties }),
    ...plainTextFaults({ registeredBy: madeBy, parties, circumstances, note }),
  ];
  if (faults.length > 0) throw new DomainProblem('invalid-input', 'The contact cannot be logged', faults);
  return asTenant(db, actor, async (transaction) => {
    await lockMunicipality(transaction, municipality);
    const open = (await listOpenFollowUps(transaction)).find(
      (followUp) => followUp.municipality === municipality,
    );
    refuseOldTalk(wallClock(at).date, { openedOn: open?.openedOn, today: wallClock(clock.now()).date });
    const followUpId = open?.id ?? newId();
    if (!open) {
      const openedOn = wallClock(at).date;
      await insertFollowUps(transaction, [{ id: followUpId, municipality, openedOn, releaseId: null }]);
    }
    const contactId = newId();
    await insertContact(transaction, {
      id: contactId,
      municipality,
      followUpId,
      madeAt: at,
      madeBy,
      parties,
      circumstances: circumstances ?? null,
      note: note ?? null,
    });
    await inTransaction?.(transaction);
    return { contactId, followUpId, opened: !open };
  });
}

/** How far back a talk that opens a follow-up may lie: as far as a decision that is registered late. */
const LATEST_LOGGING_DAYS = 31;

/** A talk from before the figures crossed is none of this follow-up, and lets nobody change its colour (R7). */
function refuseOldTalk(
  on: CalendarDate,
  { openedOn, today }: { readonly openedOn: CalendarDate | undefined; readonly today: CalendarDate },
): void {
  const first = openedOn ?? addDays(today, -LATEST_LOGGING_DAYS);
  if (on >= first) return;
  const message = `a contact of this follow-up is from ${first} or later`;
  throw new DomainProblem('invalid-input', 'The contact cannot be logged', [
    { ...fault('madeOn', 'contactBefore', message), facts: { day: first } },
  ]);
}

function fault(place: string, code: string, message: string): Fault {
  return { place, message, code };
}
