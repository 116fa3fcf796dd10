import { fromDayNumber } from '../../calendar/calendarDate.ts';
import { timeOf } from '../../calendar/minutes.ts';
import { lanesNeeded } from '../keep/idleLanes.ts';
import type { Model } from '../model/model.ts';
import type { RollSession, RollSlot } from '../plan.ts';
import type { Draft } from './draft.ts';

/** Drafts as the sessions of a plan, in order of date and site; those that nobody needs fall away. */
export function sessionsOf(model: Model, drafts: readonly Draft[]): RollSession[] {
  return drafts.flatMap((draft) => sessionOf(model, draft)).sort(bySiteAndTime);
}

function sessionOf(model: Model, draft: Draft): RollSession[] {
  const { problem, firstDay } = model;
  const site = problem.sites[draft.site]!;
  const given = draft.standing >= 0 ? model.standing[draft.standing]!.given : undefined;
  if (!given && draft.seats.length === 0) return [];
  const window = given?.window ?? site.windows[draft.window]!.id;
  const lanes = given
    ? []
    : lanesNeeded(site, { window, lanes: draft.lanes, slots: slotsOf(model, draft, (lane) => lane) });
  const slots = [
    ...(given?.slots ?? []),
    ...slotsOf(model, draft, (lane) => (given ? lane : lanes.indexOf(lane))),
  ];
  slots.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.lane - b.lane));
  const offers = new Map(draft.seats.map(({ offer }) => [problem.offers[offer]!.id, problem.offers[offer]!]));
  const provisional = (given?.slots ?? []).length > 0 ? given!.provisional : true;
  return [
    {
      site: site.id,
      date: fromDayNumber(firstDay + draft.day),
      window,
      start:
        given && draft.standing >= 0 && model.standing[draft.standing]!.locked
          ? given.start
          : slots[0]!.start,
      lanes: given?.lanes ?? lanes.length,
      swabbers: given?.swabbers ?? lanes.map((lane) => problem.swabbers[draft.swabbers[lane]!]!.id),
      labDate: given?.labDate ?? fromDayNumber(firstDay + draft.labDay),
      provisional: provisional && [...offers.values()].every((offer) => offer.provisional),
      slots,
    },
  ];
}

/** Neighbouring seats of one offer in a lane become one slot. */
function slotsOf(model: Model, draft: Draft, laneOf: (lane: number) => number): RollSlot[] {
  const { minutesPerSwab, blockMinutes } = model.problem.sites[draft.site]!;
  const seats = [...draft.seats].sort((a, b) => a.lane - b.lane || a.start - b.start || a.offer - b.offer);
  const slots: { offer: number; lane: number; start: number; count: number }[] = [];
  for (const { offer, lane, start } of seats) {
    const last = slots.at(-1);
    const follows =
      last?.offer === offer &&
      last.lane === lane &&
      start === (blockMinutes > 0 ? last.start : last.start + last.count * minutesPerSwab);
    if (follows) last.count++;
    else slots.push({ offer, lane, start, count: 1 });
  }
  return slots.map(({ offer, lane, start, count }) => ({
    offer: model.problem.offers[offer]!.id,
    lane: laneOf(lane),
    start: timeOf(start),
    count,
  }));
}

function bySiteAndTime(a: RollSession, b: RollSession): number {
  const keys = (session: RollSession) => [session.date, session.site, session.start, session.window] as const;
  const [left, right] = [keys(a), keys(b)];
  for (let i = 0; i < left.length; i++) {
    if (left[i]! !== right[i]!) return left[i]! < right[i]! ? -1 : 1;
  }
  return 0;
}
