/** The three shifts of care (R26). A night shift belongs to the date on which it starts. */
export const SHIFTS = ['day', 'evening', 'night'] as const;
export type Shift = (typeof SHIFTS)[number];
