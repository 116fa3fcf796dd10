import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listNotices } from '../../db/queries/notices.ts';
import { createApi } from '../../server/api/api.ts';
import { fixedClock } from '../../shared/clock.ts';
import { isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { DirectoryEntry } from '../../shared/domain/status/directory.ts';
import { WHOLE } from '../../shared/domain/status/decision.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { createLog } from '../../shared/log.ts';
import { removeContact, saveContact, showDirectory } from '../../shared/usecases/keepDirectory.ts';
import { logContact } from '../../shared/usecases/logContact.ts';
import { registerDecision } from '../../shared/usecases/registerDecision.ts';
import { sendNotices } from '../../shared/usecases/sendNotices.ts';
import { podeplan } from '../cli/podeplan.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const varde = '0573' as MunicipalityCode;
const clock = fixedClock('2020-09-09T12:00:00Z');
let database: TestDatabase;
let api: express.Express;
const deps = () => ({ db: database.db, clock, newId: randomUUID });
const entry = (changes: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  role: 'duty',
  name: 'Vagten',
  phone: '33 66 00 00',
  email: null,
  language: 'da',
  ...changes,
});
const save = (of: string, changes: Partial<DirectoryEntry> = {}, id?: string) =>
  saveContact(deps(), { actor: SYSTEM, of, by: 'Anna Holm', entry: entry(changes), id });
const namesOf = async (of: string) =>
  (await showDirectory(deps(), { actor: SYSTEM, of })).entries.map(({ name }) => name);

beforeAll(async () => {
  database = await freshDatabase();
  api = express();
  const log = createLog('silent');
  api.use(createApi({ ...deps(), actor: SYSTEM, log, version: '1.2.3' }));
});
afterAll(() => database.close());

describe('the directory (P9)', () => {
  test.each<[string, Partial<DirectoryEntry>, string[]]>([
    ['nothing to reach it by', { phone: null }, ['phone phoneOrEmail']],
    ['ten digits without a country', { phone: '45 33 66 00 00' }, ['phone phone']],
    ['letters in a number', { phone: '33 66 xx' }, ['phone phone']],
    ['two lines as an address', { email: 'vagt@varde.dk\nBcc: x@y.dk' }, ['email email']],
    ['two addresses', { email: 'a@varde.dk,b@varde.dk' }, ['email email']],
    ['no domain', { email: 'vagt@varde' }, ['email email']],
    ['a number of a person as a name', { name: '010180-1234' }, ['name personalNumber']],
    ['no name', { name: '  ' }, ['name required']],
  ])('refuses %s, and keeps nothing', async (_, changes, faults) => {
    const refused = await save(varde, changes).catch((error: unknown) => error);
    expect(refused).toMatchObject({ kind: 'invalid-input' });
    const told = (refused as { faults: { place: string; code: string }[] }).faults;
    expect(told.map(({ place, code }) => `${place} ${code}`)).toEqual(faults);
    expect(await namesOf(varde)).toEqual([]);
  });

  test.each(['1813', '33660000', '+46 8 123 456'])('takes %s', async (phone) => {
    const { id } = await save('1084', { name: phone, phone });
    await removeContact(deps(), { actor: SYSTEM, of: '1084', id, by: 'Anna Holm' });
  });

  test('whose it is, in which role and by whom is audited; numbers and addresses are not', async () => {
    const { id } = await save('stps', { name: 'Tilsynet', email: 'tilsyn@stps.example' });
    await save('stps', { name: 'Tilsynet', role: 'planner', email: 'tilsyn@stps.example' }, id);
    await expect(save('stps', { name: 'Tilsynet', role: 'planner' })).rejects.toMatchObject({
      faults: [{ code: 'contactKnown' }],
    });
    await removeContact(deps(), { actor: SYSTEM, of: 'stps', id, by: 'Anna Holm' });
    const entries = await asTenant(database.db, SYSTEM, (tx) =>
      tx.selectFrom('auditLog').selectAll().where('subjectId', '=', id).orderBy('action').execute(),
    );
    expect(entries.map(({ action, actor, organisationId }) => [action, actor, organisationId])).toEqual([
      ['contact-added', 'Anna Holm', 'stps'],
      ['contact-changed', 'Anna Holm', 'stps'],
      ['contact-removed', 'Anna Holm', 'stps'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('tilsyn@');
  });

  test('a contact of somebody else is not found, nor is an unknown owner', async () => {
    const { id } = await save('1083', { name: 'Region' });
    await expect(save('1082', {}, id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(save('9999')).rejects.toMatchObject({ kind: 'not-found' });
    await removeContact(deps(), { actor: SYSTEM, of: '1083', id, by: 'Anna Holm' });
  });

  test('a municipality keeps its own and no other (row-level security)', async () => {
    const actor = { kind: 'municipality', municipality: varde } as const;
    await expect(saveContact(deps(), { actor, of: '0751', by: 'x', entry: entry() })).rejects.toThrow(
      'row-level security',
    );
    const { id } = await saveContact(deps(), { actor, of: varde, by: 'x', entry: entry() });
    await removeContact(deps(), { actor, of: varde, id, by: 'x' });
  });

  test('the API adds, changes and removes', async () => {
    const body = { role: 'planner', name: 'Planlæggeren', email: 'plan@varde.example', by: 'Anna' };
    const added = await request(api).post(`/directory/${varde}`).send(body);
    expect(added.status).toBe(201);
    const { id } = added.body as { id: string };
    const changed = await request(api)
      .post(`/directory/${varde}/${id}`)
      .send({ ...body, phone: '75 00 00 00', language: 'en' });
    expect(changed.status).toBe(200);
    expect((await request(api).get(`/directory/${varde}`)).body).toEqual({
      of: varde,
      contacts: [
        {
          ...{ id, role: 'planner', name: 'Planlæggeren', phone: '75 00 00 00' },
          ...{ email: 'plan@varde.example', language: 'en' },
        },
      ],
    });
    const removed = await request(api).post(`/directory/${varde}/${id}/remove`).send({ by: 'Anna' });
    expect([removed.status, await namesOf(varde)]).toEqual([200, []]);
    const wrong = await request(api)
      .post(`/directory/${varde}`)
      .send({ ...body, email: 'x' });
    expect([wrong.status, (wrong.body as { faults: unknown }).faults]).toEqual([
      400,
      [expect.objectContaining({ place: 'email', code: 'email' })],
    ]);
  });

  test('the command line does the same', async () => {
    const add = (...rest: string[]) =>
      podeplan(database.url, 'directory', 'add', 'stps', '--by', 'Anna', '--role', 'duty', ...rest);
    const added = await add('--name', 'Vagten', '--phone', '72 22 74 00', '--email', 'vagt@stps.example');
    expect([added.code, added.err]).toEqual([0, expect.stringMatching(/^Added: /)]);
    expect(await add('--name', 'Uden')).toMatchObject({ code: 2 });
    const id = added.err.slice('Added: '.length).trim();
    const listed = await podeplan(database.url, 'directory', 'list', 'stps');
    expect(listed.out).toBe(`${id}  duty: Vagten, 72 22 74 00, vagt@stps.example (da)\n`);
  });
});

test('each recipient of a notice gets it once, in its own language (R7)', async () => {
  const mail: { to: string; subject: string }[] = [];
  const mailer = {
    send: ({ to, subject }: { to: string; subject: string }) => {
      mail.push({ to, subject });
      return Promise.resolve({ outcome: 'sent' as const, detail: 'ok' });
    },
    close: () => undefined,
  };
  await save(varde, { role: 'planner', name: 'Dansk', email: 'dansk@varde.example' });
  await save(varde, { role: 'planner', name: 'English', email: 'english@varde.example', language: 'en' });
  await logContact(deps(), { actor: SYSTEM, municipality: varde, madeBy: 'Anna', parties: ['stps'] });
  await registerDecision(deps(), {
    ...{ actor: SYSTEM, municipality: varde, kind: 'colour', colour: 'red', scope: WHOLE },
    decidedOn: calendarDate('2020-09-09'),
    effectiveFrom: calendarDate('2020-09-09'),
    firstTestWeek: isoWeek('2020-W39'),
    ...{
      reason: 'spredt smitte',
      parties: ['stps', 'municipality'],
      registeredBy: 'Anna',
      onBehalfOf: 'stps',
    },
  });
  const outbox = await asTenant(database.db, SYSTEM, (tx) => listNotices(tx));
  const own = outbox.find(({ addressee }) => addressee === 'municipality');
  expect([own?.recipients, own?.languages]).toEqual([
    ['dansk@varde.example', 'english@varde.example'],
    ['da', 'en'],
  ]);
  await sendNotices({ ...deps(), mailer });
  await sendNotices({ ...deps(), mailer });
  expect(mail.sort((a, b) => (a.to < b.to ? -1 : 1))).toEqual([
    { to: 'dansk@varde.example', subject: 'Varde Kommune: skift af kategori' },
    { to: 'english@varde.example', subject: expect.stringMatching(/^Varde.*change of colour/i) },
    { to: 'vagt@stps.example', subject: 'Varde Kommune: skift af kategori' },
  ]);
});
