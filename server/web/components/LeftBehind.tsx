import type { LeftBehindView } from '../../../shared/contracts/views/leftBehind.ts';
import type { PageContext } from '../pageContext.ts';
import { Notice } from './blocks.tsx';

/** R56: missed and refused stops go on the next run, and whoever waits for them sees it. */
export function LeftBehind({ page, stops }: { page: PageContext; stops: readonly LeftBehindView[] }) {
  const { text, format, urls } = page;
  const { lists } = text;
  if (stops.length === 0) return null;
  return (
    <Notice look="warning">
      <p class="alert-heading">{lists.leftBehind}</p>
      <p class="alert-text">{lists.leftBehindText}</p>
      <ul>
        {stops.map(({ stop, siteId, siteName, date, state, samples, kits, next }) => (
          <li key={stop}>
            <a href={urls.site(siteId)}>
              {lists.leftBehindLine(
                siteName,
                format.shortDay(date),
                `${text.pickups.stopStates[state]}, ${lists.samplesWaiting(format.count(samples), format.count(kits))}`,
              )}
            </a>
            {': '}
            {next === null ? lists.notYetOnNextRun : lists.onNextRun(format.shortDay(next))}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
