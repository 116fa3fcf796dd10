import { dayNumber, fromDayNumber, weekdayOfDayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import { DUTY_OFFSETS, dutySpan, type Grid, placesWithin } from '../model/duty.ts';
import type { Model } from '../model/model.ts';
import { onDuty } from '../model/staffing.ts';
import type { Book, Held } from './book.ts';

/** One change to the problem. Together the needs of an option make room for one person more, whatever else stands. */
export type Need =
  | 'window'
  | 'rota'
  | 'lab-open'
  | 'no-duty'
  | 'closed'
  | 'notice'
  | 'age'
  | 'drop-in'
  | 'pool'
  | 'no-places'
  | 'no-swabber'
  | 'lab-capacity';

/** A minute that would suit somebody, and everything that stands in the way of having it. */
export interface PlaceOption {
  readonly site: number;
  readonly day: number;
  readonly window: number;
  readonly start: number;
  readonly labDay: number;
  readonly needs: readonly Need[];
}

export interface Asking {
  readonly model: Model;
  readonly book: Book;
  readonly offerClass: number;
  readonly offer: number;
}

/** For every window and day within a duty of the class the minute that needs least. */
export function optionsOf(asking: Asking): PlaceOption[] {
  const { model, offerClass } = asking;
  const { problem, firstDay, horizonDays } = model;
  const { sites, duty, shift } = model.classes[offerClass]!;
  const options: PlaceOption[] = [];
  for (const site of sites) {
    const { windows, shifts } = problem.sites[site]!;
    windows.forEach((_, window) => {
      const grid = model.grids[site]![window]!;
      const ranges = DUTY_OFFSETS.map((offset) => {
        const { from, to } = dutySpan(shifts[shift]!, offset, problem.marginMinutes);
        return placesWithin(grid, from, to);
      });
      for (let day = 0; day < horizonDays; day++) {
        if (!grid.weekdays.has(weekdayOfDayNumber(firstDay + day))) continue;
        const fitting = ranges.filter((range, i) => duty[day + i] === 1 && range.hi >= range.lo);
        const option = leastOf(asking, { site, day, window, grid }, fitting);
        if (option) options.push(option);
      }
    });
  }
  return options;
}

interface At {
  readonly site: number;
  readonly day: number;
  readonly window: number;
  readonly grid: Grid;
}

function leastOf(
  asking: Asking,
  at: At,
  ranges: readonly { readonly lo: number; readonly hi: number }[],
): PlaceOption | undefined {
  const always = dateNeeds(asking, at.site, at.day);
  let best: PlaceOption | undefined;
  for (const { lo, hi } of ranges) {
    for (let place = lo; place <= hi; place++) {
      const found = needsAt(asking, at, at.grid.starts[place]!);
      if (!found || (best && best.needs.length <= always.length + found.needs.length)) continue;
      const { site, day, window } = at;
      best = { site, day, window, ...found, needs: [...always, ...found.needs] };
      if (found.needs.length === 0) return best;
    }
  }
  return best;
}

/** Rules of the date alone. */
export function dateNeeds({ model, offerClass }: Asking, site: number, day: number): Need[] {
  const { problem, firstDay } = model;
  const { first, last } = model.classes[offerClass]!;
  const date = fromDayNumber(firstDay + day);
  const needs: Need[] = [];
  if (day < first || day > last) needs.push('no-duty');
  if (problem.closedDates.includes(date) || problem.sites[site]!.closedDates.includes(date))
    needs.push('closed');
  if (day < dayNumber(problem.notBefore) - firstDay) needs.push('notice');
  return needs;
}

/** What one person at one minute of a window lacks; undefined where they would disturb the session that is there. */
function needsAt(
  asking: Asking,
  { site, day, window, grid }: At,
  start: number,
): Pick<PlaceOption, 'start' | 'labDay' | 'needs'> | undefined {
  const { model, book, offer } = asking;
  const { minutesPerSwab, blockMinutes, dropIn } = model.problem.sites[site]!;
  const seat = seatFrom(model, site, start);
  const held = book.at(site, day, window);
  const span = { from: Math.min(start, held?.from ?? start), to: Math.max(seat.to, held?.to ?? seat.to) };
  if (servesThen(asking, day, seat)) return undefined;
  if (held && !mayStretch(asking, held, span)) return undefined;
  const lab = labNeeds(asking, { site, day, start, held });
  if (!lab) return undefined;
  const needs: Need[] = [...lab.needs];
  const lane = held ? freeLane(asking, held, seat) : -1;
  const watch = { site, day, ...span, seat, offer };
  if (lane < 0) {
    if (held?.locked) return undefined;
    const lanes = held?.lanes ?? 0;
    if (lanes + 1 > freeWorkstations(asking, site, day, span) + (held ? lanes : 0)) needs.push('pool');
    if (lanes >= grid.lanes) needs.push('no-places');
    if (book.spare(watch) < 0) needs.push('no-swabber');
  }
  if (dropIn > 0) {
    const step = blockMinutes > 0 ? blockMinutes : minutesPerSwab;
    const ends = Array.from({ length: (held?.lanes ?? 0) + (lane < 0 ? 1 : 0) }, (_, i) => {
      const own = (held?.slots ?? [])
        .filter((slot) => slot.lane === i)
        .map(({ from, to }) => (blockMinutes > 0 ? from + step : to));
      const mine = i === (lane < 0 ? (held?.lanes ?? 0) : lane) ? [start + step] : [];
      return Math.max(grid.from, ...own, ...mine);
    });
    const free = ends.reduce(
      (sum, end) => sum + Math.max(0, Math.floor((grid.to - end) / step)) * grid.perLane,
      0,
    );
    if (free < dropIn) needs.push('drop-in');
  }
  if (lab.full) needs.push('lab-capacity');
  return { start, labDay: lab.labDay, needs };
}

/** The minutes that somebody at a place may need: those of a whole block, as nobody is told their turn in it. */
export function seatFrom(model: Model, site: number, start: number): { from: number; to: number } {
  const { minutesPerSwab, blockMinutes } = model.problem.sites[site]!;
  const people = blockMinutes > 0 ? Math.floor(blockMinutes / minutesPerSwab) : 1;
  return { from: start, to: start + people * minutesPerSwab };
}

/** The lane of a session in which an option's minute is free, or −1. */
export function freeLaneFor(asking: Asking, option: PlaceOption, seat: { from: number; to: number }): number {
  const held = asking.book.at(option.site, option.day, option.window);
  return held ? freeLane(asking, held, seat) : -1;
}

/** Who could serve a further lane for an option, or −1. */
export function spareFor(
  { book, offer }: Asking,
  option: PlaceOption,
  seat: { from: number; to: number },
): number {
  const { site, day, window } = option;
  const held = book.at(site, day, window);
  const from = Math.min(seat.from, held?.from ?? seat.from);
  const to = Math.max(seat.to, held?.to ?? seat.to);
  return book.spare({ site, day, from, to, seat, offer });
}

/** Nobody is swabbed while they serve. */
function servesThen(
  { model, book, offer }: Asking,
  day: number,
  seat: { from: number; to: number },
): boolean {
  const own = model.swabberOfOffer[offer] ?? -1;
  if (own < 0) return false;
  return book
    .on(day)
    .some(({ swabbers, from, to }) => swabbers.includes(own) && from < seat.to && seat.from < to);
}

/** Whether everybody who serves a session can begin as early and end as late, at workstations that are free then. */
function mayStretch(asking: Asking, held: Held, span: { from: number; to: number }): boolean {
  const { model, book } = asking;
  if (span.from === held.from && span.to === held.to) return true;
  if (held.locked && span.from < held.from) return false;
  if (freeWorkstations(asking, held.site, held.day, span) < 0) return false;
  return held.swabbers.every((index) => {
    const swabber = model.swabbers[index];
    if (!swabber || !onDuty(swabber, held.day, span.from, span.to)) return false;
    return book.on(held.day).every((other) => {
      const gap = other.site === held.site ? 0 : model.problem.travelMinutes;
      const clash = other.from < span.to + gap && span.from < other.to + gap;
      if (other !== held && other.swabbers.includes(index) && clash) return false;
      return !other.slots.some(
        (slot) => slot.offer === swabber.offer && slot.from < span.to && span.from < slot.to,
      );
    });
  });
}

function freeLane({ model, offer }: Asking, held: Held, seat: { from: number; to: number }): number {
  const { blockMinutes } = model.problem.sites[held.site]!;
  const { perLane } = model.grids[held.site]![held.window]!;
  for (let lane = 0; lane < held.lanes; lane++) {
    const swabber = model.swabbers[held.swabbers[lane]!];
    if (!swabber || swabber.offer === offer) continue;
    const taken = held.slots.filter(
      (slot) =>
        (slot.lane === lane || slot.offer === swabber.offer) && slot.from < seat.to && seat.from < slot.to,
    );
    const people = taken.reduce((sum, { count }) => sum + count, 0);
    const room = blockMinutes > 0 && taken.every((slot) => slot.lane === lane && slot.from === seat.from);
    if (taken.length === 0 || (room && people < perLane)) return lane;
  }
  return -1;
}

function freeWorkstations(
  { model, book }: Asking,
  site: number,
  day: number,
  span: { from: number; to: number },
): number {
  const { id } = model.problem.sites[site]!;
  return model.problem.pools
    .filter(({ sites }) => sites.includes(id))
    .reduce((least, { workstations, sites }) => {
      const others = book
        .on(day)
        .filter((other) => sites.includes(model.problem.sites[other.site]!.id))
        .filter((other) => other.from < span.to && span.from < other.to);
      return Math.min(least, workstations - others.reduce((sum, { lanes }) => sum + lanes, 0));
    }, Infinity);
}

/** Where the sample goes (`lab-date`), whether it arrives in time (`age`), and whether there is room (`lab-capacity`). */
export function labNeeds(
  { model, book }: Asking,
  { site, day, start, held }: { site: number; day: number; start: number; held?: Held | undefined },
): { labDay: number; needs: Need[]; full: boolean } | undefined {
  const { lab: index, turnout } = model.sites[site]!;
  const lab = model.labs[index]!;
  const pickup = minutesOf(model.problem.sites[site]!.lastPickup);
  // A date that is opened for the site is open for its laboratory, too.
  const open =
    lab.open[day] === 1 ||
    (lab.capacity[day]! > 0 && model.problem.closedDates.includes(fromDayNumber(model.firstDay + day)));
  const sameDay = open && seatFrom(model, site, start).to <= pickup;
  // A block that may end on either side of the pickup has no laboratory day of its own.
  const either = open && !sameDay && start + model.problem.sites[site]!.minutesPerSwab <= pickup;
  if (either && held?.labDay === undefined) return undefined;
  const alone = sameDay ? day : (lab.nextOpen[day + 1] ?? -1);
  if (held?.labDay === day && !sameDay) return undefined;
  const labDay = held?.labDay ?? alone;
  if (labDay < 0) return { labDay, needs: ['lab-open'], full: false };
  const first = Math.min(start, held?.from ?? start);
  const hours = ((labDay - day) * 1440 + lab.arrival - first) / 60;
  const full = book.load(index, labDay) + turnout > lab.capacity[labDay]! + 1e-9;
  return { labDay, needs: hours > model.problem.maxSampleHours ? ['age'] : [], full };
}
