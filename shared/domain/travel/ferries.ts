import { LINKS, type Link } from './links.ts';
import type { WayPart } from './embedded.ts';
import { nextDeparture, safeWait, type DaySailings, type Timetable } from './timetable.ts';

/** Minutes on the quay by link, there and back: what a plan allows for. */
export type Waits = ReadonlyMap<string, readonly [there: number, back: number]>;

/** A ferry that a driver takes. */
export interface FerryTaken {
  readonly link: string;
  readonly from: string;
  readonly to: string;
  /** Minutes of the day. */
  readonly departs: number;
  readonly arrives: number;
}

/** What a way over water is like when one sets off at a minute of the day. */
export interface Sailed {
  /** Infinity: the last ferry has gone. */
  readonly arrives: number;
  readonly ferries: readonly FerryTaken[];
  /** What one stood on each quay, in order. */
  readonly waits: readonly { readonly link: string; readonly back: boolean; readonly minutes: number }[];
}

const sailingsOf = (timetable: Timetable, { link, back }: { link: Link; back: boolean }) =>
  timetable.get(link.id)?.[back ? 'back' : 'there'];

/** Follows a way through the day's timetable. A link without one takes its usual wait. */
export function sail(parts: readonly WayPart[], setsOff: number, timetable: Timetable): Sailed {
  let now = setsOff;
  const ferries: FerryTaken[] = [];
  const waits: Sailed['waits'][number][] = [];
  for (const part of parts) {
    if ('road' in part) {
      now += part.road;
      continue;
    }
    const day = sailingsOf(timetable, part);
    const { link, back } = part;
    if (!day) {
      now += link.minutes + (back ? (link.waitBackMinutes ?? link.waitMinutes) : link.waitMinutes);
      continue;
    }
    const departs = nextDeparture(day, now);
    if (departs === undefined) return { arrives: Infinity, ferries, waits };
    waits.push({ link: link.id, back, minutes: departs - now });
    now = departs + day.minutes;
    ferries.push({ link: link.id, from: day.from, to: day.to, departs, arrives: now });
  }
  return { arrives: now, ferries, waits };
}

/** A day's links: crossing times and fares by the timetable, and as much wait as is said. */
export function linksOn(timetable: Timetable, waits: Waits): Link[] {
  return LINKS.map((link) => {
    const day = timetable.get(link.id);
    const some = day?.there ?? day?.back;
    if (!day || !some) return link;
    const [there, back] = waits.get(link.id) ?? [0, 0];
    // No departure that way today: there is no way, and no wait is long enough.
    const wait = (sailings: DaySailings | undefined, minutes: number) =>
      sailings && sailings.departures.length > 0
        ? minutes + Math.max(0, sailings.minutes - some.minutes)
        : Infinity;
    return {
      ...link,
      minutes: some.minutes,
      fare: some.fare,
      waitMinutes: wait(day.there, there),
      waitBackMinutes: wait(day.back, back),
    };
  });
}

/** Waits with which a plan begins: no more than the check-in, as for a driver who comes for a departure. */
export function leastWaits(timetable: Timetable): Waits {
  return new Map(
    [...timetable].map(([link, { there, back }]) => [
      link,
      [there?.checkInMinutes ?? 0, back?.checkInMinutes ?? 0],
    ]),
  );
}

/** Waits with which every plan of a day holds, as far as a ferry goes at all. */
export function safeWaits(timetable: Timetable, from: number): Waits {
  const safe = (day: DaySailings | undefined) => (day ? safeWait(day, from) : 0);
  return new Map([...timetable].map(([link, { there, back }]) => [link, [safe(there), safe(back)]]));
}

/** The longer wait of each link and direction. */
export function longerWaits(waits: Waits, seen: Sailed['waits']): Waits {
  const longer = new Map(waits);
  for (const { link, back, minutes } of seen) {
    const [there, again] = longer.get(link) ?? [0, 0];
    longer.set(link, back ? [there, Math.max(again, minutes)] : [Math.max(there, minutes), again]);
  }
  return longer;
}
