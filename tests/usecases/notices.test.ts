import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertRows } from '../../db/insertRows.ts';
import { insertDelivery, listNotices } from '../../db/queries/notices.ts';
import { fixedClock } from '../../shared/clock.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { WHOLE } from '../../shared/domain/status/decision.ts';
import { type Mailer, openMailer } from '../../shared/mail/mailer.ts';
import { sayNotice } from '../../shared/text/notice.ts';
import { listDecidedStates } from '../../shared/usecases/listDecidedStates.ts';
import { logContact } from '../../shared/usecases/logContact.ts';
import { raiseNotices } from '../../shared/usecases/raiseNotices.ts';
import { registerDecision } from '../../shared/usecases/registerDecision.ts';
import { deliveryState, sendNotices } from '../../shared/usecases/sendNotices.ts';
import { settleTestWeeks } from '../../shared/usecases/settleTestWeeks.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const varde = '0573' as MunicipalityCode;
let database: TestDatabase;
let now = '2020-09-09T12:00:00Z';
const deps = () => ({ db: database.db, clock: fixedClock(now), newId: randomUUID });
const outbox = () => asTenant(database.db, SYSTEM, (tx) => listNotices(tx));

/** A mail server on this machine: what it took, and what it says to the next. */
const taken: { to: string[]; text: string }[] = [];
let answer: 'take' | 'refuse' | 'later' | 'hang-up' = 'take';
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo(_address, _session, callback) {
    const codes = { refuse: 550, later: 451 } as const;
    if (answer === 'take' || answer === 'hang-up') {
      callback();
      return;
    }
    callback(Object.assign(new Error('no such mailbox now'), { responseCode: codes[answer] }));
  },
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      taken.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        text: Buffer.concat(chunks).toString('utf8'),
      });
      // Taken, but nobody hears of it.
      if (answer === 'hang-up') server.connections.forEach((connection) => connection.close());
      else callback();
    });
  },
});
server.on('error', () => undefined);
let mailer: Mailer;

beforeAll(async () => {
  database = await freshDatabase();
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const address = listening.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from: 'podeplan@region.example' });
  await asTenant(database.db, SYSTEM, (tx) =>
    insertRows(tx, 'contacts', [
      {
        id: randomUUID(),
        municipalityCode: varde,
        role: 'planner',
        name: 'Planlægger',
        email: 'test@varde.example',
      },
      { id: randomUUID(), regionCode: '1083', role: 'duty', name: 'Vagt', email: 'vagt@region.example' },
    ]),
  );
});
afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => server.close(resolve));
  await database.close();
});
afterEach(() => {
  answer = 'take';
  taken.length = 0;
});

const decide = (changes: object = {}) =>
  registerDecision(deps(), {
    actor: SYSTEM,
    municipality: varde,
    kind: 'colour',
    colour: 'red',
    scope: WHOLE,
    decidedOn: calendarDate(now.slice(0, 10)),
    effectiveFrom: calendarDate(now.slice(0, 10)),
    firstTestWeek: isoWeek('2020-W39'),
    reason: 'spredt smitte',
    parties: ['stps', 'municipality'],
    registeredBy: 'Anna Holm',
    onBehalfOf: 'stps',
    ...changes,
  });
const send = () => sendNotices({ ...deps(), mailer });

// One story, told in order.
describe('notices (R7)', () => {
  test('a decision tells the municipality, the region and the authority, with the provisional week 3 (R24)', async () => {
    await logContact(deps(), { actor: SYSTEM, municipality: varde, madeBy: 'duty', parties: ['stps'] });
    await decide();
    const notices = await outbox();
    expect(notices.map(({ addressee, recipients }) => [addressee, recipients])).toEqual(
      expect.arrayContaining([
        ['municipality', ['test@varde.example']],
        ['region', ['vagt@region.example']],
        ['stps', []],
      ]),
    );
    const { subject, body } = sayNotice(notices[0]!.facts, 'da');
    expect(subject).toBe('Varde Kommune: skift af kategori');
    expect(body).toContain('Testuger: uge 39, 2020 (bekræftet) og uge 41, 2020 (foreløbig)');
    expect(sayNotice(notices[0]!.facts, 'en').body).toContain('week 41, 2020 (provisional)');
    expect(body).toContain('på vegne af Styrelsen for Patientsikkerhed');
  });

  test('each is sent once, whoever has no address reads it on the page, and no subject names anybody', async () => {
    expect(await send()).toBe(2);
    expect(await send()).toBe(0);
    expect(taken.map(({ to }) => to)).toEqual(
      expect.arrayContaining([['test@varde.example'], ['vagt@region.example']]),
    );
    for (const { text } of taken) {
      const subject = /^Subject: (.*(?:\r\n .*)*)/m.exec(text)?.[1] ?? '';
      expect(subject).not.toBe('');
      expect(subject).not.toContain('Anna');
      expect(text).toMatch(/^Message-ID: <[0-9a-f-]{36}\.[0-9a-f]{12}@podeplan>/m);
    }
  });

  test('what the server refuses for now is tried again, what it refuses for good is not', async () => {
    now = '2020-09-10T12:00:00Z';
    await decide({ firstTestWeek: isoWeek('2020-W40') });
    answer = 'later';
    expect(await send()).toBe(0);
    const states = async () => {
      const open = (await outbox()).filter(
        ({ facts }) => facts.template === 'decision' && facts.number === 2,
      );
      return open.flatMap((notice) => notice.recipients.map((to) => [to, deliveryState(notice, to)])).sort();
    };
    expect(await states()).toEqual([
      ['test@varde.example', 'failed'],
      ['vagt@region.example', 'failed'],
    ]);
    answer = 'take';
    expect(await send()).toBe(0);
    answer = 'refuse';
    now = '2020-09-10T12:01:00Z';
    await send();
    expect(await states()).toEqual([
      ['test@varde.example', 'refused'],
      ['vagt@region.example', 'refused'],
    ]);
    answer = 'take';
    expect(await send()).toBe(0);
    expect(taken).toEqual([]);
  });

  test('cut off after handing over: perhaps it arrived, so it is never sent a second time', async () => {
    now = '2020-09-11T12:00:00Z';
    await decide({ firstTestWeek: isoWeek('2020-W39') });
    answer = 'hang-up';
    expect(await send()).toBe(0);
    expect(taken).toHaveLength(2);
    answer = 'take';
    expect(await send()).toBe(0);
    expect(taken).toHaveLength(2);
  });

  test('a server that cannot be reached has taken nothing: it is tried again', async () => {
    now = '2020-09-11T13:00:00Z';
    await decide({
      kind: 'intensity',
      colour: undefined,
      firstTestWeek: undefined,
      intervalWeeks: 1,
      effectiveTo: calendarDate('2020-09-12'),
    });
    const nowhere = openMailer({ url: 'smtp://127.0.0.1:1', from: 'podeplan@region.example' });
    // The schedule asks every minute; the attempts grow rarer, so that a long outage loses nothing.
    for (let minute = 0; minute <= 20; minute += 1) {
      now = `2020-09-11T13:${String(minute).padStart(2, '0')}:00Z`;
      expect(await sendNotices({ ...deps(), mailer: nowhere })).toBe(0);
    }
    nowhere.close();
    expect(await send()).toBe(0);
    now = '2020-09-11T13:21:00Z';
    expect(await send()).toBe(2);
  });

  test('a worker that was killed between handing over and writing down: the same', async () => {
    now = '2020-09-12T12:00:00Z';
    await decide({
      kind: 'intensity',
      colour: undefined,
      firstTestWeek: undefined,
      intervalWeeks: 1,
      effectiveTo: calendarDate('2020-10-14'),
    });
    const [notice] = (await outbox()).filter(
      ({ addressee, facts }) =>
        addressee === 'region' && facts.template === 'decision' && facts.kind === 'intensity',
    );
    await asTenant(database.db, SYSTEM, (tx) =>
      insertDelivery(tx, notice!, {
        ...{ id: randomUUID(), noticeId: notice!.id, recipient: 'vagt@region.example', attempt: 1 },
        ...{ attemptedAt: new Date(now), outcome: 'started', detail: null },
      }),
    );
    expect(await send()).toBe(1);
    expect(taken.map(({ to }) => to)).toEqual([['test@varde.example']]);
    await decide({
      kind: 'withdrawal',
      colour: undefined,
      firstTestWeek: undefined,
      supersedes: (await supersedable()).id,
    });
  });

  test('time confirms the provisional week, in the tables and in a notice (R24)', async () => {
    now = '2020-09-30T20:00:00Z';
    expect(await settleTestWeeks(deps())).toEqual([varde]);
    expect(await settleTestWeeks(deps())).toEqual([]);
    await raiseNotices(deps());
    const weekNotices = async () =>
      (await outbox()).flatMap(({ facts, addressee }) =>
        facts.template === 'test-week' ? [`${addressee} ${facts.week} ${facts.state}`] : [],
      );
    expect((await weekNotices()).sort()).toEqual([]);
    now = '2020-10-01T06:00:00Z';
    await settleTestWeeks(deps());
    await raiseNotices(deps());
    expect((await weekNotices()).sort()).toEqual([
      'municipality 2020-W41 confirmed',
      'region 2020-W41 confirmed',
    ]);
    expect(await raiseNotices(deps())).toBe(0);
    await expectAgreement('2020-10-01');
  });

  test('a decision for green cancels the week that was announced, and no other is told', async () => {
    now = '2020-10-14T09:00:00Z';
    await settleTestWeeks(deps());
    await decide({ colour: 'green', firstTestWeek: undefined });
    await raiseNotices(deps());
    const cancelled = (await outbox()).filter(
      ({ facts }) => facts.template === 'test-week' && facts.state === 'cancelled',
    );
    expect(cancelled.map(({ addressee, facts }) => [addressee, facts])).toEqual(
      expect.arrayContaining([
        ['region', { template: 'test-week', municipality: 'Varde', week: '2020-W43', state: 'cancelled' }],
      ]),
    );
    expect(cancelled).toHaveLength(2);
    await expectAgreement('2020-10-14');
  });
});

/** The tables tell what the decisions do. */
async function expectAgreement(on: string): Promise<void> {
  const states = await listDecidedStates(deps(), { actor: SYSTEM, on: calendarDate(on) });
  const expected = states
    .find(({ municipality }) => municipality === varde)!
    .testWeeks.map(({ week, state }) => ({ week, state }));
  const rows = await database.db.selectFrom('redWeeks').select(['week', 'state']).orderBy('week').execute();
  expect(rows).toEqual(expected);
}

async function supersedable() {
  return database.db
    .selectFrom('decisions')
    .select('id')
    .where('kind', '=', 'intensity')
    .where('effectiveTo', '=', calendarDate('2020-10-14'))
    .executeTakeFirstOrThrow();
}
