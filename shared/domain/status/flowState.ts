import type { Colour } from '../incidence/measure.ts';

/**
 * Where a municipality stands between measuring and deciding, and what may happen next: the whole state machine of
 * follow-up and decided colour as one table (R4–R8). Figures can only open a follow-up; everything else is a person's.
 */
export const FLOW_STATES = ['calm', 'contact', 'suspended', 'red', 'cooling'] as const;
/**
 * `calm`: green, no follow-up. `contact`: green with an open follow-up. `suspended`: the change to red is suspended
 * (R8). `red`: decided red. `cooling`: decided green again, the follow-up still open.
 */
export type FlowState = (typeof FLOW_STATES)[number];

export const FLOW_EVENTS = ['crossing', 'decide-red', 'suspend', 'decide-green', 'close'] as const;
export type FlowEvent = (typeof FLOW_EVENTS)[number];

const TRANSITIONS: Readonly<Record<FlowState, Readonly<Record<FlowEvent, FlowState | 'refused'>>>> = {
  calm: {
    crossing: 'contact',
    'decide-red': 'red',
    suspend: 'refused',
    'decide-green': 'refused',
    close: 'refused',
  },
  contact: {
    crossing: 'contact',
    'decide-red': 'red',
    suspend: 'suspended',
    'decide-green': 'refused',
    close: 'calm',
  },
  suspended: {
    crossing: 'suspended',
    'decide-red': 'red',
    suspend: 'suspended',
    'decide-green': 'cooling',
    close: 'calm',
  },
  red: {
    crossing: 'red',
    'decide-red': 'red',
    suspend: 'suspended',
    'decide-green': 'cooling',
    close: 'refused',
  },
  cooling: {
    crossing: 'cooling',
    'decide-red': 'red',
    suspend: 'suspended',
    'decide-green': 'cooling',
    close: 'calm',
  },
};

export function nextFlowState(state: FlowState, event: FlowEvent): FlowState | 'refused' {
  return TRANSITIONS[state][event];
}

/** Why an event is refused in a state, for the person who tried. */
export const REFUSALS: Readonly<Partial<Record<`${FlowState}/${FlowEvent}`, string>>> = {
  'calm/suspend': 'there is no follow-up, so there is no change to red to suspend',
  'calm/decide-green': 'the municipality is decided green already',
  'calm/close': 'there is no open follow-up to close',
  'contact/decide-green':
    'the municipality is decided green already; suspend the change (with a review date) or close the follow-up',
  'red/close': 'the municipality is decided red; its follow-up stays open until it is decided green',
};

/** The state that the facts amount to. */
export function flowStateOf({
  decided,
  followUpOpen,
  decidedInFollowUp,
}: {
  decided: Colour;
  followUpOpen: boolean;
  /** How the colour that holds was decided, if that was in the open follow-up. */
  decidedInFollowUp: 'colour' | 'suspension' | undefined;
}): FlowState {
  if (decided === 'red') return 'red';
  if (!followUpOpen) return 'calm';
  if (decidedInFollowUp === undefined) return 'contact';
  return decidedInFollowUp === 'suspension' ? 'suspended' : 'cooling';
}
