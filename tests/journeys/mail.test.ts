import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listNotices } from '../../db/queries/notices.ts';
import { systemClock } from '../../shared/clock.ts';
import { wallClock } from '../../shared/domain/calendar/copenhagen.ts';
import { addWeeks, isoWeekOf } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { WHOLE } from '../../shared/domain/status/decision.ts';
import { saveContact } from '../../shared/usecases/keepDirectory.ts';
import { logContact } from '../../shared/usecases/logContact.ts';
import { registerDecision } from '../../shared/usecases/registerDecision.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { eventually, newMachine, type Machine } from './support/product.ts';

/** Of the outbox's schedule alone it would be a minute. */
const PATIENCE_MS = 60_000;
const varde = '0573' as MunicipalityCode;
const whose = { actor: SYSTEM, municipality: varde };
const taken: { to: string; text: string }[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join();
      taken.push({ to, text: Buffer.concat(chunks).toString('utf8') });
      callback();
    });
  },
});
let database: TestDatabase;
let machine: Machine;

beforeAll(async () => {
  [database, machine] = [await freshDatabase(), await newMachine()];
});
afterAll(async () => {
  await machine.close();
  await new Promise<void>((resolve) => server.close(resolve));
  await database.close();
});

const deps = () => ({ db: database.db, clock: systemClock, newId: randomUUID });
const today = () => wallClock(systemClock.now()).date;

async function keepContacts(): Promise<void> {
  const contact = { role: 'duty', name: 'Vagten', phone: null } as const;
  await saveContact(deps(), {
    ...{ actor: SYSTEM, of: varde, by: 'Anna Holm' },
    entry: { ...contact, email: 'vagt@varde.example', language: 'en' },
  });
  await logContact(deps(), { ...whose, madeBy: 'Anna Holm', parties: ['stps', 'municipality'] });
}

async function decide(colour: 'red' | 'green'): Promise<void> {
  const [from, reason] = [
    { decidedOn: today(), effectiveFrom: today() },
    colour === 'red' ? 'spread' : 'over',
  ];
  await registerDecision(deps(), {
    ...{ ...whose, ...from, kind: 'colour', colour, scope: WHOLE, reason },
    ...(colour === 'red' ? { firstTestWeek: addWeeks(isoWeekOf(today()), 2) } : {}),
    ...{ parties: ['stps', 'municipality'], registeredBy: 'Anna Holm', onBehalfOf: 'stps' },
  });
}

const addressed = async () => {
  const notices = await asTenant(database.db, SYSTEM, (tx) => listNotices(tx));
  return notices.filter(({ recipients }) => recipients.length > 0);
};

test(
  'podeplan start with SMTP_URL sends what waits when it begins, and what is raised then, each once (R7)',
  async () => {
    await keepContacts();
    await decide('red');
    const listening = server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    machine.run(['start'], {
      DATABASE_URL: database.url,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'podeplan@region.example',
    });
    await eventually(() => taken.length > 0, PATIENCE_MS);
    await decide('green');
    await eventually(() => taken.length > 1, PATIENCE_MS);
    // A decision may bring about more than its own notice: whatever there is, each is sent once.
    await eventually(async () => {
      const own = await addressed();
      return own.length > 1 && own.every(({ sentAt }) => sentAt !== null);
    }, PATIENCE_MS);
    expect(taken).toHaveLength((await addressed()).length);
    const messageIds = taken.map(({ text }) => /^Message-ID: (.+)$/im.exec(text)?.[1]);
    expect(new Set(messageIds).size).toBe(taken.length);
    expect(taken[0]).toMatchObject({ to: 'vagt@varde.example' });
    expect(taken[0]?.text).toContain('From: podeplan@region.example');
    expect(taken[0]?.text).toMatch(/^Subject: Varde Municipality: change of colour/m);
  },
  2 * PATIENCE_MS,
);
