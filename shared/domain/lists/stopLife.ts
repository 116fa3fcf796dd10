/**
 * The life of a stop on a list (R56): planned → frozen → picked up → delivered. What was missed or refused goes on the
 * next run; what is cancelled (P7) is driven past.
 */
export const STOP_STATES = [
  'planned',
  'frozen',
  'picked-up',
  'delivered',
  'missed',
  'refused',
  'cancelled',
] as const;

export type StopState = (typeof STOP_STATES)[number];

/** What can happen to a stop. `undo` takes back a tick; a delivery at the laboratory is not taken back. */
export const STOP_EVENTS = ['freeze', 'pick-up', 'deliver', 'miss', 'refuse', 'cancel', 'undo'] as const;

export type StopEvent = (typeof STOP_EVENTS)[number];

/** Every state and every event: where it leads, or null where it cannot happen. */
const LIFE: Readonly<Record<StopState, Readonly<Record<StopEvent, StopState | null>>>> = {
  planned: {
    freeze: 'frozen',
    'pick-up': null,
    deliver: null,
    miss: null,
    refuse: null,
    cancel: 'cancelled',
    undo: null,
  },
  frozen: {
    freeze: null,
    'pick-up': 'picked-up',
    deliver: null,
    miss: 'missed',
    refuse: 'refused',
    cancel: 'cancelled',
    undo: null,
  },
  'picked-up': {
    freeze: null,
    'pick-up': null,
    deliver: 'delivered',
    miss: null,
    refuse: null,
    cancel: null,
    undo: 'frozen',
  },
  delivered: {
    freeze: null,
    'pick-up': null,
    deliver: null,
    miss: null,
    refuse: null,
    cancel: null,
    undo: null,
  },
  // The driver came back, or the home found somebody at the door after all.
  missed: {
    freeze: null,
    'pick-up': 'picked-up',
    deliver: null,
    miss: null,
    refuse: 'refused',
    cancel: null,
    undo: 'frozen',
  },
  refused: {
    freeze: null,
    'pick-up': 'picked-up',
    deliver: null,
    miss: 'missed',
    refuse: null,
    cancel: null,
    undo: 'frozen',
  },
  cancelled: {
    freeze: null,
    'pick-up': null,
    deliver: null,
    miss: null,
    refuse: null,
    cancel: null,
    undo: null,
  },
};

/** Where an event leads from a state; null: it cannot happen there. */
export function nextStopState(state: StopState, event: StopEvent): StopState | null {
  return LIFE[state][event];
}

/** Whatever a re-plan finds so stands as it was: somebody has been there, or nobody goes. */
export function isSettled(state: StopState): boolean {
  return state !== 'planned' && state !== 'frozen';
}

/** The samples are still at the site, and the next run takes them along. */
export function isLeftBehind(state: StopState): boolean {
  return state === 'missed' || state === 'refused';
}
