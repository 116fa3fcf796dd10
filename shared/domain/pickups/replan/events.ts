import { minutesOf } from '../../calendar/minutes.ts';
import { DomainProblem, type Fault } from '../../problem.ts';
import type { PickupPlan } from '../plan.ts';
import { parsePickupProblem, type PickupProblem } from '../problem.ts';
import type { DayEvents } from './drivenPart.ts';

/**
 * Reads what happened beside the problem that it happened to. New stops are read as the problem's own are.
 * @throws DomainProblem `bad-file` with every fault.
 */
export function eventsFrom(
  data: unknown,
  plan: PickupPlan,
  said: {
    readonly now: string;
    readonly closed: readonly string[];
    readonly broken: readonly string[];
    readonly added: unknown;
  },
): { problem: PickupProblem; events: DayEvents } {
  const problem = parsePickupProblem(data);
  const faults: Fault[] = [];
  const known = (place: string, names: readonly string[], of: readonly { readonly id: string }[]) => {
    for (const name of names)
      if (!of.some(({ id }) => id === name)) faults.push({ place, message: `there is no "${name}"` });
  };
  known('closed', said.closed, problem.stops);
  known('broken', said.broken, problem.vehicles);
  known(
    'plan',
    plan.routes.map(({ vehicle }) => vehicle),
    problem.vehicles,
  );
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(said.now))
    faults.push({ place: 'now', message: `"${said.now}" is no time of day` });
  if (!Array.isArray(said.added)) faults.push({ place: 'added', message: 'expected a list of stops' });
  if (faults.length > 0) throw new DomainProblem('bad-file', 'This day cannot be planned on', faults);
  const all = parsePickupProblem({
    ...(data as object),
    stops: [...(data as { stops: readonly unknown[] }).stops, ...(said.added as readonly unknown[])],
  });
  return {
    problem,
    events: {
      now: minutesOf(said.now),
      closed: said.closed,
      broken: said.broken,
      added: all.stops.slice(problem.stops.length),
    },
  };
}
