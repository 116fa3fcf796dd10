import type { Model } from '../model/model.ts';
import type { RollSession } from '../plan.ts';

/** The sessions that could matter to somebody without a place, and all the others. */
interface Surroundings {
  readonly near: readonly RollSession[];
  readonly far: readonly RollSession[];
}

/**
 * Splits a plan around one offer: near are the sessions of its sites, of those that share people, swabbers or
 * workstations with them, and so on. Far ones count for the laboratories' loads only.
 */
export function around(
  { model, classOf }: { readonly model: Model; readonly classOf: ReadonlyMap<number, number> },
  plan: readonly RollSession[],
  offer: number,
): Surroundings {
  const offerClass = classOf.get(offer);
  const sites =
    offerClass === undefined ? new Set<number>() : connected(model, model.classes[offerClass]!.sites);
  const near: RollSession[] = [];
  const far: RollSession[] = [];
  for (const session of plan)
    (sites.has(model.context.siteIndex.get(session.site)!) ? near : far).push(session);
  return { near, far };
}

/** All sites that hang together with some by people, swabbers or workstations. */
function connected(model: Model, from: readonly number[]): Set<number> {
  const sites = new Set<number>();
  const waiting = [...from];
  for (let site = waiting.pop(); site !== undefined; site = waiting.pop()) {
    if (sites.has(site)) continue;
    sites.add(site);
    const { group, classes } = model.sites[site]!;
    if (group >= 0) for (const other of model.sites) if (other.group === group) waiting.push(other.index);
    for (const index of classes) waiting.push(...model.classes[index]!.sites);
    for (const swabber of model.swabbersOf[site]!) {
      const own = swabber.offer < 0 ? [] : model.problem.offers[swabber.offer]!.sites;
      for (const id of own) waiting.push(model.context.siteIndex.get(id)!);
    }
  }
  return sites;
}

/** Samples by laboratory and day, others' loads left out. */
export function loadsOf(model: Model, sessions: readonly RollSession[]): Float64Array[] {
  const loads = model.labs.map((lab) => new Float64Array(lab.load.length));
  for (const { site, labDate, slots } of sessions) {
    const { lab, turnout } = model.sites[model.context.siteIndex.get(site)!]!;
    const day = model.context.dayOf(labDate);
    const load = loads[lab]!;
    if (day < 0 || day >= load.length) continue;
    load[day]! += slots.reduce((sum, { count }) => sum + count, 0) * turnout;
  }
  return loads;
}
