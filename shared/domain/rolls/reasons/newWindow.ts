import { dayNumber } from '../../calendar/calendarDate.ts';
import { timeOf } from '../../calendar/minutes.ts';
import { DUTY_OFFSETS, dutyDays, dutySpan } from '../model/duty.ts';
import { type Asking, dateNeeds, labNeeds, type Need, type PlaceOption } from './options.ts';

/** No window touches the hour in which clocks change. */
const CLOCK_CHANGE = { from: 120, to: 180 } as const;

export interface NewWindow extends PlaceOption {
  readonly from: string;
  readonly to: string;
}

/**
 * Where no window lies within a duty: the window that would, on a day that needs nothing else if there is one. A rota
 * without any duty in the horizon is no reason to be left out for ever: then any day does.
 */
export function newWindowFor(
  asking: Asking,
  priceOf: (needs: readonly Need[]) => number,
): NewWindow | undefined {
  const { model, offerClass } = asking;
  const { problem, horizonDays, firstDay } = model;
  const { sites, shift } = model.classes[offerClass]!;
  const own = model.classes[offerClass]!.duty;
  const anyDay = own.every((duty) => duty === 0);
  const duty = anyDay
    ? dutyDays({ rotaWeeks: 1 }, firstDay - dayNumber(problem.rotaAnchor), horizonDays)
    : own;
  let best: NewWindow | undefined;
  for (const site of sites) {
    const { minutesPerSwab, blockMinutes, shifts, dropIn } = problem.sites[site]!;
    const seat = Math.max(minutesPerSwab, blockMinutes);
    const perSeat = blockMinutes > 0 ? Math.max(1, Math.floor(blockMinutes / minutesPerSwab)) : 1;
    const length = seat * (1 + Math.ceil(dropIn / perSeat));
    for (let day = 0; day < horizonDays; day++) {
      for (const start of startsIn(shifts[shift]!, { problem, duty, day, seat, length })) {
        const lab = labNeeds(asking, { site, day, start });
        if (!lab) continue;
        const full: Need[] = lab.full ? ['lab-capacity'] : [];
        const rota: Need[] = anyDay ? ['rota'] : [];
        const needs: Need[] = [...dateNeeds(asking, site, day), ...rota, 'window', ...lab.needs, ...full];
        if (best && priceOf(best.needs) <= priceOf(needs)) continue;
        const times = { from: timeOf(start), to: timeOf(start + length) };
        best = { site, day, window: -1, start, labDay: lab.labDay, needs, ...times };
      }
    }
  }
  return best;
}

/** The first and the last minute of a date at which somebody on duty could come. */
function startsIn(
  hours: readonly [string, string],
  {
    problem,
    duty,
    day,
    seat,
    length,
  }: {
    problem: Asking['model']['problem'];
    duty: Uint8Array;
    day: number;
    seat: number;
    length: number;
  },
): number[] {
  return DUTY_OFFSETS.flatMap((offset, i) => {
    if (duty[day + i] !== 1) return [];
    const span = dutySpan(hours, offset, problem.marginMinutes);
    const [from, to] = [Math.max(0, span.from), Math.min(1440, span.to)];
    const starts = [from, CLOCK_CHANGE.to, CLOCK_CHANGE.from - length, Math.min(to - seat, 1440 - length)];
    return starts.filter(
      (start) =>
        start >= from &&
        start + seat <= to &&
        start + length <= 1440 &&
        (start >= CLOCK_CHANGE.to || start + length <= CLOCK_CHANGE.from),
    );
  });
}
