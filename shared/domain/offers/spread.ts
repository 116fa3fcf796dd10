import type { Subject } from './subject.ts';
import type { Deferred } from './walk.ts';

export interface Waiting {
  readonly subject: Subject;
  readonly deferred: Deferred;
}

/** Those who come back from red together: same place, same shift, same weeks. */
function groupKey({ subject, deferred }: Waiting): string {
  return [subject.sites[0], subject.shift, deferred.weeks, deferred.weeksInside].join(' ');
}

/**
 * How many of each are offered in this roll (A8). Of every group the share of the weeks that lie in the roll, in the
 * order of names, so that the same people are taken whenever it is asked.
 */
export function sharesInside(waiting: readonly Waiting[]): { waiting: Waiting; count: number }[] {
  const groups = Map.groupBy(waiting, groupKey);
  return [...groups.values()].flatMap((group) => {
    const ordered = group.toSorted((a, b) => (a.subject.name < b.subject.name ? -1 : 1));
    const people = ordered.reduce((sum, { subject }) => sum + subject.count, 0);
    let left = group[0] ? Math.ceil((people * group[0].deferred.weeksInside) / group[0].deferred.weeks) : 0;
    return ordered.flatMap((one) => {
      const count = Math.min(left, one.subject.count);
      left -= count;
      return count > 0 ? [{ waiting: one, count }] : [];
    });
  });
}
