import { addDays, calendarDate, dayNumber, weekdayOf } from '../../calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../calendar/minutes.ts';
import type { Unplaced } from '../plan.ts';
import type { RollProblem, RollSite } from '../schema.ts';

/**
 * Does to the problem what the fix of a reason says, so that anybody can try it before doing it: it makes room for one
 * person more beside the plan in which the reason was given.
 */
export function applyFix(problem: RollProblem, { offer, facts = {} }: Unplaced): RollProblem {
  const steps = Array.isArray(facts.relax) ? (facts.relax as readonly string[]) : [];
  const fix: Fix = {
    offer,
    text: (name) => String(facts[name] ?? ''),
    amount: (name) => Number(facts[name] ?? 0),
    labDates: Array.isArray(facts.labDates) ? (facts.labDates as readonly string[]) : [],
  };
  return steps.reduce((before, step) => STEPS[step]?.(before, fix) ?? before, problem);
}

interface Fix {
  readonly offer: string;
  readonly text: (name: string) => string;
  readonly amount: (name: string) => number;
  readonly labDates: readonly string[];
}

type Step = (problem: RollProblem, fix: Fix) => RollProblem;

const STEPS: Readonly<Record<string, Step>> = {
  'no-duty': (problem, { offer, text }) => {
    const date = calendarDate(text('date'));
    return {
      ...problem,
      offers: here(problem.offers, offer, (row) => ({
        ...row,
        earliest: row.earliest < date ? row.earliest : date,
        due: row.due > date ? row.due : date,
      })),
    };
  },
  rota: (problem, { offer }) => ({
    ...problem,
    offers: here(problem.offers, offer, ({ rotaDays: _, ...row }) => row),
  }),
  closed: (problem, { text }) => ({
    ...problem,
    closedDates: problem.closedDates.filter((date) => date !== text('date')),
    sites: here(problem.sites, text('site'), (site) => ({
      ...site,
      closedDates: site.closedDates.filter((date) => date !== text('date')),
    })),
  }),
  notice: (problem, { text }) => ({ ...problem, notBefore: calendarDate(text('date')) }),
  window: (problem, fix) => {
    const [from, to] = [fix.text('from'), fix.text('to')];
    const site = problem.sites.find(({ id }) => id === fix.text('site'))!;
    const window = {
      id: freeId('new window', site.windows),
      from,
      to,
      lanes: 1,
      weekdays: [weekdayOf(calendarDate(fix.text('date')))],
    };
    const opened = {
      ...problem,
      sites: here(problem.sites, site.id, (row) => ({ ...row, windows: [...row.windows, window] })),
    };
    return oneSwabberMore(opened, site, { date: fix.text('date'), from, to });
  },
  age: (problem, { amount }) => ({
    ...problem,
    maxSampleHours: Math.max(problem.maxSampleHours, amount('hours')),
  }),
  'lab-open': (problem, fix) => raiseLab(problem, fix, [fix.text('date')]),
  'drop-in': (problem, { text }) => ({
    ...problem,
    sites: here(problem.sites, text('site'), (site) => ({ ...site, dropIn: 0 })),
  }),
  pool: (problem, { text }) => ({
    ...problem,
    pools: problem.pools.map((pool) =>
      pool.sites.includes(text('site')) ? { ...pool, workstations: pool.workstations + 1 } : pool,
    ),
  }),
  'no-places': (problem, { text }) => ({
    ...problem,
    sites: here(problem.sites, text('site'), (site) => ({
      ...site,
      windows: here(site.windows, text('window'), (window) => ({ ...window, lanes: window.lanes + 1 })),
    })),
  }),
  'no-swabber': (problem, { text }) => {
    const site = problem.sites.find(({ id }) => id === text('site'))!;
    const window = site.windows.find(({ id }) => id === text('window'))!;
    return oneSwabberMore(problem, site, { date: text('date'), from: window.from, to: window.to });
  },
  'lab-capacity': (problem, fix) => raiseLab(problem, fix, fix.labDates),
};

function here<Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
  change: (row: Row) => Row,
): Row[] {
  return rows.map((row) => (row.id === id ? change(row) : row));
}

function freeId(wanted: string, rows: readonly { readonly id: string }[]): string {
  const taken = new Set(rows.map(({ id }) => id));
  for (let n = 1; ; n++) if (!taken.has(`${wanted} ${n}`)) return `${wanted} ${n}`;
}

/** Somebody who swabs at one site, on one date, throughout one window. */
function oneSwabberMore(
  problem: RollProblem,
  site: RollSite,
  { date, from, to }: { date: string; from: string; to: string },
): RollProblem {
  const offset = dayNumber(calendarDate(date)) - dayNumber(problem.rotaAnchor);
  const days = dayNumber(problem.horizon.to) - dayNumber(problem.rotaAnchor) + 1;
  // Hours that wrap end the next morning: a window until midnight is one of them.
  const until = minutesOf(to) >= 1440 ? '00:00' : timeOf(minutesOf(to));
  const rotaWeeks = Math.max(1, Math.ceil(Math.max(days, offset + 1) / 7) + 1);
  const cycle = 7 * rotaWeeks;
  return {
    ...problem,
    swabbers: [
      ...problem.swabbers,
      {
        id: freeId('new swabber', problem.swabbers),
        sites: [site.id],
        hours: [from, until],
        rotaWeeks,
        rotaDays: [((offset % cycle) + cycle) % cycle],
        trainedFrom: addDays(calendarDate(date), -1),
      },
    ],
  };
}

function raiseLab(problem: RollProblem, { text, amount }: Fix, dates: readonly string[]): RollProblem {
  return {
    ...problem,
    labs: here(problem.labs, text('lab'), (lab) => {
      const raised = dates.map((day) => {
        const date = calendarDate(day);
        const before = lab.dateCapacity[date] ?? lab.weekdayCapacity[weekdayOf(date)]!;
        return [date, Math.max(before, amount('capacityNeeded'))] as const;
      });
      return { ...lab, dateCapacity: { ...lab.dateCapacity, ...Object.fromEntries(raised) } };
    }),
  };
}
