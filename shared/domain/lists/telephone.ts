import { DomainProblem } from '../problem.ts';
import type { ListChange } from './listChange.ts';

/**
 * R56 and P7: a fixed list is changed by telephone, so a change says whom one talked to. One thing a site does by itself:
 * until the set hour of the day it says that there are no samples.
 *
 * @throws DomainProblem `refused-by-rule` at the field `phone`
 */
export function refuseSilentChange(
  { kind }: Pick<ListChange, 'kind'>,
  given: {
    readonly state: 'planned' | 'frozen';
    readonly phone: string | undefined;
    readonly now: Date;
    /** Until then a site takes itself off the list. */
    readonly bySiteUntil: Date;
    /** The same hour as people read it. */
    readonly time: string;
  },
): void {
  if (given.phone !== undefined || given.state === 'planned') return;
  if (kind === 'no-samples' && given.now < given.bySiteUntil) return;
  const late = kind === 'no-samples';
  const message = late
    ? `After ${given.time} "no samples today" comes by telephone: say who called`
    : 'The list is fixed and changed by telephone: say who called';
  throw new DomainProblem('refused-by-rule', message, [
    {
      place: 'phone',
      message,
      code: late ? 'rule-no-samples-late' : 'rule-by-telephone',
      facts: { time: given.time },
    },
  ]);
}
