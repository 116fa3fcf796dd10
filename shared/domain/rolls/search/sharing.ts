import type { Model } from '../model/model.ts';
import { onDuty, type SwabberModel } from '../model/staffing.ts';

/** A session as far as swabbers and workstations are concerned. */
export interface Occupancy {
  readonly site: number;
  readonly day: number;
  readonly from: number;
  readonly to: number;
  readonly lanes: number;
}

/** Keeps account of sites that share swabbers or workstations, so that nobody is promised twice. */
export interface SharedStaffing {
  /** Whether the site could have exactly these candidates open beside what the other sites have. */
  readonly fits: (site: number, chosen: readonly number[], day?: number) => boolean;
  readonly set: (site: number, chosen: readonly number[]) => void;
}

export function occupancy(model: Model, site: number, c: number): Occupancy {
  const s = model.sites[site]!;
  const standing = s.standing[c]!;
  if (standing >= 0) {
    const { day, from, to, given } = model.standing[standing]!;
    return { site, day, from, to, lanes: given.lanes };
  }
  const grid = model.grids[site]![s.window[c]!]!;
  const from = grid.starts[s.lo[c]!]!;
  const to = grid.starts[s.hi[c]!]! + grid.span;
  return { site, day: s.day[c]!, from, to, lanes: s.lanes[c]! };
}

const TRIES = 3000;

export function sharedStaffing(model: Model): SharedStaffing {
  const groupDays = new Map<string, Map<number, Occupancy[]>>();
  const key = (site: number, day: number) => `${model.sites[site]!.group}|${day}`;
  const openNow = model.sites.map((): Occupancy[] => []);
  const poolsOf = model.problem.sites.map(({ id }) =>
    model.problem.pools.flatMap((pool, i) => (pool.sites.includes(id) ? [i] : [])),
  );
  const standingOn = new Map<string, number[]>();
  model.standing.forEach((session, i) => {
    if (model.sites[session.site]!.group < 0) return;
    const k = key(session.site, session.day);
    standingOn.set(k, [...(standingOn.get(k) ?? []), i]);
  });

  const poolsFit = (sessions: readonly Occupancy[]): boolean =>
    model.problem.pools.every((pool, i) => {
      const own = sessions.filter(({ site }) => poolsOf[site]!.includes(i));
      return own.every(({ from }) => {
        const lanes = own.reduce(
          (sum, other) => sum + (other.from <= from && from < other.to ? other.lanes : 0),
          0,
        );
        return lanes <= pool.workstations;
      });
    });

  const dayFits = (site: number, day: number, mine: readonly Occupancy[]): boolean => {
    const k = key(site, day);
    const wanted = [...mine];
    for (const [other, sessions] of groupDays.get(k) ?? []) if (other !== site) wanted.push(...sessions);
    const standing = standingOn.get(k) ?? [];
    const all = [...wanted];
    for (const i of standing) {
      const { site: at, from, to, given } = model.standing[i]!;
      all.push({ site: at, day, from, to, lanes: given.lanes });
    }
    return poolsFit(all) && canStaff(model, wanted, standing);
  };

  return {
    fits: (site, chosen, only) => {
      const s = model.sites[site]!;
      const byDay = new Map<number, Occupancy[]>();
      for (const c of chosen) {
        if (s.standing[c]! >= 0) continue;
        const session = occupancy(model, site, c);
        if (only !== undefined && session.day !== only) continue;
        byDay.set(session.day, [...(byDay.get(session.day) ?? []), session]);
      }
      for (const [day, mine] of byDay) if (!dayFits(site, day, mine)) return false;
      return true;
    },
    set: (site, chosen) => {
      for (const { day } of openNow[site]!) groupDays.get(key(site, day))?.delete(site);
      openNow[site] = chosen
        .filter((c) => model.sites[site]!.standing[c]! < 0)
        .map((c) => occupancy(model, site, c));
      for (const session of openNow[site]) {
        const k = key(site, session.day);
        const bySite = groupDays.get(k) ?? new Map<number, Occupancy[]>();
        bySite.set(site, [...(bySite.get(site) ?? []), session]);
        groupDays.set(k, bySite);
      }
    },
  };
}

/** Whether two sessions can have the same swabber. */
export function apart(
  a: { site: number; from: number; to: number },
  b: { site: number; from: number; to: number },
  travel: number,
): boolean {
  const gap = a.site === b.site ? 0 : travel;
  return a.to + gap <= b.from || b.to + gap <= a.from;
}

/** Backtracking over lanes, the scarcest session first; gives up (with "no") after a bounded number of tries. */
function canStaff(model: Model, wanted: readonly Occupancy[], standing: readonly number[]): boolean {
  const travel = model.problem.travelMinutes;
  const able = wanted.map((session) =>
    model.swabbersOf[session.site]!.filter(
      (swabber) =>
        onDuty(swabber, session.day, session.from, session.to) &&
        standing.every((i) => {
          const other = model.standing[i]!;
          return !other.swabbers.includes(swabber.index) || apart(other, session, travel);
        }),
    ),
  );
  const lanes = wanted.flatMap((session, i) => Array.from({ length: session.lanes }, () => i));
  lanes.sort((a, b) => able[a]!.length - wanted[a]!.lanes - (able[b]!.length - wanted[b]!.lanes) || a - b);
  const serving = new Map<SwabberModel, number[]>();
  let tries = 0;
  const place = (at: number, after: number): boolean => {
    if (at === lanes.length) return true;
    const i = lanes[at]!;
    const session = wanted[i]!;
    // Lanes of one session are alike: their swabbers are tried in ascending order only.
    const from = at > 0 && lanes[at - 1] === i ? after + 1 : 0;
    for (let s = from; s < able[i]!.length; s++) {
      if (++tries > TRIES) return false;
      const swabber = able[i]![s]!;
      const own = serving.get(swabber) ?? [];
      if (!own.every((other) => other !== i && apart(wanted[other]!, session, travel))) continue;
      serving.set(swabber, [...own, i]);
      if (place(at + 1, s)) return true;
      serving.set(swabber, own);
    }
    return false;
  };
  return place(0, -1);
}
