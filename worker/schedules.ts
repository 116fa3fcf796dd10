import type { Schedule } from './queue/jobQueue.ts';

/**
 * The times of an installation, by Copenhagen's clock. Nothing between 02:00 and 03:00: once a year that hour does
 * not exist, and once it comes twice.
 */
export const SCHEDULES: readonly Schedule[] = [
  { name: 'start-night', when: { cron: '30 3 * * *' } },
  // Each minute: the hour at which a list is fixed is dated policy, and a worker that was down makes up for it.
  { name: 'keep-lists', when: { everySeconds: 60 } },
  { name: 'resume-stalled-runs', when: { everySeconds: 60 } },
];

/** The demo's nights come when its clock is stepped, not by the real one. */
export const DEMO_SCHEDULES: readonly Schedule[] = SCHEDULES.filter(({ name }) => name !== 'start-night');
