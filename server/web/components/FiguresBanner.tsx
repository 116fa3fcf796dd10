import type { PageContext } from '../pageContext.ts';

/** From here on days say more than hours. */
const HOURS_TOLD = 100;

/** A17: figures that are old, or that have not come today, are said on every page. */
export function FiguresBanner({ page: { text, format, urls, frame } }: { page: PageContext }) {
  const { figures } = frame;
  if (!figures || (!figures.stale && !figures.late)) return null;
  const day = format.longDay(figures.releasedOn);
  const age =
    figures.hours < HOURS_TOLD
      ? text.releases.hours(format.count(figures.hours))
      : text.releases.days(format.count(Math.floor(figures.hours / 24)));
  return (
    <aside class="figures-banner" aria-label={text.releases.bannerHeading}>
      <div class="container">
        <p>
          <strong>{figures.stale ? text.releases.stale(day, age) : text.releases.late(day)}</strong>{' '}
          {text.releases.carriesOver} <a href={urls.releases()}>{text.releases.seeReleases}</a>
        </p>
      </div>
    </aside>
  );
}
