import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertRows } from '../../db/insertRows.ts';
import type { RedStaffView } from '../../shared/contracts/views/redStaff.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fillSmallWorld, PARTLY, RED, TODAY } from '../web/smallWorld.ts';
import { podeplan } from './podeplan.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await fillSmallWorld(database.db);
  await asTenant(database.db, SYSTEM, insertOfPartlyRed);
});
afterAll(() => database.close());

/** In Ballerup, red in one area: a home there, a green one elsewhere, and a team that the decision names. */
async function insertOfPartlyRed(tx: Parameters<Parameters<typeof asTenant>[2]>[0]): Promise<void> {
  const from = calendarDate('2020-08-01');
  const own = { organisationId: PARTLY, municipalityCode: PARTLY };
  const pattern = await tx.selectFrom('sites').selectAll().executeTakeFirstOrThrow();
  const area = await tx.selectFrom('areas').select('id').executeTakeFirstOrThrow();
  const decision = await tx
    .selectFrom('decisions')
    .select('id')
    .where('municipalityCode', '=', PARTLY)
    .executeTakeFirstOrThrow();
  const site = (name: string, areaId: string | null) => ({
    ...{ ...pattern, ...own, id: randomUUID(), laboratoryId: null },
    ...{ name, areaId },
  });
  const [inside, outside] = [site('Skovhjemmet', area.id), site('Engen', null)];
  await insertRows(tx, 'sites', [inside, outside]);
  const team = { ...own, id: randomUUID(), name: 'Natteamet' };
  await insertRows(tx, 'careTeams', [team]);
  await insertRows(tx, 'decisionScopes', [
    { id: randomUUID(), decisionId: decision.id, municipalityCode: PARTLY, careTeamId: team.id },
  ]);
  const person = (label: string, shift: string, careTeamId: string | null) => ({
    ...{ ...own, id: randomUUID(), label, shift, careTeamId, inScopeFrom: from, inScopeTo: null },
  });
  const [atHome, mobile, green] = [
    person('A1', 'day', null),
    person('M1', 'night', team.id),
    person('G1', 'day', null),
  ];
  await insertRows(tx, 'staff', [atHome, mobile, green]);
  const serves = ({ id: staffId }: { id: string }, { id: siteId }: { id: string }) => ({
    ...{ staffId, siteId, organisationId: PARTLY, position: 0 },
  });
  await insertRows(tx, 'staffSites', [
    serves(atHome, inside),
    serves(mobile, outside),
    serves(green, outside),
  ]);
}

const asked = (...args: string[]) => podeplan(database.url, 'red-staff', ...args, '--on', TODAY);
const read = async (...args: string[]) => JSON.parse((await asked(...args, '--json')).out) as RedStaffView;

describe('podeplan red-staff (A18)', () => {
  test('a municipality that is red as a whole: every site, by its name', async () => {
    const { code, out, err } = await asked('København');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      `København is decided red on ${TODAY} (decision 1): 60 people`,
      'site Hjemmeplejen Amager Øst: 30 people; the whole municipality is red',
      'site Plejecentret Ørstedhaven: 0 people; the whole municipality is red',
      'site Plejehjemmet Åkandehuset: 30 people; the whole municipality is red',
      '',
    ]);
    const { municipality, decided, people, places } = await read(RED);
    expect({ municipality, people }).toEqual({ municipality: { code: RED, name: 'København' }, people: 60 });
    expect(decided).toMatchObject({ colour: 'red', partial: false });
    expect(places.map(({ reason, people: count }) => [reason, count])).toEqual([
      ['whole', 30],
      ['whole', 0],
      ['whole', 30],
    ]);
  });

  test('one that is red in part: the area and the team with their people and why; nobody else', async () => {
    const { code, out } = await asked(PARTLY);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      `Ballerup is decided red in part on ${TODAY} (decision 2): 2 people`,
      'site Skovhjemmet: 1 person; its area Skovlunde is red',
      '  A1 (Ballerup Kommune, day)',
      'team Natteamet: 1 person; the decision names it',
      '  M1 (Ballerup Kommune, night)',
      '',
    ]);
    const { decided, people, places } = await read('Ballerup');
    expect(decided).toMatchObject({ colour: 'red', partial: true });
    expect(people).toBe(2);
    expect(places.map(({ kind, name, reason, area, staff }) => [kind, name, reason, area, staff])).toEqual([
      ['site', 'Skovhjemmet', 'area', 'Skovlunde', [expect.objectContaining({ label: 'A1', shift: 'day' })]],
      ['team', 'Natteamet', 'named', null, [expect.objectContaining({ label: 'M1', shift: 'night' })]],
    ]);
  });

  test('a green one has nobody, and a name that is none is refused', async () => {
    expect(await asked('0157')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/decided green on .*nobody is red/),
    });
    expect((await asked('Atlantis')).code).toBe(2);
  });
});
