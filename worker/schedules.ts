import type { Schedule } from './queue/jobQueue.ts';

/**
 * The times of an installation, by Copenhagen's clock. Nothing between 02:00 and 03:00: once a year that hour does
 * not exist, and once it comes twice.
 */
export const SCHEDULES: readonly Schedule[] = [
  { name: 'start-night', when: { cron: '30 3 * * *' } },
  // Each minute: the hour at which a list is fixed is dated policy, and a worker that was down makes up for it.
  { name: 'keep-lists', when: { everySeconds: 60 } },
  { name: 'keep-notices', when: { everySeconds: 60 } },
  { name: 'watch-figures', when: { cron: '7 0-1,3-23 * * *' } },
  { name: 'resume-stalled-runs', when: { everySeconds: 60 } },
];

/**
 * R4: asking for the day's release, from the hour of publication until midnight; the handler stops asking when it is
 * there, and the night asks once more. Between 02:00 and 03:00 nothing is asked, whatever the hour.
 */
export function fetchSchedule({
  fromTime,
  everyMinutes,
}: {
  readonly fromTime: string;
  readonly everyMinutes: number;
}): Schedule {
  const first = Number(fromTime.slice(0, 2));
  const hours = first < 2 ? `${first}-1,3-23` : `${Math.max(first, 3)}-23`;
  return { name: 'fetch-incidence', when: { cron: `*/${everyMinutes} ${hours} * * *` } };
}

/** The demo's nights come when its clock is stepped, not by the real one. */
export const DEMO_SCHEDULES: readonly Schedule[] = SCHEDULES.filter(
  ({ name }) => name !== 'start-night' && name !== 'watch-figures',
);
