import type { Model } from '../model/model.ts';
import { onDuty, type SwabberModel } from '../model/staffing.ts';
import { apart } from '../search/sharing.ts';
import type { Draft } from './draft.ts';
import { maySit } from './seats.ts';

/** Who serves when: so that nobody is promised twice, and the duty is spread fairly. */
export interface Roster {
  /** Sessions by swabber. */
  readonly serving: ReadonlyMap<number, readonly Draft[]>;
  readonly free: (swabber: SwabberModel, draft: Draft) => boolean;
  readonly assign: (swabber: number, draft: Draft, lane: number) => void;
  readonly release: (draft: Draft) => void;
}

export function roster(model: Model, standing: readonly Draft[]): Roster {
  const serving = new Map<number, Draft[]>();
  const add = (swabber: number, draft: Draft) => {
    const own = serving.get(swabber);
    if (own) own.push(draft);
    else serving.set(swabber, [draft]);
  };
  for (const draft of standing) for (const swabber of draft.swabbers) if (swabber >= 0) add(swabber, draft);
  return {
    serving,
    free: (swabber, draft) =>
      onDuty(swabber, draft.day, draft.from, draft.to) &&
      (serving.get(swabber.index) ?? []).every(
        (other) =>
          other !== draft && (other.day !== draft.day || apart(other, draft, model.problem.travelMinutes)),
      ),
    assign: (swabber, draft, lane) => {
      draft.swabbers[lane] = swabber;
      add(swabber, draft);
    },
    release: (draft) => {
      for (const swabber of draft.swabbers) {
        const own = serving.get(swabber)?.filter((other) => other !== draft);
        if (own) serving.set(swabber, own);
      }
      draft.swabbers = [];
    },
  };
}

/** Where swabbers have, or could have, a seat for their own sample. */
export interface Whereabouts {
  /** Sessions in which their class has seats. */
  readonly ownSeats: (swabber: SwabberModel) => readonly Draft[];
  /** All sessions of a site. */
  readonly sessionsOf: (site: number) => readonly Draft[];
  /** Whether somebody is to serve a session because their own sample was placed elsewhere on purpose. */
  readonly appointed: (swabber: number, draft: Draft) => boolean;
}

/** Whether one of these sessions has a minute that would suit a swabber's own sample. */
function couldSit(model: Model, { offer }: SwabberModel, sessions: readonly Draft[]): boolean {
  const offerClass = model.classOfOffer[offer]!;
  return sessions.some(({ site, day, window, seats, from, latest }) => {
    if (seats.length === 0) return false;
    const { span } = model.grids[site]![window] ?? { span: 0 };
    return [from, latest - span].some((start) => maySit(model, offerClass, { site, day, start, span }));
  });
}

const TRIES = 5000;

/**
 * Finds a swabber for every lane of a day's sessions that share swabbers (one session, where nothing is shared). Those
 * whose own offer could be elsewhere go first, then those who have served least (a fair spread of the duty).
 * @returns the sessions that could not be staffed
 */
export function assignSwabbers(
  model: Model,
  sessions: readonly Draft[],
  book: Roster,
  { ownSeats, sessionsOf, appointed }: Whereabouts,
): Draft[] {
  const rank = (swabber: SwabberModel, draft: Draft): number => {
    const served = book.serving.get(swabber.index) ?? [];
    if (appointed(swabber.index, draft)) return -1;
    const seats = ownSeats(swabber);
    // Whoever has seats of their class elsewhere can be tested there; whoever has none should not serve here.
    const here = seats.includes(draft);
    const elsewhere = seats.some((other) => other !== draft && !served.includes(other));
    if (!here) return served.length;
    const could =
      elsewhere ||
      couldSit(
        model,
        swabber,
        sessionsOf(draft.site).filter((other) => other !== draft && !served.includes(other)),
      );
    return (elsewhere ? 100 : could ? 200 : 10_000) + served.length;
  };
  const able = sessions.map((draft) =>
    model.swabbersOf[draft.site]!.filter((swabber) => book.free(swabber, draft))
      .map((swabber) => ({ swabber, rank: rank(swabber, draft) }))
      .sort((a, b) => a.rank - b.rank || a.swabber.index - b.swabber.index)
      .map(({ swabber }) => swabber),
  );
  const order = sessions.map((_, i) => i);
  order.sort(
    (a, b) => able[a]!.length - sessions[a]!.lanes - (able[b]!.length - sessions[b]!.lanes) || a - b,
  );
  const lost: Draft[] = [];
  const lanes = order.flatMap((i) => Array.from({ length: sessions[i]!.lanes }, (_, lane) => ({ i, lane })));
  let chosen = backtrack(model, sessions, able, lanes);
  let wanted = order;
  while (!chosen && wanted.length > 0) {
    const dropped = wanted[0]!;
    lost.push(sessions[dropped]!);
    wanted = wanted.slice(1);
    chosen = backtrack(
      model,
      sessions,
      able,
      lanes.filter(({ i }) => wanted.includes(i)),
    );
  }
  for (const { i, lane, swabber } of chosen ?? []) book.assign(swabber.index, sessions[i]!, lane);
  return lost;
}

function backtrack(
  model: Model,
  sessions: readonly Draft[],
  able: readonly (readonly SwabberModel[])[],
  lanes: readonly { readonly i: number; readonly lane: number }[],
): { i: number; lane: number; swabber: SwabberModel }[] | undefined {
  const chosen: { i: number; lane: number; swabber: SwabberModel }[] = [];
  const travel = model.problem.travelMinutes;
  let tries = 0;
  const place = (at: number): boolean => {
    if (at === lanes.length) return true;
    const { i, lane } = lanes[at]!;
    for (const swabber of able[i]!) {
      if (++tries > TRIES) return false;
      const clash = chosen.some(
        (other) =>
          other.swabber === swabber && (other.i === i || !apart(sessions[other.i]!, sessions[i]!, travel)),
      );
      if (clash) continue;
      chosen.push({ i, lane, swabber });
      if (place(at + 1)) return true;
      chosen.pop();
    }
    return false;
  };
  return place(0) ? chosen : undefined;
}
