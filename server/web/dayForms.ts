import { z } from 'zod';
import type { DaySessionView } from '../../shared/contracts/views/daySession.ts';
import type { DayAction } from '../../shared/domain/onTheDay/daySession.ts';
import { cancelSession } from '../../shared/usecases/cancelSession.ts';
import { changeSession } from '../../shared/usecases/changeSession.ts';
import { confirmSession } from '../../shared/usecases/confirmSession.ts';
import { coverSwabber } from '../../shared/usecases/coverSwabber.ts';
import { nameKeyPerson } from '../../shared/usecases/nameKeyPerson.ts';
import { emptyableLine, optionalCount, optionalText, requiredLine } from './forms/fields.ts';
import type { WorkDeps } from './services.ts';

/** What a leader on the spot can do with a session, one small form each. */
export const DAY_FORMS = [
  'swap',
  'move',
  'fill',
  'name',
  'swabber',
  'cover',
  'drop-in',
  'cancel',
  'confirm',
  'key-person',
] as const;
export type DayFormName = (typeof DAY_FORMS)[number];

const id = z.uuid('chooseOne');
const lane = z
  .string('chooseOne')
  .regex(/^\d{1,2}$/, 'chooseOne')
  .transform(Number);
/** A free time as the list offers it: session, lane and minute. */
const place = z
  .string('chooseOne')
  .regex(/^[0-9a-f-]{36} \d{1,2} \d{1,4}$/, 'chooseOne')
  .transform((text) => {
    const [session = '', laneText, start] = text.split(' ');
    return { session, lane: Number(laneText), start: Number(start) };
  });
/** One place of a line without names. */
const nameless = z
  .string('chooseOne')
  .regex(/^[0-9a-f-]{36} \d{1,3}$/, 'chooseOne')
  .transform((text) => {
    const [slot = '', number] = text.split(' ');
    return { slot, place: Number(number) };
  });
const registeredBy = requiredLine;
const many = z.preprocess(
  (sent): unknown => (sent === undefined ? [] : typeof sent === 'string' ? [sent] : sent),
  z.array(z.string()),
);

/** The fields of each form. What is typed is only ever an id, a number or a reason. */
export const DAY_SCHEMAS = {
  swap: z.object({ slot: id, other: id, registeredBy }),
  move: z.object({ slot: id, place, registeredBy }),
  fill: z.object({ staff: id, place, keptFree: z.string().optional(), registeredBy }),
  name: z.object({ nameless, staff: id, registeredBy }),
  swabber: z.object({ lane, swabber: id, registeredBy }),
  cover: z.object({ swabber: id, registeredBy }),
  'drop-in': z.object({ places: optionalCount(0, 200), registeredBy }),
  cancel: z.object({ reason: optionalText, registeredBy }),
  confirm: z.object({ performed: many, attended: optionalCount(0, 5000), registeredBy }),
  'key-person': z.object({ label: emptyableLine, registeredBy }),
} as const satisfies Record<DayFormName, z.ZodType>;

type Input<N extends DayFormName> = z.output<(typeof DAY_SCHEMAS)[N]>;
type Save<N extends DayFormName> = (
  given: WorkDeps,
  view: DaySessionView,
  input: Input<N>,
) => Promise<unknown>;

const change = ({ actor, ...deps }: WorkDeps, action: DayAction, by: string) =>
  changeSession(deps, { actor, action, by });

/** Each form's use case. */
export const DAY_SAVES: { readonly [N in DayFormName]: Save<N> } = {
  swap: (given, _, { registeredBy: by, ...ids }) => change(given, { kind: 'swap', ...ids }, by),
  move: (given, _, { slot, place: to, registeredBy: by }) => change(given, { kind: 'move', slot, ...to }, by),
  fill: (given, _, { staff, place: at, keptFree, registeredBy: by }) =>
    change(given, { kind: 'fill', staff, keptFree: keptFree === 'yes', ...at }, by),
  name: (given, _, { nameless: one, staff, registeredBy: by }) =>
    change(given, { kind: 'name', staff, ...one }, by),
  swabber: (given, { id: session }, { lane: number, swabber, registeredBy: by }) =>
    change(given, { kind: 'swabber', session, lane: number, swabber }, by),
  cover: ({ actor, ...deps }, { date }, { swabber, registeredBy: by }) =>
    coverSwabber(deps, { actor, swabber, date, by }),
  'drop-in': (given, { id: session }, { places = 0, registeredBy: by }) =>
    change(given, { kind: 'drop-in', session, places }, by),
  cancel: ({ actor, ...deps }, { id: sessionId }, { reason, registeredBy: by }) =>
    cancelSession(deps, { actor, sessionId, reason, by }),
  confirm: ({ actor, ...deps }, { id: sessionId, crew }, { performed, attended, registeredBy: by }) =>
    confirmSession(deps, {
      actor,
      sessionId,
      // One list per lane, in their order; nobody is chosen where the lane stood empty.
      performed: performed
        .slice(0, crew.length)
        .flatMap((swabber, number) => (swabber === '' ? [] : [{ lane: number, swabber }])),
      attended,
      by,
    }),
  'key-person': ({ actor, ...deps }, { id: sessionId }, { label, registeredBy: by }) =>
    nameKeyPerson(deps, { actor, sessionId, label, by }),
};

export const DAY_SAVED = {
  swap: 'changed',
  move: 'changed',
  fill: 'changed',
  name: 'changed',
  swabber: 'changed',
  cover: 'changed',
  'drop-in': 'changed',
  cancel: 'cancelled',
  confirm: 'confirmed',
  'key-person': 'keyPerson',
} as const satisfies Record<DayFormName, string>;

/** What a form begins with: from the row whose link was followed, and from the session. */
export function dayInitial(
  name: DayFormName,
  view: DaySessionView,
  query: Readonly<Record<string, unknown>>,
): Record<string, string | readonly string[] | undefined> {
  const slot = typeof query.slot === 'string' ? query.slot : undefined;
  switch (name) {
    case 'swap':
    case 'move':
      return { slot };
    case 'name':
      return { nameless: slot && `${slot} 0` };
    case 'cover':
      return { swabber: view.crew[0]?.swabber?.id };
    case 'drop-in':
      return { places: String(view.dropIn) };
    case 'confirm':
      return { performed: view.crew.map(({ swabber }) => swabber?.id ?? '') };
    case 'key-person':
      return { label: view.keyPerson ?? '' };
    case 'fill':
    case 'swabber':
    case 'cancel':
      return {};
  }
}
