import { timeOf } from '../../domain/calendar/minutes.ts';
import type { BrokenRule } from '../../domain/onTheDay/judge.ts';
import { DomainProblem } from '../../domain/problem.ts';
import type { DayWorld } from './dayWorld.ts';

/** @throws DomainProblem `refused-by-rule` with one fault per rule that the change would break. */
export function refuseBroken(broken: readonly BrokenRule[], world: DayWorld): void {
  if (broken.length === 0) return;
  const siteName = (id: string | undefined) => world.facts.sites.find((site) => site.id === id)?.name ?? '';
  throw new DomainProblem(
    'refused-by-rule',
    `This would break ${broken.length === 1 ? 'a rule' : `${broken.length} rules`}; nothing has been changed`,
    broken.map(({ rule, message, session, slot }) => ({
      place: rule,
      message,
      code: `rule-${rule}`,
      facts: {
        site: siteName(session?.site),
        date: session?.date ?? '',
        time: slot ? timeOf(slot.start) : session ? timeOf(session.start) : '',
        who: slot ? (world.subjects.get(slot.subject.id)?.name ?? '') : '',
      },
    })),
  );
}
