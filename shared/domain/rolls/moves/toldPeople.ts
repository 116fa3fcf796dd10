import { minutesOf } from '../../calendar/minutes.ts';
import { allowedSlots, toldKey } from '../keep/told.ts';
import type { Model } from '../model/model.ts';
import type { Region } from '../network/rollNetwork.ts';

/** People who were told one minute of one session, and who could still keep it. */
interface ToldGroup {
  readonly key: string;
  readonly offerClass: number;
  readonly site: number;
  readonly day: number;
  readonly start: number;
  /** People whom no rule of their own forbids the time. */
  readonly allowed: number;
  /** How many of them the standing sessions hold. */
  readonly kept: number;
}

/** A slot of a session that stands. */
export interface KeptSlot {
  readonly group: number;
  readonly standing: number;
  readonly start: number;
  readonly count: number;
}

export interface ToldPeople {
  readonly groups: readonly ToldGroup[];
  readonly slots: readonly KeptSlot[];
}

/** Published people of a region: who they are, and who of them has kept their time. */
export function toldPeople(model: Model, region: Region): ToldPeople {
  const { context, problem } = model;
  const sites = new Set(region.sites);
  const classOf = new Map<number, number>();
  for (const index of region.classes)
    for (const offer of model.classes[index]!.offers) classOf.set(offer, index);
  const left = Int32Array.from(model.remaining);
  const groups = new Map<string, { -readonly [Key in keyof ToldGroup]: ToldGroup[Key] } & { at: number }>();
  for (const published of problem.previous) {
    const site = context.siteIndex.get(published.site)!;
    if (!sites.has(site)) continue;
    for (const told of allowedSlots(context, published, { left })) {
      const offer = problem.offers[told.offer]!;
      const offerClass = classOf.get(told.offer);
      if (offerClass === undefined) continue;
      const slot = published.slots.find(
        ({ offer: id, start }) => id === offer.id && minutesOf(start) === told.start,
      )!;
      const key = toldKey(published, slot);
      const group = groups.get(key);
      if (group) group.allowed += told.count;
      else {
        const day = context.dayOf(published.date);
        const row = { key, offerClass, site, day, start: told.start, allowed: told.count, kept: 0 };
        groups.set(key, { ...row, at: groups.size });
      }
    }
  }
  const slots: KeptSlot[] = [];
  model.standing.forEach(({ given, locked, site }, standing) => {
    if (locked || !sites.has(site)) return;
    for (const slot of given.slots) {
      const group = groups.get(toldKey(given, slot));
      if (!group) continue;
      group.kept += slot.count;
      slots.push({ group: group.at, standing, start: minutesOf(slot.start), count: slot.count });
    }
  });
  return { groups: [...groups.values()], slots };
}
