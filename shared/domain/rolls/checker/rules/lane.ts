import { minutesOf, timeOf } from '../../../calendar/minutes.ts';
import type { RollRule, RuleFault, SessionFacts, SlotFacts } from '../facts.ts';

export const lane: RollRule = {
  id: 'lane',
  says: 'Slots of a lane do not overlap; blocks hold what they hold; drop-in places stay free (R29, R30, P8, P13).',
  *check({ sessions }) {
    for (const session of sessions) {
      if (!session.site || !session.window) continue;
      const lanes = new Map<number, SlotFacts[]>();
      for (const slot of session.slots) {
        if (slot.lane >= session.given.lanes)
          yield fault(slot, `lane ${slot.lane} of a session with ${session.given.lanes}`);
        lanes.set(slot.lane, [...(lanes.get(slot.lane) ?? []), slot]);
      }
      for (const slots of lanes.values()) {
        if (session.site.blockMinutes > 0) yield* blockFaults(session, slots);
        else yield* overlaps(slots);
      }
      yield* dropInFaults(session, lanes);
    }
  },
};

function fault(slot: SlotFacts, message: string, warning = slot.locked): RuleFault {
  return { rule: 'lane', path: slot.path, message, warning };
}

function* overlaps(slots: readonly SlotFacts[]): Iterable<RuleFault> {
  const inOrder = [...slots].sort((a, b) => a.start - b.start || a.end - b.end);
  let before: SlotFacts | undefined;
  for (const slot of inOrder) {
    if (before && slot.start < before.end)
      yield fault(
        slot,
        `begins ${timeOf(slot.start)}, before ${before.path} ends (${timeOf(before.end)})`,
        slot.locked && before.locked,
      );
    if (!before || slot.end > before.end) before = slot;
  }
}

function* blockFaults({ site, window }: SessionFacts, slots: readonly SlotFacts[]): Iterable<RuleFault> {
  const { blockMinutes, minutesPerSwab } = site!;
  const most = Math.floor(blockMinutes / minutesPerSwab);
  const people = new Map<number, { count: number; locked: boolean }>();
  for (const slot of slots) {
    if ((slot.start - minutesOf(window!.from)) % blockMinutes !== 0)
      yield fault(slot, `${timeOf(slot.start)} begins no block of ${blockMinutes} min from ${window!.from}`);
    const before = people.get(slot.start) ?? { count: 0, locked: true };
    const now = { count: before.count + slot.count, locked: before.locked && slot.locked };
    people.set(slot.start, now);
    if (now.count > most && before.count <= most)
      yield fault(
        slot,
        `${now.count} people in the block of ${timeOf(slot.start)}, which holds ${most}`,
        now.locked,
      );
  }
}

/** Places after each lane's last slot until the window closes. */
function* dropInFaults(session: SessionFacts, lanes: ReadonlyMap<number, SlotFacts[]>): Iterable<RuleFault> {
  const { blockMinutes, minutesPerSwab, dropIn } = session.site!;
  if (dropIn === 0 || session.slots.length === 0) return;
  const close = minutesOf(session.window!.to);
  const step = blockMinutes > 0 ? blockMinutes : minutesPerSwab;
  const perStep = blockMinutes > 0 ? Math.floor(blockMinutes / minutesPerSwab) : 1;
  let free = 0;
  for (let index = 0; index < session.given.lanes; index++) {
    const slots = lanes.get(index) ?? [];
    const ends = slots.map(({ start, end }) => (blockMinutes > 0 ? start + blockMinutes : end));
    const end = Math.max(minutesOf(session.window!.from), ...ends);
    free += Math.max(0, Math.floor((close - end) / step)) * perStep;
  }
  if (free >= dropIn) return;
  const message = `${free} places free at the end, ${dropIn} drop-in places are kept`;
  yield { rule: 'lane', path: session.path, message, warning: session.slots.every(({ locked }) => locked) };
}
