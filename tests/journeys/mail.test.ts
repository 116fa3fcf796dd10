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

const PATIENCE_MS = 150_000;
const varde = '0573' as MunicipalityCode;
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

async function decideSomething(): Promise<void> {
  const deps = { db: database.db, clock: systemClock, newId: randomUUID };
  const today = wallClock(systemClock.now()).date;
  const whose = { actor: SYSTEM, municipality: varde };
  const contact = { role: 'duty', name: 'Vagten', phone: null } as const;
  await saveContact(deps, {
    ...{ actor: SYSTEM, of: varde, by: 'Anna Holm' },
    entry: { ...contact, email: 'vagt@varde.example', language: 'en' },
  });
  await logContact(deps, { ...whose, madeBy: 'Anna Holm', parties: ['stps', 'municipality'] });
  await registerDecision(deps, {
    ...{ ...whose, kind: 'colour', colour: 'red', scope: WHOLE, decidedOn: today, effectiveFrom: today },
    firstTestWeek: addWeeks(isoWeekOf(today), 2),
    ...{ reason: 'spread', parties: ['stps', 'municipality'], registeredBy: 'Anna Holm', onBehalfOf: 'stps' },
  });
}

test(
  'podeplan start with SMTP_URL hands a notice that waits to the mail server, once, and notes it (R7)',
  async () => {
    await decideSomething();
    const listening = server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    machine.run(['start'], {
      DATABASE_URL: database.url,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'podeplan@region.example',
    });
    // The outbox is looked at each minute.
    await eventually(() => taken.length > 0, PATIENCE_MS);
    await eventually(async () => {
      const notices = await asTenant(database.db, SYSTEM, (tx) => listNotices(tx));
      return notices.some(({ recipients, sentAt }) => recipients.length > 0 && sentAt !== null);
    });
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ to: 'vagt@varde.example' });
    expect(taken[0]?.text).toContain('From: podeplan@region.example');
    expect(taken[0]?.text).toMatch(/^Subject: Varde Municipality: change of colour/m);
  },
  2 * PATIENCE_MS,
);
