import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { listOpenFollowUps } from '../../db/queries/followUps.ts';
import {
  insertNotices,
  listRecipients,
  listRollsPublishedSince,
  listSettledWeeks,
  type NewNotice,
} from '../../db/queries/notices.ts';
import { listLeftBehindOf } from '../../db/queries/views/leftBehind.ts';
import { listPendingReviews } from '../../db/queries/reviews.ts';
import type { Clock } from '../clock.ts';
import { addDays } from '../domain/calendar/calendarDate.ts';
import { instantAt, wallClock } from '../domain/calendar/copenhagen.ts';
import { addWeeks, isoWeekOf } from '../domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { regionOf } from '../domain/geography/regions.ts';
import type { Addressee, NoticeFacts } from '../domain/status/notice.ts';

/** A notice before it is addressed: what has happened, once, and who is told. */
interface Occasion {
  /** The row that it comes from: the same row makes the same notice. */
  readonly about: string;
  readonly municipality: MunicipalityCode;
  readonly addressees: readonly Addressee[];
  readonly facts: NoticeFacts;
}

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What is older was told by telephone, or by an earlier version: nobody is flooded after an upgrade. */
const FRESH_DAYS = 3;
const EVERYONE: readonly Addressee[] = ['municipality', 'region', 'stps'];

/** Puts occasions into the outbox, each at most once per addressee, in the transaction of what has happened. */
export async function putIntoOutbox(
  transaction: Transaction,
  { clock, newId }: Omit<Deps, 'db'>,
  occasions: readonly Occasion[],
): Promise<number> {
  const createdAt = clock.now();
  const today = wallClock(createdAt).date;
  const notices: NewNotice[] = [];
  for (const { about, municipality, addressees, facts } of occasions) {
    const region = regionOf(findMunicipality(municipality)!, today);
    for (const addressee of addressees) {
      const recipients = await listRecipients(transaction, { addressee, municipality, region });
      const key = `${facts.template}:${about}:${addressee}`;
      notices.push({
        ...{ id: newId(), key, addressee, municipality, region, facts, createdAt },
        recipients: recipients.map(({ email }) => email),
        languages: recipients.map(({ language }) => language),
      });
    }
  }
  return insertNotices(transaction, notices);
}

/**
 * R4, R12, R24: what time and nights bring about by themselves, put into the outbox: crossings, settled test weeks,
 * overdue reviews, published rolls, samples left behind (R56). Everything is read from the rows, so that a call too many tells nothing twice.
 *
 * @returns how many notices are new.
 */
export async function raiseNotices({ db, clock, newId }: Deps): Promise<number> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const occasions = [
      ...(await crossings(transaction, clock)),
      ...(await settledWeeks(transaction, clock)),
      ...(await overdueReviews(transaction, clock)),
      ...(await publishedRolls(transaction, clock)),
      ...(await leftBehind(transaction, clock)),
    ];
    return putIntoOutbox(transaction, { clock, newId }, occasions);
  });
}

const nameOf = (municipality: MunicipalityCode) => findMunicipality(municipality)?.name ?? municipality;
const freshFrom = (clock: Clock) => addDays(wallClock(clock.now()).date, -FRESH_DAYS);

async function crossings(db: Db, clock: Clock): Promise<Occasion[]> {
  const since = freshFrom(clock);
  return (
    (await listOpenFollowUps(db))
      // One that a talk has opened is no news to those who talked.
      .filter(({ openedOn, releaseId }) => openedOn >= since && releaseId !== null)
      .map(({ id, municipality, openedOn }) => ({
        about: id,
        municipality,
        addressees: EVERYONE,
        facts: { template: 'crossing', municipality: nameOf(municipality), openedOn },
      }))
  );
}

/** The first test week is told with the decision; of cancelled ones the one that was announced, the next. */
async function settledWeeks(db: Db, clock: Clock): Promise<Occasion[]> {
  const next = addWeeks(isoWeekOf(wallClock(clock.now()).date), 1);
  const byPeriod = Map.groupBy(await listSettledWeeks(db, next), ({ period }) => period);
  return [...byPeriod].flatMap(([period, weeks]) => {
    const [first] = weeks;
    const told = weeks.filter((week) => week.state === 'confirmed' || week === first);
    return told.map(({ municipality, week, state }): Occasion => ({
      about: `${period}:${week}:${state}`,
      municipality,
      addressees: ['municipality', 'region'],
      facts: { template: 'test-week', municipality: nameOf(municipality), week, state },
    }));
  });
}

async function overdueReviews(db: Db, clock: Clock): Promise<Occasion[]> {
  const today = wallClock(clock.now()).date;
  return (await listPendingReviews(db))
    .filter(({ dueOn }) => dueOn < today && dueOn >= freshFrom(clock))
    .map(({ id, municipality, dueOn }) => ({
      about: id,
      municipality,
      addressees: EVERYONE,
      facts: { template: 'review-overdue', municipality: nameOf(municipality), dueOn },
    }));
}

async function publishedRolls(db: Db, clock: Clock): Promise<Occasion[]> {
  const since = instantAt({ date: freshFrom(clock), time: '00:00' });
  return (await listRollsPublishedSince(db, since)).map(({ id, municipality, ...roll }) => ({
    about: id,
    municipality,
    addressees: ['municipality'],
    facts: { template: 'roll-published', municipality: nameOf(municipality), ...roll },
  }));
}

/** Missed and refused stops go on the next run, and the kommune hears of it on the day. */
async function leftBehind(db: Db, clock: Clock): Promise<Occasion[]> {
  const since = freshFrom(clock);
  return (
    (await listLeftBehindOf(db, { on: wallClock(clock.now()).date }))
      // A letter is about samples; kits that wait stand on the page.
      .filter(({ date, samples }) => date >= since && samples > 0)
      .map(({ stop, municipality, siteName, date, state, samples }) => ({
        about: stop,
        municipality: municipality as MunicipalityCode,
        addressees: ['municipality'],
        facts: {
          template: 'left-behind',
          municipality: nameOf(municipality as MunicipalityCode),
          site: siteName,
          date,
          state,
          samples,
        },
      }))
  );
}
