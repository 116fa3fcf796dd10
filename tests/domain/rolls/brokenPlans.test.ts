import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, weekdayOf } from '../../../shared/domain/calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../../shared/domain/calendar/minutes.ts';
import { checkRoll, rollPlanFile } from '../../../shared/domain/rolls/checker/checker.ts';
import type { GivenPlan } from '../../../shared/domain/rolls/plan.ts';
import { rollPlan } from '../../../shared/domain/rolls/result.ts';
import type { GivenSession, RollProblem } from '../../../shared/domain/rolls/schema.ts';
import { randomInt, type Random, seededRandom } from '../../../shared/domain/search/random.ts';
import { randomWorld } from './randomWorld.ts';
import { planned } from './world.ts';

const WORLDS = process.env.DEEP === '1' ? 200 : 20;
const BREAKS_PER_WORLD = 30;

interface Spot {
  readonly problem: RollProblem;
  readonly plan: GivenPlan;
  readonly session: GivenSession;
  readonly random: Random;
}

/** What is done to a session, and the rules that must then be named; none where it may be all right. */
interface Broken {
  readonly session: GivenSession;
  readonly rules: readonly string[];
}

const siteOf = ({ problem, session }: Spot) => problem.sites.find(({ id }) => id === session.site)!;
const windowOf = (spot: Spot) => siteOf(spot).windows.find(({ id }) => id === spot.session.window)!;
const pick = <Row>(random: Random, rows: readonly Row[]): Row => rows[randomInt(random, rows.length)]!;

/** Each judges its own damage by a line of arithmetic of its own: neither planner nor checker is asked. */
const BREAKS: Readonly<Record<string, (spot: Spot) => Broken>> = {
  'a slot leaves': ({ session }) => ({
    session: { ...session, slots: session.slots.slice(1) },
    rules: ['once'],
  }),
  'a slot is there twice': (spot) => ({
    session: { ...spot.session, slots: [...spot.session.slots, spot.session.slots[0]!] },
    // In a block there may be room.
    rules: siteOf(spot).blockMinutes > 0 ? ['once'] : ['once', 'lane'],
  }),
  'one person more in a slot': ({ session }) => ({
    session: {
      ...session,
      slots: session.slots.map((slot, i) => (i === 0 ? { ...slot, count: slot.count + 1 } : slot)),
    },
    rules: ['once'],
  }),
  'a swabber leaves': ({ session }) => ({
    session: { ...session, swabbers: session.swabbers.slice(1) },
    rules: ['swabber'],
  }),
  'somebody unknown swabs': ({ session }) => ({
    session: { ...session, swabbers: session.swabbers.map((id, i) => (i === 0 ? `not ${id}` : id)) },
    rules: ['swabber'],
  }),
  'another swabber takes over': (spot) => {
    const { problem, session, random } = spot;
    const other = pick(random, problem.swabbers);
    const wrong =
      !other.sites.includes(session.site) ||
      (other.trainedFrom !== undefined && session.date < other.trainedFrom) ||
      session.swabbers.slice(1).includes(other.id);
    return {
      session: { ...session, swabbers: [other.id, ...session.swabbers.slice(1)] },
      rules: wrong
        ? ['swabber']
        : other.offer === session.slots.find(({ lane }) => lane === 0)?.offer
          ? ['own-sample']
          : [],
    };
  },
  'a lane more than there are swabbers': ({ session }) => ({
    session: { ...session, lanes: session.lanes + 1 },
    rules: ['swabber'],
  }),
  'a slot in a lane that is not there': ({ session }) => ({
    session: {
      ...session,
      slots: session.slots.map((slot, i) => (i === 0 ? { ...slot, lane: session.lanes } : slot)),
    },
    rules: ['lane'],
  }),
  'it begins a minute before its first slot': ({ session }) => ({
    session: { ...session, start: timeOf(minutesOf(session.start) - 1) },
    rules: ['window'],
  }),
  'a slot before the window': (spot) => {
    const start = timeOf(minutesOf(windowOf(spot).from) - 1);
    const { session } = spot;
    return {
      session: {
        ...session,
        start,
        slots: session.slots.map((slot, i) => (i === 0 ? { ...slot, start } : slot)),
      },
      rules: ['window'],
    };
  },
  'a slot into somebody else': (spot) => {
    const { session, random } = spot;
    const slot = pick(random, session.slots);
    const other = session.slots.find((one) => one !== slot && one.lane === slot.lane);
    if (!other || siteOf(spot).blockMinutes > 0) return { session, rules: [] };
    const moved = session.slots.map((one) => (one === slot ? { ...slot, start: other.start } : one));
    const start = moved.map((one) => one.start).sort()[0]!;
    return { session: { ...session, start, slots: moved }, rules: ['lane'] };
  },
  'another date': (spot) => {
    const { problem, session, random } = spot;
    const date = addDays(session.date, pick(random, [-21, -7, -2, -1, 1, 2, 7, 21]));
    const offers = new Map(problem.offers.map((offer) => [offer.id, offer]));
    const late = session.slots.some(
      ({ offer }) => date < offers.get(offer)!.earliest || date > offers.get(offer)!.due,
    );
    const closed = problem.closedDates.includes(date) || siteOf(spot).closedDates.includes(date);
    const outside = date < problem.horizon.from || date > problem.horizon.to || date < problem.notBefore;
    const rules = [
      ...(late ? ['due'] : []),
      ...(closed || outside ? ['date'] : []),
      ...(windowOf(spot).weekdays.includes(weekdayOf(date)) ? [] : ['window']),
      // Samples do not travel back in time.
      ...(session.labDate !== undefined && date > session.labDate ? ['lab-date'] : []),
    ];
    return { session: { ...session, date }, rules };
  },
  'another laboratory date': ({ session, random }) => ({
    session: { ...session, labDate: addDays(session.labDate!, pick(random, [-1, 1, 2, 7])) },
    rules: ['lab-date'],
  }),
  'a site at which nobody is offered': ({ problem, session }) => ({
    session: { ...session, site: `not ${problem.sites[0]!.id}` },
    rules: ['window'],
  }),
  'a window that the site has not': ({ session }) => ({
    session: { ...session, window: `not ${session.window}` },
    rules: ['window'],
  }),
};

test('whatever is broken in a valid plan, the checker names it', () => {
  const random = seededRandom(20200914);
  const missed: string[] = [];
  const hits = new Map<string, number>();
  for (const problem of fc.sample(randomWorld, { numRuns: WORLDS, seed: 20200914 })) {
    const result = planned(problem, 10);
    const plan = rollPlanFile(JSON.parse(JSON.stringify(rollPlan(result, { seed: 1 }))));
    if (plan.sessions.length === 0) continue;
    for (let i = 0; i < BREAKS_PER_WORLD; i++) {
      const [name, damage] = pick(random, Object.entries(BREAKS));
      const at = randomInt(random, plan.sessions.length);
      const { session, rules } = damage({ problem, plan, session: plan.sessions[at]!, random });
      if (rules.length === 0) continue;
      hits.set(name, (hits.get(name) ?? 0) + 1);
      const sessions = plan.sessions.map((one, index) => (index === at ? session : one));
      const named = new Set(checkRoll(problem, { ...plan, sessions }).faults.map(({ rule }) => rule));
      for (const rule of rules)
        if (!named.has(rule))
          missed.push(`${name}: ${rule} at ${JSON.stringify(session)}, named ${[...named].join()}`);
    }
  }
  expect(missed).toEqual([]);
  // Each kind of damage has been seen.
  expect(new Set(hits.keys())).toEqual(new Set(Object.keys(BREAKS)));
  expect([...hits.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(WORLDS * 10);
}, 300_000);
