import { randomUUID } from 'node:crypto';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertRows } from '../../db/insertRows.ts';
import {
  addDays,
  type CalendarDate,
  calendarDate,
  datesFrom,
  weekdayOf,
} from '../../shared/domain/calendar/calendarDate.ts';
import { instantAt } from '../../shared/domain/calendar/copenhagen.ts';
import { SHIFTS } from '../../shared/domain/calendar/shift.ts';
import { isoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';

/** The day on which the pages are asked. */
export const TODAY = calendarDate('2020-09-16');
export const REGION = '1084';
/** Measured and decided red, with a roll. */
export const RED = '0101';
/** Measured red, decided green, nobody has called: contact is due. */
const CROSSING = '0147';
/** Measured green and decided partly red. */
export const PARTLY = '0151';
/** A suspended change. */
const SUSPENDED = '0153';

export interface SmallWorld {
  readonly siteId: string;
  readonly rollId: string;
  readonly sessionId: string;
  readonly anonymousSessionId: string;
  /** The newest of the figures. */
  readonly releaseId: string;
}

/** Colours, decisions, a roll, a pickup list and runs in Region Hovedstaden: one of everything that pages show. */
export async function fillSmallWorld(db: Db): Promise<SmallWorld> {
  return asTenant(db, SYSTEM, async (tx) => {
    const releaseIds = await insertFigures(tx);
    await insertDecisions(tx, releaseIds.at(-1)!);
    const laboratoryId = await insertLaboratory(tx);
    const sites = await insertSites(tx, laboratoryId);
    const sessions = await insertRoll(tx, sites, laboratoryId);
    await insertAllotment(tx, sites, laboratoryId);
    await insertPickups(tx, sites, laboratoryId, sessions);
    await insertRuns(tx);
    await insertRows(tx, 'contacts', [
      { id: randomUUID(), municipalityCode: RED, role: 'duty', name: 'Testvagten', phone: '33 66 00 00' },
      { id: randomUUID(), regionCode: REGION, role: 'duty', name: 'Logistikvagten', phone: '38 66 00 00' },
    ]);
    return {
      siteId: sites[0]!.id,
      rollId: (await tx.selectFrom('rolls').select('id').executeTakeFirstOrThrow()).id,
      sessionId: sessions[0]!.id,
      anonymousSessionId: sessions[1]!.id,
      releaseId: releaseIds.at(-1)!,
    };
  });
}

const FIRST_SAMPLE = calendarDate('2020-07-01');
const FIRST_RELEASE = calendarDate('2020-08-25');

async function insertFigures(tx: Transaction): Promise<string[]> {
  const days = datesFrom({ from: FIRST_RELEASE, to: TODAY });
  const releases = days.map((releasedOn) => ({
    id: randomUUID(),
    source: 'ssi',
    releasedOn,
    knownOn: releasedOn,
    sha256: releasedOn.replaceAll('-', '').repeat(8),
    fetchedAt: instantAt({ date: releasedOn, time: '14:00' }),
    measuredAt: instantAt({ date: releasedOn, time: '14:00' }),
    lastSampleDate: addDays(releasedOn, -1),
    state: 'applied',
  }));
  await insertRows(tx, 'releases', releases);
  await insertRows(tx, 'figures', [
    {
      releaseId: releases.at(-1)!.id,
      municipalityCode: RED,
      firstDate: FIRST_SAMPLE,
      // 24 cases a day, the last eight days one more.
      cases: datesFrom({ from: FIRST_SAMPLE, to: addDays(TODAY, -1) }).map((date) =>
        date >= addDays(TODAY, -8) ? 25 : 24,
      ),
    },
  ]);
  const colours = releases.flatMap(({ id, releasedOn }, day) =>
    MUNICIPALITIES.map(({ code, population2020 }, i) => {
      const perHundredThousand = [RED, CROSSING, SUSPENDED].includes(code) ? 8 + day : (i * 7 + day) % 19;
      const cases = Math.ceil((perHundredThousand * population2020) / 100_000);
      return {
        releaseId: id,
        municipalityCode: code,
        windowName: 'ssi-dashboard-2020',
        measuredOn: releasedOn,
        cases,
        population: population2020,
        colour: cases * 100_000 >= 20 * population2020 ? 'red' : 'green',
        policy: 'national-model-2020-09-03',
        inForce: true,
      };
    }),
  );
  await insertRows(tx, 'measuredColours', colours);
  return releases.map(({ id }) => id);
}

async function insertDecisions(tx: Transaction, releaseId: string): Promise<void> {
  const openedOn = calendarDate('2020-09-07');
  const [followRed, followCrossing, followPartly] = [randomUUID(), randomUUID(), randomUUID()];
  await insertRows(tx, 'followUps', [
    { id: followRed, municipalityCode: RED, openedOn },
    { id: followCrossing, municipalityCode: CROSSING, openedOn: TODAY },
    { id: followPartly, municipalityCode: PARTLY, openedOn },
  ]);
  const contact = { parties: ['municipality', 'region'], madeBy: 'Region Hovedstaden' };
  await insertRows(tx, 'contactLog', [
    {
      ...contact,
      id: randomUUID(),
      municipalityCode: RED,
      followUpId: followRed,
      madeAt: instantAt({ date: openedOn, time: '10:15' }),
      circumstances: 'Udbrud på to arbejdspladser, ellers spredt.',
    },
    {
      ...contact,
      id: randomUUID(),
      municipalityCode: PARTLY,
      followUpId: followPartly,
      madeAt: instantAt({ date: openedOn, time: '11:00' }),
    },
  ]);
  const areaId = randomUUID();
  await insertRows(tx, 'areas', [{ id: areaId, municipalityCode: PARTLY, name: 'Skovlunde' }]);
  const decidedOn = calendarDate('2020-09-09');
  const shared = {
    decidedOn,
    effectiveFrom: decidedOn,
    parties: ['stps', 'municipality', 'region'],
    registeredBy: 'Region Hovedstaden',
    onBehalfOf: 'stps',
    registeredAt: instantAt({ date: decidedOn, time: '13:00' }),
    releaseId,
  };
  const red = { kind: 'colour', colour: 'red', firstTestWeek: isoWeek('2020-W39') };
  const partlyId = randomUUID();
  for (const row of [
    {
      ...shared,
      ...red,
      id: randomUUID(),
      municipalityCode: RED,
      scope: 'whole',
      reason: 'Smitten er spredt.',
    },
    {
      ...shared,
      ...red,
      id: partlyId,
      municipalityCode: PARTLY,
      scope: 'partial',
      reason: 'Smitten er samlet i én bydel.',
    },
    {
      ...shared,
      id: randomUUID(),
      municipalityCode: SUSPENDED,
      kind: 'suspension',
      colour: 'green',
      scope: 'whole',
      reviewOn: addDays(decidedOn, 7),
      reason: 'Få smittede på få adresser.',
    },
  ]) {
    await tx.insertInto('decisions').values(row).execute();
    await insertRows(tx, 'reviews', [
      {
        id: randomUUID(),
        municipalityCode: row.municipalityCode,
        decisionId: row.id,
        dueOn: addDays(decidedOn, 7),
      },
    ]);
  }
  await insertRows(tx, 'decisionScopes', [
    { id: randomUUID(), decisionId: partlyId, municipalityCode: PARTLY, areaId },
  ]);
}

async function insertLaboratory(tx: Transaction): Promise<string> {
  const id = randomUUID();
  await insertRows(tx, 'laboratories', [
    {
      id,
      regionCode: REGION,
      name: 'Laboratoriet i Herlev',
      lat: 55.7312,
      lon: 12.4428,
      arrivalMinute: 18 * 60,
      weekdayCapacity: [120, 120, 120, 120, 120, 60, 0],
    },
  ]);
  return id;
}

interface Site {
  readonly id: string;
  readonly roomId: string;
  readonly windowId: string;
  readonly name: string;
}

const OWNER = { organisationId: RED, municipalityCode: RED };

async function insertSites(tx: Transaction, laboratoryId: string): Promise<Site[]> {
  const places = [
    {
      name: 'Plejecentret Ørstedhaven',
      kind: 'nursing-home',
      lat: 55.692,
      lon: 12.55,
      address: 'Jagtvej 12, 2200 København N',
    },
    {
      name: 'Hjemmeplejen Amager Øst',
      kind: 'home-care-district',
      lat: 55.655,
      lon: 12.62,
      address: 'Amagerbrogade 90, 2300 København S',
    },
    { name: 'Plejehjemmet Åkandehuset', kind: 'nursing-home', lat: 55.705, lon: 12.5, address: null },
  ];
  const sites = places.map((place) => ({
    ...place,
    id: randomUUID(),
    roomId: randomUUID(),
    windowId: randomUUID(),
  }));
  await insertRows(
    tx,
    'sites',
    sites.map(({ roomId, windowId, ...site }) => ({
      ...site,
      ...OWNER,
      laboratoryId,
      minutesPerSwab: 4,
      blockMinutes: 0,
      dropIn: 0,
      turnout: 1,
      lastPickupMinute: 17 * 60,
      pickupMinutes: 5,
      collectedBy: 'region',
      pickupPoint: 'Ved bagindgangen',
      pickupFromMinute: 9 * 60,
      openFrom: calendarDate('2020-08-01'),
    })),
  );
  await insertRows(
    tx,
    'rooms',
    sites.map(({ id, roomId }) => ({ ...OWNER, id: roomId, siteId: id, name: 'Dagligstuen', lanes: 2 })),
  );
  await insertRows(
    tx,
    'windows',
    sites.map(({ id, roomId, windowId }) => ({
      ...OWNER,
      id: windowId,
      siteId: id,
      roomId,
      name: 'Vagtskifte',
      fromMinute: 14 * 60,
      toMinute: 16 * 60,
      lanes: 2,
      weekdays: [0, 1, 2, 3, 4],
    })),
  );
  return sites;
}

interface Session {
  readonly id: string;
  readonly siteId: string;
  readonly date: CalendarDate;
  readonly people: number;
}

const ROLL_FROM = calendarDate('2020-09-14');
const ROLL_TO = calendarDate('2020-10-25');
const PLACES = 24;

async function insertRoll(tx: Transaction, sites: readonly Site[], laboratoryId: string): Promise<Session[]> {
  const rollId = randomUUID();
  const publishedAt = instantAt({ date: calendarDate('2020-09-10'), time: '04:00' });
  await insertRows(tx, 'rolls', [
    {
      ...OWNER,
      id: rollId,
      fromDate: ROLL_FROM,
      toDate: ROLL_TO,
      state: 'published',
      policy: {},
      problemHash: 'small-world',
      seed: 1,
      score: {},
      bounds: {},
      createdAt: publishedAt,
      publishedAt,
      publishedBy: RED,
    },
  ]);
  const days = datesFrom({ from: addDays(ROLL_FROM, 3), to: ROLL_TO }).filter((date) => weekdayOf(date) < 5);
  const sessions = days.map((date, i) => ({
    ...OWNER,
    id: randomUUID(),
    rollId,
    siteId: sites[i % sites.length]!.id,
    roomId: sites[i % sites.length]!.roomId,
    windowId: sites[i % sites.length]!.windowId,
    date,
    startMinute: 14 * 60,
    endMinute: 16 * 60,
    lanes: 2,
    people: PLACES,
    dropIn: 0,
    laboratoryId,
    labDate: date,
    provisional: i > 20,
    state: 'published',
    origin: 'planner',
  }));
  await insertRows(tx, 'sessions', sessions);
  await insertTimes(tx, sites, sessions);
  await insertRows(tx, 'unplaced', [
    {
      ...OWNER,
      id: randomUUID(),
      rollId,
      headcountId: await insertHeadcount(tx, sites[2]!.id),
      people: 14,
      earliest: ROLL_FROM,
      due: addDays(ROLL_FROM, 20),
      limitKind: 'no-places',
      facts: {
        shift: 'night',
        sites: [sites[2]!.id],
        site: sites[2]!.id,
        window: sites[2]!.windowId,
        date: addDays(ROLL_FROM, 11),
        people: 14,
        places: 12,
        windows: 2,
      },
      message: '14 night staff at Plejehjemmet Åkandehuset share 2 windows of 6 places before 4 Oct',
      fix: 'Open a window between 22:30 and 23:30',
    },
  ]);
  return sessions;
}

async function insertHeadcount(tx: Transaction, siteId: string): Promise<string> {
  const id = randomUUID();
  await insertRows(tx, 'headcounts', [
    { ...OWNER, id, siteId, shift: 'night', people: 30, fromDate: calendarDate('2020-08-01') },
  ]);
  return id;
}

/** The first session by name, the second from a headcount, the others without times: pages must stand each. */
async function insertTimes(
  tx: Transaction,
  sites: readonly Site[],
  sessions: readonly (Session & { roomId: string; startMinute: number; endMinute: number })[],
): Promise<void> {
  const [named, anonymous] = sessions;
  const people = Array.from({ length: PLACES }, (_, i) => ({
    ...OWNER,
    id: randomUUID(),
    label: `Medarbejder ${String(i + 101)}`,
    shift: SHIFTS[i % 3]!,
    inScopeFrom: calendarDate('2020-08-01'),
  }));
  await insertRows(tx, 'staff', people);
  const swabbers = ['Poder A', 'Poder B'].map((label) => ({
    ...OWNER,
    id: randomUUID(),
    label,
    fromMinute: 7 * 60,
    toMinute: 17 * 60,
    trainedOn: calendarDate('2020-08-20'),
    activeFrom: calendarDate('2020-08-20'),
  }));
  await insertRows(tx, 'swabbers', swabbers);
  const lanesOf = (
    { id, roomId, date, startMinute, endMinute }: (typeof sessions)[number],
    crew: readonly (string | null)[],
  ) =>
    crew.map((swabberId, lane) => ({
      sessionId: id,
      lane,
      organisationId: RED,
      roomId,
      date,
      startMinute,
      endMinute,
      published: true,
      swabberId,
    }));
  await insertRows(tx, 'sessionLanes', [
    ...lanesOf(
      named!,
      swabbers.map(({ id }) => id),
    ),
    ...lanesOf(anonymous!, [swabbers[0]!.id, null]),
  ]);
  const slot = { organisationId: RED, published: true, minutes: 4, state: 'planned' };
  const minute = (i: number) => 14 * 60 + Math.floor(i / 2) * 4;
  await insertRows(
    tx,
    'slots',
    people.map(({ id: staffId }, i) => ({
      ...slot,
      id: randomUUID(),
      sessionId: named!.id,
      date: named!.date,
      lane: i % 2,
      startMinute: minute(i),
      laneMinute: minute(i),
      people: 1,
      staffId,
    })),
  );
  const headcountId = await insertHeadcount(tx, sites[1]!.id);
  await insertRows(tx, 'slots', [
    {
      ...slot,
      id: randomUUID(),
      sessionId: anonymous!.id,
      date: anonymous!.date,
      lane: 0,
      startMinute: 14 * 60,
      laneMinute: 14 * 60,
      minutes: 96,
      people: PLACES,
      headcountId,
    },
  ]);
}

async function insertAllotment(tx: Transaction, sites: readonly Site[], laboratoryId: string): Promise<void> {
  const id = randomUUID();
  const createdAt = instantAt({ date: calendarDate('2020-09-10'), time: '03:30' });
  await insertRows(tx, 'allotments', [
    {
      id,
      regionCode: REGION,
      fromDate: ROLL_FROM,
      toDate: ROLL_TO,
      state: 'agreed',
      policy: {},
      problemHash: 'small-world',
      seed: 1,
      score: {},
      createdAt,
    },
  ]);
  const days = datesFrom({ from: addDays(ROLL_FROM, 3), to: ROLL_TO }).filter((date) => weekdayOf(date) < 5);
  await insertRows(
    tx,
    'quotas',
    days.map((date) => ({ ...OWNER, allotmentId: id, regionCode: REGION, laboratoryId, date, people: 30 })),
  );
  await insertRows(
    tx,
    'testDays',
    days.map((date, i) => ({
      ...OWNER,
      id: randomUUID(),
      allotmentId: id,
      regionCode: REGION,
      siteId: sites[i % sites.length]!.id,
      laboratoryId,
      date,
      people: PLACES,
      state: i < 20 ? 'agreed' : 'proposed',
    })),
  );
}

export const PICKUP_DATE = addDays(ROLL_FROM, 3);

async function insertPickups(
  tx: Transaction,
  sites: readonly Site[],
  laboratoryId: string,
  sessions: readonly Session[],
): Promise<void> {
  const [depotId, vehicleId, planId, routeId, stopId] = Array.from({ length: 5 }, () => randomUUID());
  await insertRows(tx, 'depots', [
    { id: depotId!, regionCode: REGION, laboratoryId, name: 'Herlev', lat: 55.7312, lon: 12.4428 },
  ]);
  await insertRows(tx, 'vehicles', [
    {
      id: vehicleId!,
      regionCode: REGION,
      depotId: depotId!,
      operator: 'region',
      name: 'Bil 3',
      capacity: 200,
      speedClass: 'van',
      fixedCost: 0,
      hourlyRate: 309.56,
      kmRate: 3.52,
      shiftFromMinute: 8 * 60,
      shiftToMinute: 18 * 60,
      breakMinutes: 30,
      weekdays: [0, 1, 2, 3, 4],
      fromDate: calendarDate('2020-08-01'),
    },
  ]);
  await insertRows(tx, 'pickupPlans', [
    {
      id: planId!,
      regionCode: REGION,
      date: PICKUP_DATE,
      state: 'planned',
      policy: {},
      problemHash: 'small-world',
      seed: 1,
      score: {},
      createdAt: instantAt({ date: TODAY, time: '03:40' }),
    },
  ]);
  await insertRows(tx, 'routes', [
    {
      id: routeId!,
      planId: planId!,
      regionCode: REGION,
      date: PICKUP_DATE,
      inForce: true,
      vehicleId: vehicleId!,
      trip: 1,
      laboratoryId,
      startMinute: 15 * 60 + 20,
      endMinute: 17 * 60,
      km: 31.4,
      cost: 620,
    },
  ]);
  await insertRows(
    tx,
    'stops',
    sites.slice(0, 2).map(({ id }, i) => ({
      ...OWNER,
      id: i === 0 ? stopId! : randomUUID(),
      routeId: routeId!,
      regionCode: REGION,
      position: i + 1,
      siteId: id,
      arrivalMinute: 16 * 60 + i * 25,
      departureMinute: 16 * 60 + 5 + i * 25,
      samples: i === 0 ? PLACES : 0,
      kits: i === 0 ? 0 : PLACES,
      state: 'planned',
      locked: false,
    })),
  );
  await insertRows(tx, 'stopSessions', [
    { ...OWNER, stopId: stopId!, sessionId: sessions[0]!.id, regionCode: REGION },
  ]);
  await insertRows(tx, 'unserved', [
    {
      ...OWNER,
      id: randomUUID(),
      planId: planId!,
      regionCode: REGION,
      siteId: sites[2]!.id,
      samples: 6,
      kits: 0,
      limitKind: 'window',
      facts: {},
      message: 'No vehicle reaches Plejehjemmet Åkandehuset before 17:00',
      fix: 'Let it be collected until 17:40',
    },
  ]);
}

async function insertRuns(tx: Transaction): Promise<void> {
  const night = { kind: 'night', seed: 1, inputs: {}, policy: {}, attempts: 1, requestedBy: 'schedule' };
  const done = randomUUID();
  const running = randomUUID();
  const at = (time: string) => instantAt({ date: TODAY, time });
  await insertRows(tx, 'runs', [
    {
      ...night,
      id: done,
      key: '2020-09-15',
      forDate: addDays(TODAY, -1),
      step: 'plan-pickups',
      state: 'done',
      progress: 1,
      createdAt: at('03:30'),
      startedAt: at('03:30'),
      finishedAt: at('03:31'),
    },
    {
      ...night,
      id: running,
      key: '2020-09-16',
      forDate: TODAY,
      step: 'plan-rolls',
      state: 'running',
      progress: 0.4,
      message: JSON.stringify({ code: 'drafted', placed: 1200, unplaced: 3, testDays: 40 }),
      createdAt: at('07:00'),
      startedAt: at('07:00'),
    },
    {
      ...night,
      id: randomUUID(),
      key: '2020-09-14',
      forDate: addDays(TODAY, -2),
      step: 'import',
      state: 'failed',
      progress: 0,
      error: { message: 'Municipality_test_pos.csv, line 7: no column "Population"' },
      createdAt: at('02:00'),
      startedAt: at('02:00'),
      finishedAt: at('03:00'),
    },
  ]);
  const steps = [
    'import',
    'measure',
    'decide',
    'allot',
    'plan-rolls',
    'publish',
    'fix-lists',
    'plan-pickups',
  ];
  const DONE_NOTES: Readonly<Record<string, object>> = {
    measure: { code: 'measured', red: 28, measured: 98, opened: 2 },
    'fix-lists': { code: 'fixed', lists: 3 },
  };
  await insertRows(tx, 'runSteps', [
    ...steps.map((step, i) => ({
      runId: done,
      step,
      result: { note: step === 'import' ? 'as an earlier version wrote it' : DONE_NOTES[step] },
      finishedAt: at(`03:3${String(Math.min(i, 1))}`),
    })),
    ...['plan-rolls/0101', 'plan-rolls/0151'].map((step) => ({
      ...{ runId: running, step, finishedAt: at('07:00') },
      result: { note: { code: 'drafted', placed: 600, unplaced: 1, testDays: 20 } },
    })),
    ...steps.slice(0, 4).map((step) => ({ runId: running, step, result: {}, finishedAt: at('07:00') })),
  ]);
}
