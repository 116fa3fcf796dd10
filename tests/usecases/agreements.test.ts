import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertRows } from '../../db/insertRows.ts';
import { fixedClock } from '../../shared/clock.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { Subject } from '../../shared/domain/offers/subject.ts';
import type { PlanningFacts, PlanningSite } from '../../shared/domain/planning/facts.ts';
import { WHOLE } from '../../shared/domain/status/decision.ts';
import { listLocalAgreements } from '../../shared/usecases/listLocalAgreements.ts';
import { agreedFacts, agreedPlaces } from '../../shared/usecases/planning/agreedPlaces.ts';
import { loadPlanningDay, rulesIn } from '../../shared/usecases/planning/planningDay.ts';
import {
  type AgreementInput,
  endAgreement,
  registerAgreement,
} from '../../shared/usecases/registerAgreement.ts';
import { registerDecision } from '../../shared/usecases/registerDecision.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const varde = '0573' as MunicipalityCode;
const [area, home, district] = [randomUUID(), randomUUID(), randomUUID()];
const horizon = { from: calendarDate('2020-09-21'), to: calendarDate('2020-11-01') };
let database: TestDatabase;
const deps = () => ({ db: database.db, clock: fixedClock('2020-09-09T12:00:00Z'), newId: randomUUID });

beforeAll(async () => {
  database = await freshDatabase();
  await asTenant(database.db, SYSTEM, async (tx) => {
    const organisation = await tx
      .selectFrom('organisations')
      .select('id')
      .where('municipalityCode', '=', varde)
      .executeTakeFirstOrThrow();
    await insertRows(tx, 'areas', [{ id: area, municipalityCode: varde, name: 'Nord' }]);
    const site = {
      organisationId: organisation.id,
      municipalityCode: varde,
      kind: 'nursing-home',
      lat: 55.6,
      lon: 8.5,
      openFrom: calendarDate('2020-01-01'),
      lastPickupMinute: 960,
    };
    await insertRows(tx, 'sites', [
      { ...site, id: home, name: 'Lyngparken', areaId: area },
      { ...site, id: district, name: 'Distrikt Syd', kind: 'home-care-district' },
    ]);
  });
});
afterAll(() => database.close());

const agreement = (changes: Partial<AgreementInput> = {}): AgreementInput => ({
  actor: SYSTEM,
  municipality: varde,
  rule: 'interval',
  params: { greenIntervalWeeks: 8 },
  parties: ['municipality', 'region', 'stps'],
  from: calendarDate('2020-09-14'),
  reason: 'few addresses',
  registeredBy: 'Anna Holm',
  onBehalfOf: 'municipality',
  ...changes,
});
const day = () =>
  asTenant(database.db, SYSTEM, (tx) =>
    loadPlanningDay(tx, { today: calendarDate('2020-09-16'), municipalities: [varde] }),
  );
const worker = (...sites: string[]) => ({ sites }) as unknown as Subject;

describe('local agreements (R16)', () => {
  test('are refused with every reason: a colour, a longer interval without STPS, a place elsewhere', async () => {
    const faultsOf = (changes: Partial<AgreementInput>) =>
      registerAgreement(deps(), agreement(changes)).then(
        () => [],
        (problem: unknown) => (problem as { faults: { place: string }[] }).faults.map(({ place }) => place),
      );
    expect(await faultsOf({ params: { colour: 'green' } as never })).toContain('params');
    expect(await faultsOf({ parties: ['municipality', 'region'] })).toEqual(['parties']);
    expect(await faultsOf({ site: randomUUID(), reason: ' ' })).toEqual(['reason', 'site']);
    expect(await faultsOf({ rule: 'notice', params: { noticeDays: 5 }, site: home })).toEqual(['site']);
    expect((await day()).agreements).toEqual([]);
  });

  test('a shorter interval needs no STPS; of two the narrower place comes first, also for whom a plan groups', async () => {
    await registerAgreement(deps(), agreement());
    const shorter = { params: { greenIntervalWeeks: 4 }, parties: ['municipality', 'region'], area };
    await registerAgreement(deps(), agreement(shorter));
    await registerAgreement(deps(), agreement({ rule: 'notice', params: { noticeDays: 6 } }));
    const known = await day();
    expect(rulesIn(known, varde)).toMatchObject({ greenIntervalWeeks: 8, noticeDays: 6 });
    expect(rulesIn(known, '0101')).toMatchObject({ greenIntervalWeeks: 6, noticeDays: 5 });
    const places = agreedPlaces(known, varde, horizon);
    expect(places.rulesFor(worker(home)).greenIntervalWeeks).toBe(4);
    expect(places.rulesFor(worker(district)).greenIntervalWeeks).toBe(8);
    expect(places.rulesFor(worker(district, home))).toBe(places.rulesFor(worker(district)));
  });

  test('about a place change what the planner is told of it, and where its staff are tested', async () => {
    await registerAgreement(
      deps(),
      agreement({ rule: 'weekday', params: { closedWeekdays: [0, 4] }, site: home }),
    );
    await registerAgreement(
      deps(),
      agreement({ rule: 'pickup', params: { lastPickup: '13:30' }, site: home }),
    );
    await registerAgreement(deps(), agreement({ rule: 'place', params: { testSite: home }, site: district }));
    const known = await day();
    const site = (id: string) =>
      ({
        id,
        municipality: varde,
        riskRank: 1,
        lastPickupMinute: 960,
        windows: [{ name: 'morning', weekdays: [0, 1, 2, 3, 4] }],
      }) as unknown as PlanningSite;
    const facts = { sites: [site(home), site(district)] } as unknown as PlanningFacts;
    expect(agreedFacts(facts, known, horizon).sites).toMatchObject([
      { lastPickupMinute: 810, windows: [{ weekdays: [1, 2, 3] }] },
      { lastPickupMinute: 960, windows: [{ weekdays: [0, 1, 2, 3, 4] }] },
    ]);
    expect(agreedPlaces(known, varde, horizon).movedTo(worker(district)).sites).toEqual([home]);
    expect(agreedPlaces(known, varde, horizon).movedTo(worker(home)).sites).toEqual([home]);
  });

  test('a prioritisation of kommune and region puts its sites first, in its order (R13, R11)', async () => {
    await registerDecision(deps(), {
      actor: SYSTEM,
      municipality: varde,
      kind: 'prioritisation',
      scope: WHOLE,
      ranking: [district],
      decidedOn: calendarDate('2020-09-09'),
      effectiveFrom: calendarDate('2020-09-09'),
      effectiveTo: calendarDate('2020-10-01'),
      reason: 'too few places',
      parties: ['municipality', 'region', 'stps'],
      registeredBy: 'Anna Holm',
      onBehalfOf: 'region',
    });
    const known = await day();
    const site = (id: string, riskRank: number | null) =>
      ({ id, municipality: varde, riskRank, windows: [] }) as unknown as PlanningSite;
    const facts = { sites: [site(home, 1), site(district, null)] } as unknown as PlanningFacts;
    const ranks = (when: typeof horizon) =>
      agreedFacts(facts, known, when).sites.map(({ riskRank }) => riskRank);
    expect(ranks(horizon)).toEqual([2, 1]);
    const later = { from: calendarDate('2020-10-02'), to: calendarDate('2020-11-01') };
    expect(ranks(later)).toEqual([1, null]);
  });

  test('what comes before an agreement today is said; ended, it holds no longer, and its record stays', async () => {
    await registerDecision(deps(), {
      actor: SYSTEM,
      municipality: varde,
      kind: 'intensity',
      scope: WHOLE,
      intervalWeeks: 2,
      decidedOn: calendarDate('2020-09-09'),
      effectiveFrom: calendarDate('2020-09-09'),
      effectiveTo: calendarDate('2020-10-14'),
      reason: 'spread nearby',
      parties: ['stps'],
      registeredBy: 'Anna Holm',
      onBehalfOf: 'stps',
    });
    const on = { ...deps(), clock: fixedClock('2020-09-16T12:00:00Z') };
    const list = async () =>
      (await listLocalAgreements(on, { actor: SYSTEM, municipality: varde })).agreements;
    const whole = (await list()).find(({ params }) => params.greenIntervalWeeks === 8)!;
    expect(whole).toMatchObject({
      state: 'inForce',
      policy: { greenIntervalWeeks: 6 },
      overruledBy: { kind: 'intensity', weeks: 2 },
    });
    const end = {
      actor: SYSTEM,
      municipality: varde,
      agreementId: whole.id,
      endsOn: calendarDate('2020-09-15'),
      endedBy: 'Anna Holm',
    };
    await endAgreement(on, end);
    await expect(endAgreement(on, end)).rejects.toMatchObject({ kind: 'conflict' });
    expect(rulesIn(await day(), varde).greenIntervalWeeks).toBe(6);
    expect((await list()).find(({ id }) => id === whole.id)).toMatchObject({ state: 'ended' });
  });
});
