import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { Transaction } from '../../db/connect.ts';
import { insertRows } from '../../db/insertRows.ts';
import type { DB } from '../../db/types.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';

/** A UUID that a test can name. */
export function uuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Rows of some tables, in an order that their foreign keys allow. */
export type Rows = { readonly [T in keyof DB]?: readonly Insertable<DB[T]>[] };

/** Inserts table by table, in the order in which they are written. */
export async function insertAll(transaction: Transaction, rows: Rows): Promise<void> {
  for (const table of Object.keys(rows) as (keyof DB)[]) {
    await insertRows(transaction, table, rows[table] as readonly never[]);
  }
}

const monday = '2020-09-14' as CalendarDate;
const sunday = '2020-10-25' as CalendarDate;
const now = new Date('2020-09-09T10:00:00Z');
const plan = { problemHash: 'hash', seed: 1, score: {} };

/** Whose the rows are: a municipality's own organisation, or an independent home in it. */
export interface Owner {
  readonly organisationId: string;
  readonly municipalityCode: string;
}

/** One row of every table that belongs to somebody, its ids made from `name`. The region is Hovedstaden. */
export function oneOfEach(name: string, own: Owner): Rows {
  return { ...placesAndPeople(name, own), ...status(name, own), ...plans(name, own), ...pickups(name, own) };
}

function names(name: string) {
  return (thing: string) => uuid(`${name} ${thing}`);
}

function placesAndPeople(name: string, own: Owner): Rows {
  const id = names(name);
  const { organisationId, municipalityCode } = own;
  const site = { siteId: id('site'), ...own };
  const region = { regionCode: '1084' };
  const somewhere = { lat: 55.7, lon: 12.5 };
  const hours = { fromMinute: 420, toMinute: 900 };
  return {
    areas: [{ id: id('area'), municipalityCode, name }],
    laboratories: [
      {
        id: id('laboratory'),
        ...region,
        ...somewhere,
        name,
        arrivalMinute: 1080,
        weekdayCapacity: [9, 9, 9, 9, 9, 4, 0],
      },
    ],
    laboratoryCapacities: [{ laboratoryId: id('laboratory'), ...region, date: monday, capacity: 5 }],
    sites: [
      {
        id: id('site'),
        ...own,
        ...somewhere,
        kind: 'nursing-home',
        name,
        openFrom: '2020-01-01' as CalendarDate,
      },
    ],
    contacts: [{ id: id('contact'), ...own, role: 'duty', name, phone: '+45 70 00 00 00' }],
    readiness: [{ municipalityCode, item: 'webreq' }],
    rooms: [{ id: id('room'), ...site, name: 'Hall', lanes: 2 }],
    windows: [
      {
        id: id('window'),
        ...site,
        roomId: id('room'),
        ...hours,
        name: 'morning',
        lanes: 2,
        weekdays: [0, 1],
      },
    ],
    siteShifts: [{ ...site, ...hours, shift: 'day' }],
    closingDays: [{ id: id('closing day'), ...own, date: monday }],
    swabTeams: [{ id: id('swab team'), ...own, name }],
    swabTeamSites: [{ teamId: id('swab team'), siteId: id('site'), organisationId }],
    careTeams: [{ id: id('care team'), ...own, name }],
    staff: [
      { id: id('staff'), ...own, label: name, shift: 'day', inScopeFrom: '2020-01-01' as CalendarDate },
    ],
    staffSites: [{ staffId: id('staff'), siteId: id('site'), organisationId }],
    headcounts: [{ id: id('headcount'), ...site, shift: 'night', people: 7, fromDate: monday }],
    earlierOffers: [
      { id: id('offer'), organisationId, staffId: id('staff'), offeredOn: '2020-08-20' as CalendarDate },
    ],
    swabbers: [{ id: id('swabber'), ...own, ...hours, label: name, activeFrom: monday }],
    swabberSites: [{ swabberId: id('swabber'), siteId: id('site'), organisationId }],
    trainingNeeds: [{ id: id('training'), ...own, people: 3, reportedOn: monday }],
    workstationPools: [{ id: id('pool'), ...own, name, workstations: 6 }],
    workstationPoolSites: [{ poolId: id('pool'), siteId: id('site'), organisationId }],
  };
}

function status(name: string, own: Owner): Rows {
  const id = names(name);
  const { municipalityCode } = own;
  const said = { parties: ['stps'], registeredBy: 'somebody', registeredAt: now };
  const about = { municipalityCode, organisationId: null, regionCode: null };
  return {
    followUps: [{ id: id('follow-up'), municipalityCode, openedOn: monday }],
    contactLog: [{ id: id('call'), municipalityCode, madeAt: now, madeBy: 'somebody', parties: ['stps'] }],
    decisions: [
      {
        id: id('decision'),
        municipalityCode,
        ...said,
        kind: 'colour',
        colour: 'red',
        firstTestWeek: '2020-W39',
        decidedOn: monday,
        effectiveFrom: monday,
        reason: 'spread',
        onBehalfOf: 'stps',
      },
    ],
    decisionScopes: [{ id: id('scope'), decisionId: id('decision'), municipalityCode, areaId: id('area') }],
    decisionRanks: [{ decisionId: id('decision'), municipalityCode, rank: 1, siteId: id('site') }],
    redPeriods: [{ id: id('red'), municipalityCode, begunBy: id('decision'), firstTestWeek: '2020-W39' }],
    redWeeks: [{ redPeriodId: id('red'), municipalityCode, week: '2020-W39', state: 'confirmed' }],
    reviews: [{ id: id('review'), municipalityCode, dueOn: monday }],
    localAgreements: [
      {
        id: id('agreement'),
        ...own,
        ...said,
        onBehalfOf: 'municipality',
        rule: 'place',
        params: {},
        fromDate: monday,
        reason: 'distance',
      },
    ],
    runs: [
      {
        id: id('run'),
        ...about,
        kind: 'rolls',
        key: name,
        step: 'plan',
        state: 'queued',
        requestedBy: 'x',
        createdAt: now,
      },
    ],
    runSteps: [{ runId: id('run'), ...about, step: 'plan', finishedAt: now }],
    notices: [
      {
        id: id('notice'),
        ...about,
        key: name,
        template: 't',
        addressee: 'region',
        languages: ['da'],
        recipients: ['a'],
        facts: {},
        createdAt: now,
      },
    ],
    noticeDeliveries: [
      {
        id: id('delivery'),
        noticeId: id('notice'),
        ...about,
        recipient: 'a',
        attempt: 1,
        attemptedAt: now,
        outcome: 'sent',
      },
    ],
    auditLog: [{ id: id('audit'), ...about, at: now, actor: 'somebody', action: 'did', subject: 'it' }],
    scenarios: [{ id: id('scenario'), ...about, name, changes: {}, createdAt: now, createdBy: 'somebody' }],
  };
}

function plans(name: string, own: Owner): Rows {
  const id = names(name);
  const { organisationId } = own;
  const region = { regionCode: '1084', laboratoryId: id('laboratory') };
  const period = { fromDate: monday, toDate: sunday, createdAt: now, ...plan };
  const times = { date: monday, startMinute: 420, endMinute: 460, roomId: id('room') };
  const who = { staffId: id('staff') };
  return {
    allotments: [{ id: id('allotment'), regionCode: '1084', ...period, state: 'proposed' }],
    quotas: [{ allotmentId: id('allotment'), ...region, ...own, date: monday, people: 40 }],
    testDays: [
      {
        id: id('test day'),
        allotmentId: id('allotment'),
        ...region,
        ...own,
        siteId: id('site'),
        date: monday,
        people: 9,
        state: 'proposed',
      },
    ],
    rolls: [{ id: id('roll'), ...own, ...period, state: 'draft' }],
    sessions: [
      {
        id: id('session'),
        rollId: id('roll'),
        ...own,
        ...times,
        siteId: id('site'),
        lanes: 1,
        people: 1,
        laboratoryId: id('laboratory'),
        labDate: monday,
        state: 'draft',
      },
    ],
    sessionLanes: [
      {
        sessionId: id('session'),
        organisationId,
        ...times,
        lane: 0,
        published: false,
        swabberId: id('swabber'),
      },
    ],
    slots: [
      {
        id: id('slot'),
        sessionId: id('session'),
        organisationId,
        ...who,
        date: monday,
        published: false,
        lane: 0,
        startMinute: 420,
        laneMinute: 420,
        minutes: 4,
      },
    ],
    unplaced: [
      {
        id: id('unplaced'),
        rollId: id('roll'),
        ...own,
        ...who,
        earliest: monday,
        due: sunday,
        limitKind: 'no-duty',
        message: 'never here',
        fix: 'another place',
      },
    ],
    performedSwabs: [
      {
        sessionId: id('session'),
        lane: 0,
        organisationId,
        swabberId: id('swabber'),
        confirmedBy: 'x',
        confirmedAt: now,
      },
    ],
    sessionKeyPersons: [{ sessionId: id('session'), organisationId, label: 'reception' }],
    planningGoals: [{ id: id('goals'), ...own, fromDate: monday, weights: {}, setBy: 'x', setAt: now }],
    siteWeekdays: [
      {
        id: id('weekdays'),
        ...own,
        siteId: id('site'),
        fromDate: monday,
        weekdays: [1],
        setBy: 'x',
        setAt: now,
      },
    ],
    rollChanges: [
      {
        id: id('change'),
        ...own,
        rollId: id('roll'),
        sessionId: id('session'),
        kind: 'move',
        madeAt: now,
        madeBy: 'x',
      },
    ],
    rollChangePeople: [
      {
        id: id('changed'),
        changeId: id('change'),
        organisationId,
        ...who,
        beforeSession: id('session'),
        beforeMinute: 420,
      },
    ],
  };
}

function pickups(name: string, own: Owner): Rows {
  const id = names(name);
  const region = { regionCode: '1084' };
  const site = { siteId: id('site'), ...own };
  const somewhere = { lat: 55.7, lon: 12.5 };
  const why = { limitKind: 'window', message: 'too late', fix: 'earlier' };
  return {
    depots: [{ id: id('depot'), ...region, ...somewhere, name }],
    vehicles: [
      {
        id: id('vehicle'),
        ...region,
        depotId: id('depot'),
        name,
        capacity: 400,
        hourlyRate: 309.56,
        kmRate: 3.52,
        shiftFromMinute: 480,
        shiftToMinute: 1080,
        fromDate: monday,
      },
    ],
    transportRates: [{ ...region, operator: 'region', fromDate: monday, hourlyRate: 309.56, kmRate: 3.52 }],
    courierRounds: [{ id: id('round'), ...region, name, weekdays: [0], capacity: 50, fromDate: monday }],
    courierRoundStops: [
      { roundId: id('round'), ...region, ...somewhere, position: 1, name: 'stop', minute: 600 },
    ],
    pickupPlans: [{ id: id('plan'), ...region, ...plan, date: monday, state: 'draft', createdAt: now }],
    routes: [
      {
        id: id('route'),
        planId: id('plan'),
        ...region,
        date: monday,
        inForce: false,
        vehicleId: id('vehicle'),
        trip: 1,
        startMinute: 600,
        endMinute: 700,
        km: 12,
        cost: 100,
      },
    ],
    stops: [
      {
        id: id('stop'),
        routeId: id('route'),
        ...region,
        ...site,
        position: 1,
        arrivalMinute: 620,
        departureMinute: 625,
        samples: 1,
        kits: 0,
        state: 'planned',
      },
    ],
    stopTicks: [
      {
        key: id('tick'),
        stopId: id('stop'),
        ...region,
        ...own,
        event: 'miss',
        happenedAt: now,
        receivedAt: now,
        madeBy: 'car 1',
        outcome: 'recorded',
      },
    ],
    stopLocks: [{ id: id('lock'), ...region, ...site, date: monday, position: 1 }],
    stopSessions: [{ stopId: id('stop'), sessionId: id('session'), ...region, ...own }],
    stopChanges: [
      {
        id: id('change'),
        planId: id('plan'),
        ...region,
        ...own,
        madeAt: now,
        madeBy: 'x',
        change: 'cancelled',
      },
    ],
    unserved: [{ id: id('unserved'), planId: id('plan'), ...region, ...site, ...why, samples: 1, kits: 0 }],
    kitMovements: [
      { id: id('kits'), ...site, date: monday, kind: 'seed', kits: 20, madeAt: now, madeBy: 'x' },
    ],
  };
}
