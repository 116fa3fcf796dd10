import { minutesOf, timeOf } from '../../calendar/minutes.ts';
import type { PickupPlan } from '../plan.ts';
import type { PickupProblem } from '../problem.ts';
import type { Violation } from './reading.ts';

/** A session that uses kits when it begins; `stop` is its site's stop in every day's problem. */
interface KitUse {
  readonly session: string;
  readonly stop: string;
  readonly date: string;
  readonly start: string;
  readonly kits: number;
}

/** Days of pickups in a row, what was at hand before the first of them, and what the sessions use. */
export interface KitDays {
  readonly stock: Readonly<Record<string, number>>;
  readonly days: readonly {
    readonly date: string;
    readonly problem: PickupProblem;
    readonly plan: PickupPlan;
  }[];
  readonly uses: readonly KitUse[];
}

interface KitEvent {
  readonly stop: string;
  readonly date: string;
  readonly minute: number;
  readonly kits: number;
  readonly path: string;
  readonly use?: KitUse;
}

/**
 * R46 over days: no session begins with fewer kits than it uses, counting what was at hand and what the driven stops
 * have brought by then. What a stop is to bring stands in its day's problem, when it comes in its plan; a stop left out
 * brings nothing. Shares no code with what decides on the kits.
 */
export function checkKits({ stock, days, uses }: KitDays): Violation[] {
  const brought = days.flatMap(({ date, problem, plan }, d) => {
    const kits = new Map(problem.stops.map((stop) => [stop.id, stop.kits]));
    return plan.routes.flatMap(({ trips }, r) =>
      trips.flatMap(({ stops }, t) =>
        stops.map(({ stop, start }, s): KitEvent => ({
          stop,
          date,
          minute: minutesOf(start),
          kits: kits.get(stop) ?? 0,
          path: `$.days[${d}].plan.routes[${r}].trips[${t}].stops[${s}]`,
        })),
      ),
    );
  });
  const used = uses.map((use, i): KitEvent => {
    const { stop, date, start, kits } = use;
    return { stop, date, minute: minutesOf(start), kits: -kits, path: `$.uses[${i}]`, use };
  });
  return [...Map.groupBy([...brought, ...used], ({ stop }) => stop)].flatMap(([stop, events]) =>
    shortages(stock[stop] ?? 0, events),
  );
}

/** What one site lacks, session by session; a later one is counted as if the earlier ones had been mended. */
function shortages(stock: number, events: readonly KitEvent[]): Violation[] {
  const inOrder = events.toSorted(
    (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) || a.minute - b.minute || b.kits - a.kits,
  );
  const broken: Violation[] = [];
  let atHand = stock;
  let last: KitEvent | undefined;
  for (const event of inOrder) {
    atHand += event.kits;
    if (!event.use) last = event;
    else if (atHand < 0) {
      const stop = last
        ? `the stop of ${last.date} ${timeOf(last.minute)} (${last.path})`
        : 'no earlier stop';
      broken.push({
        rule: 'kits',
        path: event.path,
        message: `session "${event.use.session}" begins with ${-atHand} kits too few; ${stop} could bring them`,
      });
      atHand = 0;
    }
  }
  return broken;
}
